//! Packing of what is committed.

use std::io::{Read, Write};

use lzma_rust2::{XzOptions, XzReader, XzWriter};

use crate::error::Result;

/// Packs with xz's strongest preset; the same bytes on every machine.
pub(crate) fn pack(bytes: &[u8]) -> Result<Vec<u8>> {
    let told = |e: std::io::Error| format!("xz: {e}");
    let mut options = XzOptions::with_preset(9);
    // One dictionary over the whole of any product; 64 MB is what preset 9 has.
    options.lzma_options.nice_len = 273;
    let mut writer = XzWriter::new(Vec::new(), options).map_err(told)?;
    writer.write_all(bytes).map_err(told)?;
    writer.finish().map_err(told)
}

/// Unpacks a whole file.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    XzReader::new(bytes, false).read_to_end(&mut out).map_err(|e| format!("xz: {e}"))?;
    Ok(out)
}
