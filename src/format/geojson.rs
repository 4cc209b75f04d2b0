//! GeoJSON (RFC 7946) as a stream, one Feature a line, which diffs well and
//! which line tools can read.
//!
//! The unplaced keep their Feature with `geometry: null` (section 3.2). There
//! is no `crs` member (section 4) and no byte order mark. Properties are flat
//! scalars of one type each: a nested value makes QGIS lose the layer when it
//! is exported, a partial date turns the whole column into text.

use std::io::{self, Write};

use geojson::Geometry;
use serde::Serialize;

use super::table::{Located, Properties};

/// One Feature as it is written.
#[derive(Serialize)]
#[serde(tag = "type", rename = "Feature", bound(serialize = ""))]
struct Feature<'a, R: Located> {
    id: &'a str,
    geometry: Option<Geometry>,
    properties: Properties<'a, R>,
}

/// Writes a collection, Feature by Feature.
#[derive(Debug)]
pub struct FeatureWriter<W: Write> {
    out: W,
    features: u64,
}

impl<W: Write> FeatureWriter<W> {
    /// Begins a collection. `name` becomes the layer's name in GDAL and QGIS.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(mut out: W, name: &str) -> io::Result<Self> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"name\":")?;
        serde_json::to_writer(&mut out, name)?;
        out.write_all(b",\"features\":[")?;
        Ok(Self { out, features: 0 })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write<R: Located>(&mut self, row: &R) -> io::Result<()> {
        self.out.write_all(if self.features == 0 { b"\n" } else { b",\n" })?;
        self.features += 1;
        let geometry = row.geometry();
        serde_json::to_writer(&mut self.out, &Feature { id: row.id(), geometry, properties: Properties(row) })?;
        Ok(())
    }

    /// Ends the collection and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Writes a whole collection.
///
/// # Errors
/// Those of the writer.
pub fn write<'r, R: Located + 'r>(
    out: impl Write,
    name: &str,
    rows: impl IntoIterator<Item = &'r R>,
) -> io::Result<()> {
    let mut writer = FeatureWriter::new(out, name)?;
    for row in rows {
        writer.write(row)?;
    }
    writer.finish().map(drop)
}
