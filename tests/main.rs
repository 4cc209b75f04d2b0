//! All integration tests, as modules of one binary (the embedded gazetteer is
//! large to link).

// A test that cannot go on has failed; `clippy.toml` says so for `#[test]`
// functions, this for the helpers beside them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod architecture;
mod gazetteer;
mod geography;
mod joining;
mod lexicon;
mod licences;
mod merging;
mod reading;
mod samples;

mod cli;
mod export;
mod format;
mod golden;
mod grammar;
mod support;

mod pictures;
