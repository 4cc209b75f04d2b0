//! The plain types of this layer.

use serde::Serialize;

use crate::gazetteer::{Disputed, FeatureClass, PlaceId};
use crate::text::Span;

/// What a place name stands for where it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ToponymKind {
    /// The place itself.
    Literal,
    /// A government or other body named by its seat or country: "Moscow said".
    Metonym,
    /// An adjective or people: "Azerbaijani", "Armenians".
    Demonym,
    /// Part of an organisation's name: "the New York Times".
    Organisation,
}

/// What the place is to the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An incident happened there.
    Event,
    /// It names an actor.
    Actor,
    /// It says where the report was filed.
    Dateline,
    /// It belongs to background.
    Background,
    /// It belongs to something planned.
    Planned,
    /// None of these, or not decided.
    #[default]
    Other,
}

/// Where the point of a location comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CoordBasis {
    /// A populated place or spot.
    Town,
    /// The gazetteer's point of an area.
    Centroid,
    /// A named place, moved by a stated distance and bearing.
    Offset,
    /// A point that stands for a line: a border, road, corridor, river.
    Line,
}

/// What sort of relation the words tell: which geometry can be drawn for it,
/// from its anchors, kilometres and bearing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// "near X", "outside X": a circle around the anchor.
    Near,
    /// "on the outskirts of X": a circle around the anchor, its rim; with a
    /// bearing, that side of it.
    Outskirts,
    /// "20 km south of X": a circle around the point at that distance and
    /// bearing from the anchor.
    Offset,
    /// "20 km from X": the ring at that distance from the anchor.
    Distance,
    /// "south of X": that side of the anchor, how far is not told.
    Side,
    /// "southern X": a part of the anchor.
    Part,
    /// "towards X": on the way to the anchor.
    Toward,
    /// "an hour's drive from X": within the distance that the time allows.
    Travel,
    /// "between X and Y": the corridor between two anchors.
    Between,
    /// "the road from X to Y", "the X-Y highway": the way between two anchors.
    Road,
    /// "the border of A and B": the line where two anchors meet.
    Border,
}

impl RelationKind {
    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::Outskirts => "outskirts",
            Self::Offset => "offset",
            Self::Distance => "distance",
            Self::Side => "side",
            Self::Part => "part",
            Self::Toward => "toward",
            Self::Travel => "travel",
            Self::Between => "between",
            Self::Road => "road",
            Self::Border => "border",
        }
    }
}

/// How the text relates the incident to the named place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Relation {
    /// As reported: "near", "20 km south of", "towards", "outside".
    pub words: String,
    /// What sort it is.
    pub kind: RelationKind,
    /// Kilometres from the anchor: as stated, or for a travel time as reckoned.
    pub km: Option<f64>,
    /// Compass bearing from the anchor in degrees from north, where stated.
    pub bearing: Option<f64>,
    /// The places that it is told by, in text order: one, or the two ends or
    /// sides of a corridor, road or border (countries or divisions there). The
    /// point of the [`Location`] follows from them; empty where none is known.
    #[serde(skip)]
    pub anchors: Vec<PlaceId>,
}

/// A place on the ground, as closely as the text and the gazetteer allow.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Location {
    /// The gazetteer's place; `None` for a point given by coordinates.
    #[serde(skip)]
    pub place: Option<PlaceId>,
    /// GeoNames' id.
    pub geonameid: Option<u32>,
    /// The gazetteer's name.
    pub name: String,
    /// The contested or former name, where there is one.
    pub alt: Option<String>,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// What the place is.
    pub class: FeatureClass,
    /// GeoNames feature code.
    pub feature_code: String,
    /// ISO 3166-1 alpha-3 as `disputed.tsv` and the country decide; `None` on a border.
    pub iso3: Option<String>,
    /// All countries it touches (both of a border).
    pub countries_iso3: Vec<String>,
    /// Short English name of the country.
    pub country: Option<String>,
    /// Name of the first-order division.
    pub admin1: Option<String>,
    /// Name of the second-order division.
    pub admin2: Option<String>,
    /// Status, where the place lies in a disputed area.
    #[serde(skip)]
    pub disputed: Option<Disputed>,
    /// Where the point comes from.
    pub basis: CoordBasis,
    /// Kilometres around the point within which the place lies.
    pub uncertainty_km: f64,
    /// ACLED's `geo_precision`, 1-3.
    pub acled_geo_precision: u8,
    /// UCDP's `where_prec`, 1-7.
    pub ucdp_where_prec: u8,
}

/// A place that a name might have meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The place.
    pub place: PlaceId,
    /// The resolver's score; higher is better.
    pub score: f32,
    /// Why, in a few words.
    pub reason: String,
}

/// One place name in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// The words of the name.
    pub span: Span,
    /// The name as reported.
    pub name: String,
    /// What it stands for.
    pub kind: ToponymKind,
    /// What it is to the report; `coding` decides event, actor and background.
    pub role: Role,
    /// How the text relates to it: "near", "20 km south of".
    pub relation: Option<Relation>,
    /// The place, where one was chosen; for metonyms and demonyms the country
    /// or seat that they stand for.
    pub location: Option<Location>,
    /// The named place itself, where the words beside it moved `location` away
    /// from it: for "the border with X" the country, for "20 km south of X" the
    /// town.
    pub named: Option<Box<Location>>,
    /// What else it might be, best first; the chosen one included.
    pub candidates: Vec<Candidate>,
    /// Sureness of the recognition and resolution, 0-1.
    pub score: f32,
}
