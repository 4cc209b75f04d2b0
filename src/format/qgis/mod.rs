//! QGIS: `incidents.qml`, the style that is applied when `incidents.geojson` is
//! loaded, and `incidents.qgz`, a project with the same style and the temporal
//! controller set, which a sidecar style cannot carry.
//!
//! Written by hand after the XML that QGIS 3.22 (a long-term release) writes.

mod project;
mod style;
mod xml;

pub use project::{View, write_project};

use std::io::{self, Write};

use xml::Xml;

/// The version of QGIS whose XML is written; later ones read it.
const QGIS_VERSION: &str = "3.22.16";

/// Writes the style beside `incidents.geojson`.
///
/// # Errors
/// Those of the writer.
pub fn write_style(mut out: impl Write) -> io::Result<()> {
    let mut xml = Xml::document();
    let attributes = [
        ("version", QGIS_VERSION),
        ("styleCategories", "Symbology|Labeling|Fields|MapTips|Legend"),
        ("labelsEnabled", "1"),
    ];
    xml.element("qgis", &attributes, style::write);
    out.write_all(xml.finish().as_bytes())?;
    out.flush()
}
