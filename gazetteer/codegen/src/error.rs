//! Errors of the maker: a sentence that names the file and the remedy.

/// The result of every step of the maker.
pub(crate) type Result<T> = std::result::Result<T, String>;
