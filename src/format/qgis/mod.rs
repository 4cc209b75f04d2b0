//! QGIS: `incidents.qml`, the style that is applied when `incidents.geojson` is
//! loaded, and `incidents.qgz`, a project with the same style and the temporal
//! controller set, which a sidecar style cannot carry.
//!
//! `areas.qml` and `lines.qml` are the styles of `--areas`.
//!
//! Written by hand after the XML that QGIS 3.22 (a long-term release) writes.

mod ground;
mod joined;
mod project;
mod style;
mod xml;

pub use ground::GroundLayer;
pub use joined::{MATCHED, ONLY_LEFT, ONLY_RIGHT};
pub use project::{View, write_project};

use std::io::{self, Write};

use xml::Xml;

/// The version of QGIS whose XML is written; later ones read it.
const QGIS_VERSION: &str = "3.22.16";

/// Writes the style beside `incidents.geojson`.
///
/// # Errors
/// Those of the writer.
pub fn write_style(out: impl Write) -> io::Result<()> {
    sidecar(out, "Symbology|Labeling|Fields|MapTips|Legend", style::write)
}

/// Writes the style beside `areas.geojson` or `lines.geojson`.
///
/// # Errors
/// Those of the writer.
pub fn write_ground_style(out: impl Write, layer: GroundLayer) -> io::Result<()> {
    sidecar(out, "Symbology|Labeling|MapTips", |xml| ground::write(xml, layer))
}

/// The style of joined points: `category` is the expression that tells of each
/// whether it is one of [`MATCHED`], [`ONLY_LEFT`] and [`ONLY_RIGHT`].
pub fn joined_style(category: &str) -> String {
    document("Symbology|Legend", "0", |xml| joined::write(xml, category))
}

fn sidecar(mut out: impl Write, categories: &str, inside: impl FnOnce(&mut Xml)) -> io::Result<()> {
    out.write_all(document(categories, "1", inside).as_bytes())?;
    out.flush()
}

fn document(categories: &str, labels: &str, inside: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::document();
    let attributes = [("version", QGIS_VERSION), ("styleCategories", categories), ("labelsEnabled", labels)];
    xml.element("qgis", &attributes, inside);
    xml.finish()
}
