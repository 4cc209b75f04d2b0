//! Writes a [`crate::scene::Scene`] as a file of some format. Writers decide nothing.

mod png;

pub use png::png;
