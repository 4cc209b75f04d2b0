//! What is told: events, actors, casualties, and who says so.

mod event_type;
mod quantity;
mod types;

pub use event_type::{EventType, Inter, Plover, SubEvent};
pub use types::{Act, Actor, Casualty, CasualtyKind, Claim, EventMention, Quantity, Scope, Side, Speaker, Status};
