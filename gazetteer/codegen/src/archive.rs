//! Opens packages: npm's `.tgz`, Python's `.whl` (a zip), Debian's `.deb`.

use std::io::{Cursor, Read};

use flate2::read::GzDecoder;
use lzma_rust2::XzReader;

use crate::error::Result;

/// The members of a package whose paths `wanted` accepts, in the package's
/// order, each with its path inside the package.
pub(crate) fn members(file: &str, bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>> {
    let told = |e: &dyn std::fmt::Display| format!("{file}: {e}");
    let is = |end: &str| file.ends_with(end);
    let found = if is(".tgz") || is(".tar.gz") {
        from_tar(GzDecoder::new(bytes), wanted).map_err(|e| told(&e))?
    } else if is(".whl") {
        from_zip(bytes, wanted).map_err(|e| told(&e))?
    } else if is(".deb") {
        let data = deb_data(bytes).ok_or_else(|| told(&"no data.tar.xz inside"))?;
        from_tar(XzReader::new(data, true), wanted).map_err(|e| told(&e))?
    } else {
        return Err(told(&"not a kind of package that is known (.tgz, .whl, .deb)"));
    };
    Ok(found)
}

fn from_tar(read: impl Read, wanted: impl Fn(&str) -> bool) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let mut out = Vec::new();
    for entry in tar::Archive::new(read).entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_string_lossy().into_owned();
        if entry.header().entry_type().is_file() && wanted(&path) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            out.push((path, bytes));
        }
    }
    Ok(out)
}

fn from_zip(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(std::io::Error::other)?;
    let mut out = Vec::new();
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).map_err(std::io::Error::other)?;
        let path = entry.name().map_err(std::io::Error::other)?.into_owned();
        if entry.is_file() && wanted(&path) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            out.push((path, bytes));
        }
    }
    Ok(out)
}

/// The packed tree of a Debian package, an `ar` archive
/// (<https://manpages.debian.org/deb.5>): members have a 60-byte header with
/// the name in bytes 0-15 and the decimal size in bytes 48-57, and are padded
/// to even length.
fn deb_data(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes.strip_prefix(b"!<arch>\n")?;
    loop {
        let (header, body) = rest.split_at_checked(60)?;
        let size: usize = std::str::from_utf8(&header[48..58]).ok()?.trim().parse().ok()?;
        if header.starts_with(b"data.tar.xz") {
            return body.get(..size);
        }
        rest = body.get(size + size % 2..)?;
    }
}
