//! The plain types of this layer.

use jiff::civil::Date;
use serde::Serialize;

use super::layout::CAPITAL;

/// A place's number within the loaded gazetteer; stable for one build of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PlaceId(pub u32);

/// What sort of thing a place is, after GeoNames' feature classes
/// (<https://www.geonames.org/export/codes.html>) with finer needs of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FeatureClass {
    /// A populated place (P).
    Town,
    /// A country or dependency (A.PCL*).
    Country,
    /// A first-order division (A.ADM1).
    Admin1,
    /// A second-order division (A.ADM2).
    Admin2,
    /// An informal, historical or de facto region (L.RGN, also larger than a country).
    Region,
    /// A sea, lake, gulf, river, strait (H).
    Water,
    /// A mountain, range, pass, island, desert (T).
    Terrain,
    /// A corridor, road or railway (R).
    Road,
    /// A border between countries, as a line.
    Border,
    /// A spot: airport, camp, base, building, bridge, square (S).
    Spot,
}

/// What a second name is to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// The gazetteer's own name.
    Primary,
    /// Official in some language of the place, or untyped in the source.
    Alternate,
    /// No longer official.
    Former,
    /// A foreign form: Moscow, Cologne.
    Exonym,
    /// Another spelling of the same sounds.
    Transliteration,
    /// The other side's name: Stepanakert, Khankendi.
    Contested,
}

/// A place of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'g> {
    /// Its number.
    pub id: PlaceId,
    /// GeoNames' own id, where it has one.
    pub geonameid: Option<u32>,
    /// The primary name.
    pub name: &'g str,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// What it is.
    pub class: FeatureClass,
    /// GeoNames feature code (`PPLA`, `ADM1`, `RGN`...), or ours in its style.
    pub feature_code: &'g str,
    /// ISO 3166-1 alpha-2 as the source gives it, empty for none; for display
    /// and output use the status that [`Disputed`] decides.
    pub iso2: &'g str,
    /// GeoNames code of the first-order division, empty for none.
    pub admin1: &'g str,
    /// GeoNames code of the second-order division, empty for none.
    pub admin2: &'g str,
    /// Inhabitants; 0 where unknown.
    pub population: u32,
    /// Kilometres from the point within which the place lies: about the radius
    /// of an area or half the length of a line.
    pub radius_km: f32,
    /// First and last day on which the place exists under this description.
    pub valid: (Option<Date>, Option<Date>),
    /// The supplement's finer kind (`sea`, `de_facto`, `corridor`,
    /// `government_seat`...); empty for places of GeoNames.
    pub kind: &'g str,
    /// ISO 3166-1 alpha-2 of all countries it touches, parted by commas, as the
    /// supplement gives them; empty where [`Self::iso2`] says all.
    pub countries: &'g str,
    /// Whether it is a place of an overlay: the user's own.
    pub own: bool,
}

impl Place<'_> {
    /// Whether it is the capital of a country.
    pub fn is_capital(&self) -> bool {
        self.feature_code == CAPITAL
    }

    /// Inhabitants as they count for how likely the place is meant: a place of
    /// the user's own counts as the greatest of cities.
    pub fn standing(&self) -> u32 {
        if self.own { self.population.max(100_000_000) } else { self.population }
    }

    /// Whether the place exists under this description on a day; without one,
    /// whether it still does.
    pub fn valid_at(&self, date: Option<Date>) -> bool {
        match date {
            Some(date) => self.valid.0.is_none_or(|from| from <= date) && self.valid.1.is_none_or(|to| date <= to),
            None => self.valid.1.is_none(),
        }
    }
}

/// A place that bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameHit {
    /// The place.
    pub place: PlaceId,
    /// What the name is to the place.
    pub kind: NameKind,
    /// Whether the name was asked for letter by letter as it is stored.
    pub exact: bool,
    /// Whether only the name's reading in Latin script, or the name without
    /// its Arabic article, is what was asked for.
    pub loose: bool,
}

/// A country or dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country<'g> {
    /// ISO 3166-1 alpha-2.
    pub iso2: &'g str,
    /// ISO 3166-1 alpha-3 (XKX for Kosovo).
    pub iso3: &'g str,
    /// Short English name.
    pub name: &'g str,
    /// The country as a place.
    pub place: PlaceId,
}

/// Status of a disputed area at a date (`gazetteer/disputed.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disputed {
    /// Its id in the table.
    pub id: String,
    /// The area's name.
    pub area: String,
    /// ISO 3166-1 alpha-3 that is written for places inside it.
    pub iso3: String,
    /// Who claims it, ISO alpha-3 or names.
    pub claimants: Vec<String>,
    /// Who administers it; several are parted by "; ".
    pub administered_by: String,
    /// How its outline is drawn: dashed, dotted.
    pub style: String,
    /// On what the row rests.
    pub source: String,
}
