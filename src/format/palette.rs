//! One colour and one shape for each event type, the same in QGIS, on the map
//! and in the charts. The colours are Okabe and Ito's, which the colour-blind
//! can tell apart (<https://jfly.uni-koeln.de/color/>); shape doubles them.

use crate::coding::EventType;

/// A colour: red, green, blue.
pub type Rgb = [u8; 3];

/// The outline of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Round.
    Circle,
    /// A star of five points.
    Star,
    /// A triangle that stands on its base.
    Triangle,
    /// A square.
    Square,
    /// A diamond.
    Diamond,
    /// A regular pentagon.
    Pentagon,
}

/// The colour of an event type.
pub const fn colour(event_type: EventType) -> Rgb {
    match event_type {
        EventType::Battles => [0xD5, 0x5E, 0x00],
        EventType::Explosions => [0xE6, 0x9F, 0x00],
        EventType::ViolenceAgainstCivilians => [0xCC, 0x79, 0xA7],
        EventType::Protests => [0x00, 0x9E, 0x73],
        EventType::Riots => [0x00, 0x72, 0xB2],
        EventType::StrategicDevelopments => [0x5B, 0x5B, 0x5B],
    }
}

/// The shape of an event type.
pub const fn shape(event_type: EventType) -> Shape {
    match event_type {
        EventType::Battles => Shape::Circle,
        EventType::Explosions => Shape::Star,
        EventType::ViolenceAgainstCivilians => Shape::Triangle,
        EventType::Protests => Shape::Square,
        EventType::Riots => Shape::Diamond,
        EventType::StrategicDevelopments => Shape::Pentagon,
    }
}
