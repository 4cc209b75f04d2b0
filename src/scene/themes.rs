//! Themes: a finished picture in other colours. Scenes are drawn in the light
//! ones; for the others each colour is exchanged by a table.

use super::display::{Color, Item, Path, Point, Scene, Stroke, Text};
use super::theme::{
    ACCENT, ADMIN1, BORDER, COAST, COUNTRY_NAME, INK, LAND, MUTED, PAPER, RIVER, RULE, SEA, TOWN, WATER_NAME,
    type_color,
};
use crate::coding::EventType;

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// On white.
    #[default]
    Light,
    /// On near black, for screens and slides.
    Dark,
    /// Greys on white, for printing without colours: shapes and hatches tell
    /// what colours tell elsewhere.
    Print,
}

/// Each colour of a scene, in the dark theme and in print. Neighbours in a
/// stacked bar, which follow the order of the types, are far apart in grey.
const TABLE: [(Color, u32, u32); 38] = [
    (PAPER, 0x17_191c, 0xff_ffff),
    (INK, 0xec_ecee, 0x00_0000),
    (MUTED, 0xa9_a6b0, 0x40_4040),
    (RULE, 0x4a_4843, 0x8a_8a8a),
    (ACCENT, 0xff_8a7a, 0x00_0000),
    (SEA, 0x1b_2a35, 0xe4_e4e4),
    (LAND, 0x2b_2d2f, 0xff_ffff),
    (RIVER, 0x35_5568, 0xa0_a0a0),
    (COAST, 0x4f_7387, 0x6e_6e6e),
    (ADMIN1, 0x48_4640, 0xb0_b0b0),
    (BORDER, 0x9a_9184, 0x3c_3c3c),
    (COUNTRY_NAME, 0xa8_a094, 0x50_5050),
    (WATER_NAME, 0x86_b6ce, 0x50_5050),
    (TOWN, 0xc9_c4bc, 0x30_3030),
    (type_color(EventType::Battles), 0xf0_7a30, 0x11_1111),
    (type_color(EventType::Explosions), 0xf5_b938, 0x6b_6b6b),
    (type_color(EventType::ViolenceAgainstCivilians), 0xe7_9fc8, 0x3b_3b3b),
    (type_color(EventType::Protests), 0x25_b98b, 0x81_8181),
    (type_color(EventType::Riots), 0x3f_98dc, 0x26_2626),
    (type_color(EventType::StrategicDevelopments), 0x85_8585, 0x52_5252),
    // The fillings of the chart of casualties: own, enemy's, other dead.
    (Color::hex(0x1f_4e79), 0x7f_b2e5, 0x1c_1c1c),
    (Color::hex(0xc8_4b05), 0xf0_8a4b, 0x3a_3a3a),
    (Color::hex(0x86_8686), 0xa0_a0a0, 0x80_8080),
    // Scales of counts: what is most stands out most, on white the darkest and on
    // black the lightest. Hexagons, with areas of two colours in common.
    (Color::hex(0xfd_d9b4), 0x5a_3d24, 0xd6_d6d6),
    (Color::hex(0xfd_b97d), 0x7d_4d1c, 0xb8_b8b8),
    (Color::hex(0xf9_9243), 0xa4_5a1a, 0x94_9494),
    (Color::hex(0xe5_6a15), 0xd1_701f, 0x6c_6c6c),
    (Color::hex(0xb8_4203), 0xf5_9a48, 0x46_4646),
    (Color::hex(0x76_2704), 0xff_d6a3, 0x20_2020),
    // Areas.
    (Color::hex(0xf2_883a), 0xa6_5c1c, 0x92_9292),
    (Color::hex(0xcf_540d), 0xe3_8331, 0x5c_5c5c),
    (Color::hex(0x85_2c04), 0xff_cd94, 0x28_2828),
    // Days of the calendar, and those with nothing.
    (Color::hex(0xef_edea), 0x26_282b, 0xf0_f0f0),
    (Color::hex(0xc6_dbef), 0x24_4560, 0xcc_cccc),
    (Color::hex(0x85_bcdb), 0x2f_6690, 0xa6_a6a6),
    (Color::hex(0x42_92c6), 0x3f_8fc4, 0x7c_7c7c),
    (Color::hex(0x14_5fa8), 0x7c_bde8, 0x4c_4c4c),
    (Color::hex(0x08_2a5c), 0xd2_ebfb, 0x1a_1a1a),
];

/// What stands on a symbol, whichever is seen better.
const ON_SYMBOL: [Color; 2] = [Color::hex(0x00_0000), Color::hex(0xff_ffff)];

/// Width of a seam.
const SEAM: f32 = 1.4;

/// From this alpha on a symbol hides what lies below it.
const SOLID: u8 = 200;

impl Theme {
    /// What stands for a colour of a light scene, as clear as it is; `None` for
    /// a colour that is in no table.
    pub fn color(self, light: Color) -> Option<Color> {
        let (_, dark, print) = TABLE.iter().find(|(known, ..)| known.alpha(light.a) == light)?;
        Some(match self {
            Self::Light => light,
            Self::Dark => Color::hex(*dark).alpha(light.a),
            Self::Print => Color::hex(*print).alpha(light.a),
        })
    }
}

impl Scene {
    /// The picture in the colours of a theme.
    #[must_use]
    pub fn themed(self, theme: Theme) -> Self {
        if theme == Theme::Light {
            return self;
        }
        let painter = Painter(theme);
        Self { background: painter.color(self.background), items: painter.items(self.items), ..self }
    }
}

struct Painter(Theme);

impl Painter {
    fn color(&self, light: Color) -> Color {
        self.0.color(light).unwrap_or(light)
    }

