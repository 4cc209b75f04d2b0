//! The ground an incident stands on, as far as it is known: the area of a
//! region or district on the incident's day, the line of a border or corridor,
//! a circle where no more is told. Only what is drawn is decided here; writing
//! is `format`'s.
//!
//! A town that the report names plainly has a point and no ground of its own.

mod circle;
mod seam;

use jiff::civil::Date;

use super::types::Incident;
use crate::error::Result;
use crate::gazetteer::areas::Polygon;
use crate::gazetteer::basemap::{Basemap, Degrees};
use crate::gazetteer::{FeatureClass, Gazetteer, PlaceId, border_line};
use crate::geoparse::{Location, Relation, RelationKind};

/// What a ground is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroundKind {
    /// The area of the place.
    Area,
    /// The area of the place, a part of which is told.
    PartOf,
    /// Within a distance of a point.
    Circle,
    /// About a point at a stated distance and bearing from the place.
    Offset,
    /// About a stated distance from the place, in any direction.
    Ring,
    /// On one side of the place.
    Sector,
    /// The border of two countries.
    Border,
    /// A named line.
    Line,
    /// A corridor.
    Corridor,
    /// A road, as the line between its ends.
    Road,
    /// Between two places.
    Between,
}

impl GroundKind {
    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::PartOf => "part_of_area",
            Self::Circle => "circle",
            Self::Offset => "offset_circle",
            Self::Ring => "ring",
            Self::Sector => "sector",
            Self::Border => "border",
            Self::Line => "line",
            Self::Corridor => "corridor",
            Self::Road => "road",
            Self::Between => "between",
        }
    }
}

/// Areas or lines, in degrees east and north, cut at the antimeridian.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Polygons, wound as RFC 7946 has it.
    Area(Vec<Polygon>),
    /// Lines.
    Lines(Vec<Vec<Degrees>>),
}

/// Where an incident took place, drawn as widely as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// What it is.
    pub kind: GroundKind,
    /// Its geometry.
    pub shape: Shape,
    /// Why it is drawn so, in a few words.
    pub basis: &'static str,
    /// Whether it is only about right: drawn dashed.
    pub approximate: bool,
    /// First and last day on which the place had this area.
    pub valid: (Option<Date>, Option<Date>),
    /// Where the geometry comes from.
    pub source: String,
}

/// What grounds are found with.
#[derive(Debug, Clone, Copy)]
pub struct Surveyor<'a> {
    /// Places and areas.
    pub gazetteer: &'a Gazetteer,
    /// Borders and lines.
    pub basemap: &'a Basemap,
}

/// Where a circle or a straight line comes from.
const RECKONED: &str = "reckoned from the point";
const BORDERS: &str = "Natural Earth";

impl Ground {
    fn reckoned(kind: GroundKind, polygons: Vec<Polygon>, basis: &'static str) -> Self {
        let shape = Shape::Area(polygons);
        Self { kind, shape, basis, approximate: true, valid: (None, None), source: RECKONED.to_owned() }
    }
}

