//! Dateline reads reports and draws the incidents in them.
//!
//! Text goes in; who did what to whom, where, when, with what toll, and who
//! says so, comes out. The modules below are layers: each imports only those
//! listed above it (`tests/architecture.rs` holds that).

pub mod cli;
pub mod coding;
pub mod compare;
pub mod correct;
pub mod dataset;
pub mod document;
pub mod error;
pub mod export;
pub mod format;
pub mod gazetteer;
pub mod geoparse;
pub mod grammar;
pub mod incident;
pub mod join;
pub mod lexicon;
pub mod pipeline;
pub mod render;
pub mod scene;
pub mod score;
pub mod temporal;
pub mod text;