    fn stroke(&self, line: Option<Stroke>) -> Option<Stroke> {
        line.map(|s| Stroke { color: self.color(s.color), ..s })
    }

    /// In greys, what is stacked is told apart by seams of paper.
    fn seam(&self, fill: Option<Color>) -> Option<Stroke> {
        let stacked = self.0 == Theme::Print && fill.is_some_and(|f| f.a == 255 && is_symbol(f));
        stacked.then(|| Stroke { round: false, ..Stroke::solid(self.color(PAPER), SEAM) })
    }

    fn items(&self, of: Vec<Item>) -> Vec<Item> {
        let mut out: Vec<Item> = Vec::with_capacity(of.len());
        // Symbols among these that may have a number on them.
        let mut symbols: Vec<(Path, Color)> = Vec::new();
        for item in of {
            let item = match item {
                Item::Path { path, fill, stroke } => {
                    symbols.extend(fill.filter(|f| is_symbol(*f)).map(|f| (path.clone(), self.color(f))));
                    let stroke = self.stroke(stroke).or_else(|| self.seam(fill));
                    Item::Path { path, fill: fill.map(|f| self.color(f)), stroke }
                }
                Item::Stamps { path, fill, stroke, at } => {
                    Item::Stamps { path, fill: fill.map(|f| self.color(f)), stroke: self.stroke(stroke), at }
                }
                Item::Text(text) => Item::Text(self.text(text, &symbols)),
                Item::Group { id, title, clip, items } => Item::Group { id, title, clip, items: self.items(items) },
            };
            out.push(item);
        }
        out
    }

    fn text(&self, text: Text, symbols: &[(Path, Color)]) -> Text {
        let on = symbols.iter().rev().find(|(path, _)| holds(path, text.at)).map(|(_, color)| *color);
        let color = match on {
            Some(ground) if text.halo.is_none() => clearest(ground),
            _ => self.color(text.color),
        };
        Text { color, halo: text.halo.map(|(rim, width)| (self.color(rim), width)), ..text }
    }
}

fn is_symbol(fill: Color) -> bool {
    fill.a >= SOLID && EventType::ALL.iter().any(|kind| type_color(*kind) == fill.alpha(255))
}

fn holds(path: &Path, at: Point) -> bool {
    path.bounds().is_some_and(|b| b.holds(at))
}

/// The better seen of black and white on a ground.
fn clearest(ground: Color) -> Color {
    let [black, white] = ON_SYMBOL;
    if contrast(ground, black) > contrast(ground, white) { black } else { white }
}

/// How well two colours are told apart, 1-21 (WCAG 2.1, 1.4.3).
fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (a.luminance() + 0.05, b.luminance() + 0.05);
    f64::max(a, b) / f64::min(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [Theme; 2] = [Theme::Dark, Theme::Print];

    #[test]
    fn words_are_legible_on_their_ground() {
        for theme in THEMES {
            let of = |light: Color| theme.color(light).unwrap();
            for (words, ground) in [
                (INK, PAPER),
                (MUTED, PAPER),
                (ACCENT, PAPER),
                (INK, LAND),
                (INK, SEA),
                (TOWN, LAND),
                (COUNTRY_NAME, LAND),
                (WATER_NAME, SEA),
            ] {
                let seen = contrast(of(words), of(ground));
                assert!(seen >= 4.5, "{theme:?}: {words:?} on {ground:?}: {seen:.2}");
            }
            for kind in EventType::ALL {
                let symbol = of(type_color(kind));
                assert!(contrast(clearest(symbol), symbol) >= 4.5, "{theme:?}: number on {kind:?}");
            }
        }
        assert!(contrast(INK, PAPER) >= 4.5 && contrast(MUTED, PAPER) >= 4.5);
    }

    #[test]
    fn symbols_stand_out_from_land_and_sea() {
        for theme in THEMES {
            for (kind, ground) in EventType::ALL.iter().flat_map(|k| [(*k, LAND), (*k, SEA), (*k, PAPER)]) {
                let seen = contrast(theme.color(type_color(kind)).unwrap(), theme.color(ground).unwrap());
                assert!(seen >= 3.0, "{theme:?}: {kind:?} on {ground:?}: {seen:.2}");
            }
        }
    }

    #[test]
    fn print_is_grey() {
        assert!(TABLE.iter().map(|(.., print)| Color::hex(*print)).all(|c| c.r == c.g && c.g == c.b));
    }

    #[test]
    fn every_colour_stands_in_the_table_once() {
        for (i, (a, ..)) in TABLE.iter().enumerate() {
            assert!(TABLE[..i].iter().all(|(b, ..)| a != b), "{a:?}");
        }
    }

    #[test]
    fn what_is_most_stands_out_most() {
        let scales: [&[u32]; 3] = [
            &[0xfd_d9b4, 0xfd_b97d, 0xf9_9243, 0xe5_6a15, 0xb8_4203, 0x76_2704],
            &[0xfd_d9b4, 0xfd_b97d, 0xf2_883a, 0xcf_540d, 0x85_2c04],
            &[0xc6_dbef, 0x85_bcdb, 0x42_92c6, 0x14_5fa8, 0x08_2a5c],
        ];
        for (theme, scale) in THEMES.into_iter().flat_map(|theme| scales.map(|scale| (theme, scale))) {
            let from_ground = |n: &u32| contrast(theme.color(Color::hex(*n)).unwrap(), theme.color(LAND).unwrap());
            let seen: Vec<f64> = scale.iter().map(from_ground).collect();
            assert!(seen.windows(2).all(|w| w[0] < w[1]), "{theme:?}: {seen:?}");
        }
    }
}
