//! The project: one layer with a relative path, its style inlined, the map
//! turned to the incidents and the temporal controller to their days.

use std::io::{self, Seek, Write};

use jiff::civil::Date;
use zip::write::SimpleFileOptions;

use super::xml::Xml;
use super::{QGIS_VERSION, style};
use crate::format::incident_row::IncidentRow;

/// The layer's id within the project.
const LAYER: &str = "incidents";

/// What the map shows when the project is opened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    /// First and last day; `None` where no incident is dated.
    pub days: Option<(Date, Date)>,
}

/// Kilometres would need a projection; half a degree around a lone incident
/// shows its surroundings.
const LEAST_MARGIN: f64 = 0.5;

impl View {
    /// A view that holds all placed and dated rows.
    pub fn of<'r>(rows: impl IntoIterator<Item = &'r IncidentRow>) -> Self {
        let mut bounds: Option<[f64; 4]> = None;
        let mut days: Option<(Date, Date)> = None;
        for row in rows {
            if let (Some(lon), Some(lat)) = (row.longitude, row.latitude) {
                let [w, s, e, n] = bounds.unwrap_or([lon, lat, lon, lat]);
                bounds = Some([w.min(lon), s.min(lat), e.max(lon), n.max(lat)]);
            }
            for day in row.date_start.into_iter().chain(row.date_end) {
                let (first, last) = days.unwrap_or((day, day));
                days = Some((first.min(day), last.max(day)));
            }
        }
        Self::around(bounds, days)
    }

    /// A view of a box (west, south, east, north), with a margin, and of some
    /// days.
    pub fn around(bounds: Option<[f64; 4]>, days: Option<(Date, Date)>) -> Self {
        let bounds = bounds.map_or([-180.0, -90.0, 180.0, 90.0], |[w, s, e, n]| {
            let margin = ((e - w).max(n - s) * 0.1).max(LEAST_MARGIN);
            [(w - margin).max(-180.0), (s - margin).max(-90.0), (e + margin).min(180.0), (n + margin).min(90.0)]
        });
        Self { bounds, days }
    }
}

/// Writes a project of incidents. `source` is their file beside it, as QGIS
/// names it: `./incidents.geojson`, `./a.gpkg|layername=incidents`.
///
/// # Errors
/// Those of the writer.
pub fn write_project(out: impl Write + Seek, view: &View, source: &str) -> io::Result<()> {
    let mut zip = zip::ZipWriter::new(out);
    // The time stamp is the format's zero, so that a second run gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    zip.start_file("incidents.qgs", options)?;
    zip.write_all(project(view, source).as_bytes())?;
    zip.finish()?.flush()
}

fn project(view: &View, source: &str) -> String {
    let mut xml = Xml::document();
    xml.element("qgis", &[("projectname", "Dateline incidents"), ("version", QGIS_VERSION)], |xml| {
        xml.leaf("title", &[], "Dateline incidents");
        xml.element("projectCrs", &[], wgs84);
        xml.element("layer-tree-group", &[], |xml| {
            let layer = [
                ("id", LAYER),
                ("name", "incidents"),
                ("source", source),
                ("providerKey", "ogr"),
                ("checked", "Qt::Checked"),
                ("expanded", "1"),
            ];
            xml.empty("layer-tree-layer", &layer);
        });
        xml.element("mapcanvas", &[("name", "theMapCanvas"), ("annotationsVisible", "1")], |xml| {
            xml.leaf("units", &[], "degrees");
            extent(xml, view);
            xml.leaf("rotation", &[], "0");
            xml.element("destinationsrs", &[], wgs84);
        });
        xml.element("projectlayers", &[], |xml| layer(xml, source));
        xml.element("properties", &[], |xml| {
            // Without it QGIS leaves the layer without a reference system.
            xml.element("SpatialRefSys", &[], |xml| xml.leaf("ProjectionsEnabled", &[("type", "int")], "1"));
            xml.element("Paths", &[], |xml| xml.leaf("Absolute", &[("type", "bool")], "false"));
        });
        time_settings(xml, view);
    });
    xml.finish()
}

fn wgs84(xml: &mut Xml) {
    xml.element("spatialrefsys", &[], |xml| {
        xml.leaf("proj4", &[], "+proj=longlat +datum=WGS84 +no_defs");
        xml.leaf("srsid", &[], "3452");
        xml.leaf("srid", &[], "4326");
        xml.leaf("authid", &[], "EPSG:4326");
        xml.leaf("description", &[], "WGS 84");
        xml.leaf("projectionacronym", &[], "longlat");
        xml.leaf("ellipsoidacronym", &[], "EPSG:7030");
        xml.leaf("geographicflag", &[], "true");
    });
}

fn extent(xml: &mut Xml, view: &View) {
    let [west, south, east, north] = view.bounds.map(|degrees| format!("{degrees:.6}"));
    xml.element("extent", &[], |xml| {
        xml.leaf("xmin", &[], &west);
        xml.leaf("ymin", &[], &south);
        xml.leaf("xmax", &[], &east);
        xml.leaf("ymax", &[], &north);
    });
}

fn layer(xml: &mut Xml, source: &str) {
    let attributes = [
        ("type", "vector"),
        ("geometry", "Point"),
        ("wkbType", "Point"),
        ("labelsEnabled", "1"),
        ("styleCategories", "AllStyleCategories"),
        ("readOnly", "0"),
        ("hasScaleBasedVisibilityFlag", "0"),
    ];
    xml.element("maplayer", &attributes, |xml| {
        xml.leaf("id", &[], LAYER);
        xml.leaf("datasource", &[], source);
        xml.leaf("layername", &[], "incidents");
        xml.element("srs", &[], wgs84);
        xml.leaf("provider", &[("encoding", "UTF-8")], "ogr");
        let temporal = [
            ("enabled", "1"),
            // Mode 2: a feature lasts from one date field to another.
            ("mode", "2"),
            ("startField", "date_start"),
            ("endField", "date_end"),
            // Days are closed at both ends.
            ("limitMode", "1"),
            ("accumulate", "0"),
            ("durationField", ""),
            ("durationUnit", "d"),
            ("fixedDuration", "0"),
            ("startExpression", ""),
            ("endExpression", ""),
        ];
        xml.element("temporal", &temporal, |xml| {
            xml.element("fixedRange", &[], |xml| {
                xml.leaf("start", &[], "");
                xml.leaf("end", &[], "");
            });
        });
        style::write(xml);
    });
}

fn time_settings(xml: &mut Xml, view: &View) {
    let attributes = [("frameRate", "1"), ("timeStep", "1"), ("timeStepUnit", "d"), ("cumulativeTemporalRange", "0")];
    let Some((first, last)) = view.days else { return };
    xml.element("ProjectTimeSettings", &attributes, |xml| {
        xml.element("TemporalRange", &[], |xml| {
            xml.leaf("start", &[], &format!("{first}T00:00:00Z"));
            xml.leaf("end", &[], &format!("{last}T23:59:59Z"));
        });
    });
}
