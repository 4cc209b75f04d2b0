//! All integration tests, as modules of one binary (the embedded gazetteer is
//! large to link).
mod gazetteer;
