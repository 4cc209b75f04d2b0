//! What is told: events, actors, casualties, and who says so.
//!
//! A cascade after FASTUS: words are tagged and grouped ([`sentence`]), noun
//! groups read as who or what ([`entity`], [`belonging`]), frames triggered and their roles
//! filled ([`trigger`], [`roles`]), figures read from verb and arguments
//! ([`figures`], [`toll`]), attributed ([`speaker`], [`voice`]), placed and dated
//! ([`place`], [`when`], [`scene`]), judged ([`standing`]), and sifted by what
//! the report is about ([`setting`]). Frames, words and cues are
//! data under `lexicon/`.

mod act;
mod apart;
mod authors;
mod belonging;
mod code;
mod conflict;
mod defined;
mod entity;
mod event_type;
mod figures;
mod ground;
mod kind_names;
mod literal;
mod mention;
mod phrases;
mod place;
mod proof;
mod quantity;
mod responsibility;
mod roles;
mod scene;
mod sentence;
mod setting;
mod speaker;
mod standing;
mod syntax;
#[cfg(test)]
mod tests;
mod toll;
mod trigger;
mod types;
mod voice;
mod walk;
mod when;

pub use code::Coder;
pub use event_type::{EventType, Inter, Plover, SubEvent};
pub use kind_names::{kind_list, kinds_named};
pub use proof::{Proof, Rejected};
pub(crate) use quantity::{exact_count, is_numeral};
pub use types::{Act, Actor, Casualty, CasualtyKind, Claim, EventMention, Quantity, Scope, Side, Speaker, Status};
