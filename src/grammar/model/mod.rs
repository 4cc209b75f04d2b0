//! The learned part of the grammar: features, weights, decoding.
//!
//! It uses nothing but the standard library, so that `model/train` compiles
//! these very files: what is learned and what is run see the same features.

pub mod hash;
pub mod keys;
pub mod labelling;
pub mod labels;
pub mod parsing;
pub mod table;
pub mod tagging;
pub mod upos;
pub mod words;
