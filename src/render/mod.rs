//! Writes a [`crate::scene::Scene`] as a file of some format. Writers decide nothing.

mod png;
mod stamps;

pub use png::png;
