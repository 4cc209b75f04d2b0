//! Colours, sizes of type and of symbols: the one place where they stand.

use super::display::Color;
use crate::coding::EventType;
use crate::format::palette;

/// Paper.
pub const PAPER: Color = Color::hex(0xff_ffff);
/// Type.
pub const INK: Color = Color::hex(0x21_2124);
/// Type that stands back.
pub const MUTED: Color = Color::hex(0x63_6068);
/// Rules and frames.
pub const RULE: Color = Color::hex(0xc9_c5bd);
/// What the eye shall find first, apart from the symbols.
pub const ACCENT: Color = Color::hex(0xb4_2318);

/// Sea and lakes.
pub const SEA: Color = Color::hex(0xd4_e4ec);
/// Land.
pub const LAND: Color = Color::hex(0xf7_f4ed);
/// Rivers.
pub const RIVER: Color = Color::hex(0xb3_cfdd);
/// Coasts.
pub const COAST: Color = Color::hex(0x8f_b0c0);
/// Lines of first-order divisions.
pub const ADMIN1: Color = Color::hex(0xdc_d5c6);
/// Borders.
pub const BORDER: Color = Color::hex(0x8d_8378);
/// Names of countries.
pub const COUNTRY_NAME: Color = Color::hex(0x83_796d);
/// Names of waters.
pub const WATER_NAME: Color = Color::hex(0x4f_819c);
/// Names and dots of towns.
pub const TOWN: Color = Color::hex(0x55_504a);

/// Pixels of an em: title.
pub const TITLE: f32 = 40.0;
/// Subtitle.
pub const SUBTITLE: f32 = 22.0;
/// Running text, table, legend.
pub const BODY: f32 = 18.0;
/// Notes at the foot.
pub const NOTE: f32 = 16.0;
/// Names of incident places.
pub const PLACE: f32 = 19.0;

/// The colour of an event type, the same as in QGIS.
pub const fn type_color(kind: EventType) -> Color {
    let [r, g, b] = palette::colour(kind);
    Color { r, g, b, a: 255 }
}
