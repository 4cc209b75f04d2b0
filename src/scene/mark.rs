//! Incidents as marks: what kind of mark an incident is, and how it is filled.

use std::collections::{BTreeMap, BTreeSet};

use super::symbol::Filling;
use super::words;
use crate::coding::EventType;
use crate::gazetteer::FeatureClass;
use crate::gazetteer::basemap::LineStyle;
use crate::geoparse::{CoordBasis, Location, RelationKind};
use crate::incident::{Attribution, Incident};

/// An incident with a place, and its number in the table where it has one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark<'i> {
    /// The number.
    pub number: Option<usize>,
    /// The incident.
    pub incident: &'i Incident,
    /// Its place.
    pub location: &'i Location,
}

/// How a place is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    /// A sized symbol at the point.
    Point,
    /// Not known closer than a first-order division: hatched.
    Area,
    /// Along a border.
    Border,
    /// Along a corridor or a road.
    Road,
}

impl Mark<'_> {
    /// How its place is drawn: never as a sized dot where only an area is known.
    pub(crate) fn extent(&self) -> Extent {
        match (self.location.class, self.location.basis) {
            (FeatureClass::Border, _) => Extent::Border,
            (FeatureClass::Road, CoordBasis::Line) => Extent::Road,
            _ if self.incident.relation.as_ref().is_some_and(|r| r.kind == RelationKind::Road) => Extent::Road,
            (_, CoordBasis::Offset) => Extent::Point,
            (FeatureClass::Country | FeatureClass::Admin1 | FeatureClass::Region, _) => Extent::Area,
            _ if self.location.ucdp_where_prec >= 4 && self.location.basis == CoordBasis::Centroid => Extent::Area,
            _ => Extent::Point,
        }
    }

    /// Kilometres around its point within which it lies; 0 for what is no
    /// such number.
    pub(crate) fn reach_km(&self) -> f64 {
        let km = self.location.uncertainty_km;
        if km.is_finite() { km.clamp(0.0, 20_000.0) } else { 0.0 }
    }

    /// Its event type.
    pub(crate) fn kind(&self) -> EventType {
        self.incident.sub_event.event_type()
    }

    /// How its symbol is filled.
    pub(crate) fn filling(&self) -> Filling {
        match (words::dead(self.incident).is_some(), self.incident.attribution == Attribution::BelligerentClaim) {
            (true, false) => Filling::Full,
            (true, true) => Filling::Half,
            (false, false) => Filling::Hollow,
            (false, true) => Filling::HollowHalf,
        }
    }

    /// What tells places apart: the same place has the same key.
    pub(crate) fn place_key(&self) -> (i64, i64, String) {
        let micro = |d: f64| (d * 1e4).round() as i64;
        (micro(self.location.lat), micro(self.location.lon), self.location.name.clone())
    }
}

/// What stands in a map, for its legend.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools)] // Each is a row of the legend.
pub(crate) struct Shown {
    /// How many incidents of each type.
    pub(crate) types: BTreeMap<EventType, usize>,
    /// Ways in which symbols are filled.
    pub fillings: BTreeSet<Filling>,
    /// Whether a ring tells that a place is approximate.
    pub ring: bool,
    /// Whether an area is hatched.
    pub area: bool,
    /// Whether places are known closer than they are shown.
    pub withheld: bool,
    /// Whether a border or a road glows.
    pub glow: bool,
    /// Whether symbols have sizes, and the largest toll.
    pub most_dead: Option<u32>,
    /// Whether outlines tell the least and the most that is reported.
    pub range: bool,
    /// Whether numbers tell how many lie at one place.
    pub counted: bool,
    /// Whether a symbol stands away from its place.
    pub moved: bool,
    /// Dated lines.
    pub dated: BTreeSet<(LineStyle, String)>,
    /// A national border.
    pub national: bool,
    /// A line of a first-order division.
    pub admin1: bool,
    /// What kinds are called, where not by their own names.
    pub names: Vec<(EventType, String)>,
    /// What sizes tell, where it is not the dead.
    pub weight: Option<String>,
}

impl Shown {
    /// Adds what another map shows.
    pub(crate) fn join(&mut self, other: Self) {
        for (kind, n) in other.types {
            *self.types.entry(kind).or_default() += n;
        }
        self.withheld |= other.withheld;
        self.fillings.extend(other.fillings);
        self.dated.extend(other.dated);
        self.most_dead = self.most_dead.max(other.most_dead);
        self.ring |= other.ring;
        self.range |= other.range;
        self.counted |= other.counted;
        self.area |= other.area;
        self.glow |= other.glow;
        self.moved |= other.moved;
        self.national |= other.national;
        self.admin1 |= other.admin1;
    }
}
