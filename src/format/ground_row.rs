//! The ground of an incident as a row of `areas.geojson` or `lines.geojson`.

use geojson::{Geometry, GeometryValue, Position};

use super::incident_row::{EVENT_TYPES, PLACE_KINDS, SUB_EVENT_TYPES, word};
use super::table::{Cell, Column, Located, Row, one_line, table};
use crate::incident::Incident;
use crate::incident::ground::{Ground, Shape};

const KINDS: &str = "area; part_of_area; circle; offset_circle; ring; sector; border; line; corridor; road; between";
/// What must be named wherever the files are shown.
const CREDIT: &str = "Contains data from GeoNames (geonames.org), CC BY 4.0, modified. Made with Natural Earth.";

table! {
    /// What is told of a ground besides its geometry.
    GroundRow in "areas, lines" {
        id: String, "id of the incident in incidents.geojson", from "reckoned";
        event_type: &'static str, "what happened, in ACLED's words", allowed EVENT_TYPES, from "ACLED codebook, read from the text";
        sub_event_type: &'static str, "what happened, closer", allowed SUB_EVENT_TYPES, from "ACLED codebook, read from the text";
        status: &'static str, "how the report tells it", allowed "reported; claimed; denied; planned; background; generic", from "read from the text";
        place: Option<String>, "the gazetteer's name of the place", null "not placed", from "gazetteer";
        place_as_reported: Option<String>, "the name as the report has it", null "no place told", from "read from the text";
        place_alt: Option<String>, "the other side's or the former name", null "none known", from "gazetteer";
        place_kind: Option<String>, "what the place is", allowed PLACE_KINDS, null "not placed", from "gazetteer";
        reported_relation: Option<String>, "how the report relates the incident to the place", null "at the place", from "read from the text";
        geometry_kind: &'static str, "what the geometry is", allowed KINDS, from "reckoned";
        basis: &'static str, "why it is drawn so", from "reckoned";
        approximate: bool, "whether it is only about right; drawn dashed", from "reckoned";
        uncertainty_km: Option<f64>, "radius around the incident's point within which the place lies", unit "km", null "not placed", from "gazetteer";
        date_start: Option<jiff::civil::Date>, "first day of the incident", null "not known; never guessed", from "read from the text";
        date_end: Option<jiff::civil::Date>, "last day of the incident", null "not known, or still going on", from "read from the text";
        valid_from: Option<jiff::civil::Date>, "first day on which the place had this area or line", null "not known to have begun", from "dated_areas.tsv, supplement.tsv";
        valid_to: Option<jiff::civil::Date>, "last day on which the place had this area or line", null "it still has, or not known", from "dated_areas.tsv, supplement.tsv";
        iso3: Option<String>, "ISO 3166-1 alpha-3 of the country", null "not placed, on a border, or on nobody's soil", from "gazetteer and disputed.tsv";
        disputed_area: Option<String>, "the disputed area the place lies in, as of the incident's date", null "none", from "disputed.tsv";
        administered_by: Option<String>, "who administers that area", null "no disputed area", from "disputed.tsv";
        killed_best: Option<u32>, "best single figure of the dead", unit "persons", null "not known; 0 only where none is stated", from "claims";
        geometry_source: String, "where the geometry comes from", from "gazetteer";
        attribution: &'static str, "the credit to print", from "licences of the sources";
    }
}

/// A row with its geometry.
#[derive(Debug)]
pub struct DrawnGround {
    row: GroundRow,
    geometry: Geometry,
}

impl DrawnGround {
    /// The row of an incident and its ground.
    pub fn new(incident: &Incident, ground: &Ground) -> Self {
        let at = incident.location.as_ref();
        let disputed = at.and_then(|l| l.disputed.as_ref());
        let row = GroundRow {
            id: incident.id.clone(),
            event_type: incident.sub_event.event_type().name(),
            sub_event_type: incident.sub_event.name(),
            status: incident.status.name(),
            place: at.and_then(|l| one_line(&l.name)),
            place_as_reported: incident.place_as_reported.as_deref().and_then(one_line),
            place_alt: at.and_then(|l| one_line(l.alt.as_deref()?)),
            place_kind: at.and_then(|l| word(l.class)),
            reported_relation: incident.relation.as_ref().and_then(|r| one_line(&r.words)),
            geometry_kind: ground.kind.name(),
            basis: ground.basis,
            approximate: ground.approximate,
            uncertainty_km: at.map(|l| l.uncertainty_km),
            date_start: incident.when.start,
            date_end: incident.when.end,
            valid_from: ground.valid.0,
            valid_to: ground.valid.1,
            iso3: at.and_then(|l| l.iso3.clone()),
            disputed_area: disputed.map(|d| d.area.clone()),
            administered_by: disputed.map(|d| d.administered_by.clone()),
            killed_best: incident.tolls.killed_best,
            geometry_source: ground.source.clone(),
            attribution: CREDIT,
        };
        Self { row, geometry: geometry(&ground.shape) }
    }
}

/// One kind of geometry for each file: QGIS splits a mixed one.
fn geometry(shape: &Shape) -> Geometry {
    let line = |points: &Vec<[f64; 2]>| points.iter().map(position).collect::<Vec<_>>();
    Geometry::new(match shape {
        Shape::Area(polygons) => {
            GeometryValue::new_multi_polygon(polygons.iter().map(|p| p.iter().map(line).collect::<Vec<_>>()))
        }
        Shape::Lines(lines) => GeometryValue::new_multi_line_string(lines.iter().map(line)),
    })
}

/// To a hundred-thousandth of a degree, one metre.
fn position(p: &[f64; 2]) -> Position {
    let round = |degrees: f64| (degrees * 1e5).round() / 1e5 + 0.0;
    Position::from([round(p[0]), round(p[1])])
}

impl Row for DrawnGround {
    const TABLE: &'static str = GroundRow::TABLE;
    const COLUMNS: &'static [Column] = GroundRow::COLUMNS;

    fn cells(&self) -> Vec<Cell<'_>> {
        self.row.cells()
    }
}

impl Located for DrawnGround {
    fn id(&self) -> &str {
        &self.row.id
    }

    fn point(&self) -> Option<[f64; 2]> {
        None
    }

    fn geometry(&self) -> Option<Geometry> {
        Some(self.geometry.clone())
    }
}
