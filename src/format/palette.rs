//! One colour and one shape for each event type, the same in QGIS and in the
//! pictures (`scene::theme`; a test holds them together). Hue and lightness
//! both differ, so that the colour-blind and a grey print tell them apart.

use crate::coding::EventType;

/// A colour: red, green, blue.
pub type Rgb = [u8; 3];

/// The outline of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Round.
    Circle,
    /// A square on its corner.
    Diamond,
    /// A square.
    Square,
    /// A triangle that stands on its base.
    Triangle,
    /// A triangle that stands on its tip.
    TriangleDown,
    /// A regular hexagon.
    Hexagon,
}

/// The colour of an event type.
pub const fn colour(event_type: EventType) -> Rgb {
    match event_type {
        EventType::Battles => [0xc8, 0x4b, 0x05],
        EventType::Explosions => [0xe8, 0xa2, 0x0c],
        EventType::ViolenceAgainstCivilians => [0xb0, 0x4a, 0x8b],
        EventType::Protests => [0x00, 0x6a, 0xa8],
        EventType::Riots => [0x56, 0xb0, 0xe3],
        EventType::StrategicDevelopments => [0x0b, 0x8a, 0x67],
    }
}

/// The shape of an event type.
pub const fn shape(event_type: EventType) -> Shape {
    match event_type {
        EventType::Battles => Shape::Circle,
        EventType::Explosions => Shape::Diamond,
        EventType::ViolenceAgainstCivilians => Shape::Square,
        EventType::Protests => Shape::Triangle,
        EventType::Riots => Shape::TriangleDown,
        EventType::StrategicDevelopments => Shape::Hexagon,
    }
}
