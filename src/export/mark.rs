//! By what a file of ours is known again, so that an export can be made anew
//! over it, and nobody else's file is lost.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use super::format::Format;
use super::gpkg;

/// Bytes that are looked at.
const PEEKED: usize = 4096;
/// How our collections begin, and how the first feature follows, name between.
const COLLECTION: [&[u8]; 2] =
    [b"{\"type\":\"FeatureCollection\",\"name\":\"", b",\"features\":[\n{\"type\":\"Feature\",\"id\":"];
/// Who wrote a Parquet file, as its end says.
const MAKER: &[u8] = b"dateline ";

impl Format {
    /// Whether a file of this format is Dateline's own and was changed by
    /// nobody since; `None` where the format has no room for a mark.
    pub fn is_ours(self, path: &Path) -> Option<bool> {
        match self {
            Self::GeoJson => Some(peek(path, SeekFrom::Start(0)).is_some_and(|head| {
                head.starts_with(COLLECTION[0]) && memchr::memmem::find(&head, COLLECTION[1]).is_some()
            })),
            Self::GeoPackage => Some(gpkg::is_ours(path)),
            Self::GeoParquet => {
                let length = std::fs::metadata(path).map_or(0, |file| file.len());
                let tail = peek(path, SeekFrom::Start(length.saturating_sub(PEEKED as u64)));
                Some(tail.is_some_and(|tail| memchr::memmem::find(&tail, MAKER).is_some()))
            }
            Self::GeoJsonSeq | Self::Csv | Self::Tsv | Self::JsonLines | Self::Kml | Self::FlatGeobuf => None,
        }
    }
}

fn peek(path: &Path, from: SeekFrom) -> Option<Vec<u8>> {
    let mut file = File::open(path).ok()?;
    file.seek(from).ok()?;
    let mut bytes = Vec::with_capacity(PEEKED);
    file.take(PEEKED as u64).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
