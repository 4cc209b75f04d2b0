//! A file in memory without reading it: the one place where a file is mapped.

use std::borrow::Cow;
use std::fs::File;
use std::io;

/// The bytes of a file for as long as the program runs. They are mapped; where
/// the system cannot map them, they are read.
pub(super) fn bytes_of(file: &File) -> io::Result<Cow<'static, [u8]>> {
    map(file).map(Cow::Borrowed).or_else(|_| read(file).map(Cow::Owned))
}

/// Maps a file and never lets it go: an index is used until the program ends.
#[allow(unsafe_code)]
fn map(file: &File) -> io::Result<&'static [u8]> {
    // SAFETY: the mapping is read-only and lives as long as the program. That
    // nobody writes into the file meanwhile cannot be had from the system; ours
    // are written beside their place and renamed, which leaves a mapped one as it
    // is. The index checks every offset, so that bytes changed by another program
    // give wrong places, and only a file cut short under our hands ends the run.
    let mapping = unsafe { memmap2::Mmap::map(file) }?;
    Ok(Box::leak(Box::new(mapping)))
}

/// The same bytes, read.
fn read(mut file: &File) -> io::Result<Vec<u8>> {
    use std::io::{Read as _, Seek as _};

    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_mapped_file_is_what_is_read() {
        let mut file = tempfile::tempfile().unwrap();
        let bytes: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        file.write_all(&bytes).unwrap();
        assert_eq!(map(&file).unwrap(), bytes);
        assert_eq!(read(&file).unwrap(), bytes);
        assert_eq!(*bytes_of(&file).unwrap(), *bytes);
    }

    #[test]
    fn an_empty_file_has_no_bytes() {
        assert!(bytes_of(&tempfile::tempfile().unwrap()).unwrap().is_empty());
    }
}