impl Surveyor<'_> {
    /// The ground of an incident; `None` where it has no place, or a town as
    /// its point.
    ///
    /// # Errors
    /// Where an embedded table is broken, which a test would have told.
    pub fn ground(&self, incident: &Incident) -> Result<Option<Ground>> {
        let Some(location) = &incident.location else { return Ok(None) };
        let date = incident.day();
        if let Some(relation) = &incident.relation
            && let Some(ground) = self.related(location, relation, date)
        {
            return Ok(Some(ground));
        }
        self.place(location, date)
    }

    /// What the words about the place tell.
    fn related(&self, location: &Location, relation: &Relation, date: Option<Date>) -> Option<Ground> {
        let at = (location.lat, location.lon);
        let spot = matches!(location.class, FeatureClass::Town | FeatureClass::Spot);
        let anchor = relation.anchors.first().map(|id| self.point(*id)).filter(|_| spot);
        let around = || circle::circle(at, location.uncertainty_km);
        let part = match (relation.kind, anchor) {
            (RelationKind::Border, _) => return self.border(location),
            (RelationKind::Road, _) => return self.straight(relation, GroundKind::Road, "straight between its ends"),
            (RelationKind::Between, _) => {
                return self.straight(relation, GroundKind::Between, "straight between the two places");
            }
            (RelationKind::Part, _) => {
                return self.area(location, date).map(|area| Ground {
                    kind: GroundKind::PartOf,
                    basis: "a part of this area is told",
                    approximate: true,
                    ..area
                });
            }
            (_, None) => return None,
            (RelationKind::Offset, _) => {
                Ground::reckoned(GroundKind::Offset, around(), "around the point at the stated distance and bearing")
            }
            (RelationKind::Distance, Some(anchor)) => {
                let km = relation.km?;
                Ground::reckoned(GroundKind::Ring, circle::ring(anchor, km), "at the stated distance from the place")
            }
            (RelationKind::Side, Some(anchor)) => {
                let sector = circle::sector(anchor, relation.bearing?, location.uncertainty_km);
                Ground::reckoned(GroundKind::Sector, sector, "on the stated side of the place, how far is not told")
            }
            _ => Ground::reckoned(GroundKind::Circle, around(), "within about this distance of the place"),
        };
        Some(part)
    }

    /// What the place itself is.
    fn place(&self, location: &Location, date: Option<Date>) -> Result<Option<Ground>> {
        if let Some(id) = location.place
            && let Some(course) = self.gazetteer.course_of(id, self.basemap)?
        {
            let kind = if location.class == FeatureClass::Road { GroundKind::Corridor } else { GroundKind::Line };
            return Ok(Some(Ground {
                kind,
                shape: Shape::Lines(course.lines),
                basis: "the course of the place",
                approximate: course.approximate,
                valid: self.gazetteer.place(id).valid,
                source: course.source,
            }));
        }
        let close = location.acled_geo_precision == 1;
        Ok(match location.class {
            FeatureClass::Town | FeatureClass::Spot if close => None,
            FeatureClass::Border => self.border(location).or_else(|| self.unknown(location)),
            _ => self.area(location, date).or_else(|| self.unknown(location)),
        })
    }

    /// The area of the place on the day.
    fn area(&self, location: &Location, date: Option<Date>) -> Option<Ground> {
        let area = self.gazetteer.area_of(location.place?, date)?.cleaned();
        Some(Ground {
            kind: GroundKind::Area,
            shape: Shape::Area(area.polygons),
            basis: "the area of the place on the day",
            approximate: false,
            valid: area.valid,
            source: area.source,
        })
    }

    /// A circle where no outline is known.
    fn unknown(&self, location: &Location) -> Option<Ground> {
        let valid = location.place.map_or((None, None), |id| self.gazetteer.place(id).valid);
        let polygons = circle::circle((location.lat, location.lon), location.uncertainty_km);
        let basis = "no outline of the place on the day is known: a circle that about holds it";
        (location.uncertainty_km > 0.0)
            .then(|| Ground { valid, ..Ground::reckoned(GroundKind::Circle, polygons, basis) })
    }

    /// The border of the two countries that the location touches.
    fn border(&self, location: &Location) -> Option<Ground> {
        let [one, two] = &location.countries_iso3[..] else { return None };
        let lines = border_line(self.basemap, one, two);
        (!lines.is_empty()).then(|| Ground {
            kind: GroundKind::Border,
            shape: Shape::Lines(lines),
            basis: "the whole border of the two countries",
            approximate: false,
            valid: (None, None),
            source: BORDERS.to_owned(),
        })
    }

    /// The line between the relation's two places.
    fn straight(&self, relation: &Relation, kind: GroundKind, basis: &'static str) -> Option<Ground> {
        let [a, b] = relation.anchors[..] else { return None };
        let lines = seam::line(&circle::geodesic(self.point(a), self.point(b)));
        (!lines.is_empty()).then(|| Ground {
            kind,
            shape: Shape::Lines(lines),
            basis,
            approximate: true,
            valid: (None, None),
            source: RECKONED.to_owned(),
        })
    }

    fn point(&self, id: PlaceId) -> (f64, f64) {
        let place = self.gazetteer.place(id);
        (place.lat, place.lon)
    }
}
