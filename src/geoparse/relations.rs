//! What the words say about where beside the named place: "near X", "20 km
//! south of X", "towards X", "between X and Y", "southern X".

use crate::gazetteer::{FeatureClass, border, distance_km};
use crate::lexicon::Lexicon;
use crate::lexicon::place_words::Feature;
use crate::text::{Shape, Span};

use super::atlas::offset;
use super::types::{CoordBasis, Location, Relation, RelationKind};
use super::words::Words;

/// Miles to kilometres.
const MILE_KM: f64 = 1.609_344;
/// Two towns farther apart are ends of a journey, not bounds of a place.
const BETWEEN_KM: f64 = 150.0;

/// Reads the relations of names to places.
pub(super) struct Relations<'a, 'd> {
    pub(super) words: &'a Words<'d>,
    pub(super) lexicon: &'a Lexicon,
}

impl Relations<'_, '_> {
    /// The relation in which the name `[from, _)` stands, by the words before
    /// it. `earlier` tells whether a word belongs to another name, which may
    /// stand between: "near the Syrian town of X".
    pub(super) fn before(&self, from: usize, earlier: &dyn Fn(usize) -> bool) -> Option<Relation> {
        let stretch = self.words.stretch(from);
        if from == stretch.from {
            return None;
        }
        if let Some((len, bearing)) = self.lexicon.relations.bearing(|n| self.words.back(from - 1, n)) {
            let words = self.text(from - len, from);
            return Some(Relation {
                words,
                kind: RelationKind::Part,
                km: None,
                bearing: Some(bearing),
                anchors: Vec::new(),
            });
        }
        let at = self.before_name(from, stretch.from, earlier)?;
        self.measured(at, stretch.from).or_else(|| {
            let (len, beside) = self.lexicon.relations.beside(|n| self.words.back(at, n))?;
            let km = self.length_before(at + 1 - len, stretch.from).map(|(_, km)| km);
            let start = at + 1 - len;
            let kind = if beside.toward { RelationKind::Toward } else { RelationKind::Near };
            Some(Relation { words: self.text(start, at + 1), kind, km, bearing: None, anchors: Vec::new() })
        })
    }

    /// The last word before the name and its "the", "town of", "Syrian city of".
    fn before_name(&self, from: usize, start: usize, earlier: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mut at = from.checked_sub(1).filter(|at| *at >= start)?;
        let mut described = false;
        for _ in 0..8 {
            let of = self.words.lower(at) == "of" && at > start;
            let feature = of
                .then(|| self.lexicon.place_words.feature_before(|n| self.words.back_written(at - 1, n)))
                .flatten()
                .filter(|(_, f)| !matches!(f, Feature::Border | Feature::Street));
            // "outskirts of", "edge of" are relations and no features.
            let beside = self.lexicon.relations.beside(|n| self.words.back(at, n)).is_some();
            let skip = match feature {
                Some((len, _)) if !beside => len + 1,
                _ if self.words.lower(at) == "the" || earlier(at) => 1,
                _ if described
                    && !beside
                    && self.words.list.get(at).is_some_and(|w| w.shape == Shape::Lower)
                    && !is_small(self.words.lower(at)) =>
                {
                    1
                }
                _ => break,
            };
            described |= feature.is_some();
            at = at.checked_sub(skip).filter(|at| *at >= start)?;
        }
        (!self.words.mark(at)).then_some(at)
    }

    /// "20 km south of", "five miles from", "south of", ending at `at`.
    fn measured(&self, at: usize, start: usize) -> Option<Relation> {
        let word = self.words.lower(at);
        if !matches!(word, "of" | "from" | "outside") || at <= start {
            return None;
        }
        let bearing = self.lexicon.relations.bearing(|n| self.words.back(at - 1, n)).filter(|_| word != "outside");
        let mut left = bearing.map_or(at, |(len, _)| at - len);
        while left > start && matches!(self.words.lower(left - 1), "to" | "the" | "away" | "further" | "just" | "due") {
            left -= 1;
        }
        let length = self.length_before(left, start);
        if bearing.is_none() && length.is_none() {
            return None;
        }
        let first = length.map_or(bearing.map_or(at, |(len, _)| at - len), |(first, _)| first);
        let words = self.text(first, at + 1);
        let kind = match (length, bearing) {
            (Some(_), Some(_)) => RelationKind::Offset,
            (Some(_), None) => RelationKind::Distance,
            _ => RelationKind::Side,
        };
        let (km, bearing) = (length.map(|(_, km)| km), bearing.map(|(_, degrees)| degrees));
        Some(Relation { words, kind, km, bearing, anchors: Vec::new() })
    }

    /// A length that ends right before word `left`: its first word, and
    /// kilometres.
    fn length_before(&self, left: usize, start: usize) -> Option<(usize, f64)> {
        let unit_at = left.checked_sub(1).filter(|u| *u >= start)?;
        // "(12 miles)" beside "20 km": step over the bracket.
        let unit_at = if self.words.text(unit_at) == ")" { self.over_bracket(unit_at, start)? } else { unit_at };
        let unit = self.words.lower(unit_at);
        let factor = match unit {
            "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => 1.0,
            "mi" | "mile" | "miles" => MILE_KM,
            "m" | "metres" | "meters" => 0.001,
            _ => return Some((unit_at, unit.strip_suffix("km")?.parse().ok()?)),
        };
        let at = unit_at.checked_sub(1).filter(|at| *at >= start)?;
        Some((at, count(self.words.lower(at))? * factor))
    }

    fn over_bracket(&self, close: usize, start: usize) -> Option<usize> {
        let open = (start..close).rev().take(5).find(|at| self.words.text(*at) == "(")?;
        open.checked_sub(1).filter(|at| *at >= start)
    }

    fn text(&self, from: usize, to: usize) -> String {
        let span: Span = self.words.span(from, to);
        self.words.doc.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Moves and widens a location by its relation.
    pub(super) fn apply(&self, relation: &Relation, location: &mut Location) {
        let spot = matches!(location.class, FeatureClass::Town | FeatureClass::Spot);
        let lower: Vec<String> = relation.words.split([' ', '-']).map(str::to_lowercase).collect();
        let backwards = |n: usize| lower.len().checked_sub(n + 1).and_then(|i| lower.get(i)).map(String::as_str);
        match (relation.km, relation.bearing) {
            (Some(km), Some(bearing)) if spot => {
                (location.lat, location.lon) = offset((location.lat, location.lon), km, bearing);
                location.basis = CoordBasis::Offset;
                about(location, (0.2 * km).max(2.0));
            }
            (Some(km), _) if spot => about(location, km.max(2.0)),
            // "south of X": somewhere on that side.
            (None, Some(_)) if spot && relation.words.ends_with("of") => about(location, 15.0),
            // "northern X" of a town is the town; of a country a part of it.
            (None, Some(_)) if location.class == FeatureClass::Country => {
                location.ucdp_where_prec = 5;
                location.acled_geo_precision = 3;
            }
            (None, None) => {
                let beside = self.lexicon.relations.beside(backwards).map(|(_, b)| b);
                if let Some(beside) = beside.filter(|_| spot) {
                    about(location, beside.km);
                }
            }
            _ => {}
        }
    }

    /// Sets two towns' locations to the middle between them, where that is a
    /// place: "between X and Y", "the road from X to Y".
    pub(super) fn middle(a: &Location, b: &Location, road: bool) -> Option<Location> {
        let small = |l: &Location| matches!(l.class, FeatureClass::Town | FeatureClass::Spot);
        let km = distance_km((a.lat, a.lon), (b.lat, b.lon));
        if !small(a) || !small(b) || !(0.5..=BETWEEN_KM).contains(&km) {
            return None;
        }
        let mut middle = a.clone();
        middle.place = None;
        middle.geonameid = None;
        middle.alt = None;
        middle.name =
            if road { format!("{}-{} road", a.name, b.name) } else { format!("between {} and {}", a.name, b.name) };
        (middle.lat, middle.lon) = (f64::midpoint(a.lat, b.lat), mean_lon(a.lon, b.lon));
        middle.basis = CoordBasis::Line;
        middle.uncertainty_km = (km / 2.0).max(2.0);
        middle.acled_geo_precision = 2;
        middle.ucdp_where_prec = if km <= 50.0 { 2 } else { 5 };
        if a.iso3 != b.iso3 {
            middle.iso3 = None;
            middle.country = None;
            middle.countries_iso3.extend(b.countries_iso3.iter().cloned());
        }
        if a.admin1 != b.admin1 {
            middle.admin1 = None;
        }
        if a.admin2 != b.admin2 {
            middle.admin2 = None;
        }
        Some(middle)
    }

    /// Says of a town that stands for its district or province that no more
    /// than that is told.
    pub(super) fn widen(feature: Option<Feature>, area_word: &str, location: &mut Location) {
        if location.class != FeatureClass::Town {
            return;
        }
        let (acled, ucdp, km) = match feature {
            Some(Feature::Admin2) => (2, 3, 25.0),
            Some(Feature::Admin1) => (3, 4, 75.0),
            Some(Feature::Region) => match area_word {
                "area" | "areas" | "front" | "frontline" | "sector" | "axis" | "direction" => (2, 2, 15.0),
                "countryside" => (2, 2, 25.0),
                _ => (3, 5, 50.0),
            },
            _ => return,
        };
        location.basis = CoordBasis::Centroid;
        location.acled_geo_precision = acled;
        location.ucdp_where_prec = ucdp;
        location.uncertainty_km = location.uncertainty_km.max(km);
    }
}

/// Whether two names are the ends of "between X and Y" or "from X to Y".
pub(super) fn paired(words: &Words<'_>, a: (usize, usize), b: (usize, usize)) -> Option<bool> {
    let plain = b.0 == a.1 + 1 || (b.0 == a.1 + 2 && words.lower(a.1 + 1) == "the");
    let before = |back: usize| a.0.checked_sub(back).map_or("", |at| words.lower(at));
    if !plain || words.stretch(a.0).from != words.stretch(b.0).from {
        return None;
    }
    match words.lower(a.1) {
        "and" if before(1) == "between" || (before(1) == "the" && before(2) == "between") => Some(is_road(before(2))),
        "to" | "with" if matches!(before(1), "from" | "linking" | "connecting") && is_road(before(2)) => Some(true),
        _ => None,
    }
}

fn is_road(word: &str) -> bool {
    matches!(word, "road" | "highway" | "motorway" | "railway" | "route" | "street" | "track" | "corridor")
}

fn about(location: &mut Location, km: f64) {
    location.uncertainty_km = location.uncertainty_km.max((km * 10.0).round() / 10.0);
    location.acled_geo_precision = location.acled_geo_precision.max(2);
    location.ucdp_where_prec = location.ucdp_where_prec.max(2);
}

fn mean_lon(a: f64, b: f64) -> f64 {
    if (a - b).abs() <= 180.0 { f64::midpoint(a, b) } else { (f64::midpoint(a, b) + 360.0) % 360.0 - 180.0 }
}

fn is_small(word: &str) -> bool {
    matches!(
        word,
        "in" | "at" | "on" | "of" | "from" | "to" | "by" | "for" | "with" | "and" | "or" | "that" | "is" | "was"
    )
}

/// A number in digits, or one of the small ones in words.
fn count(word: &str) -> Option<f64> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let digits: String = word.chars().filter(|c| *c != ',').collect();
    digits.parse().ok().filter(|n: &f64| n.is_finite() && *n < 2000.0).or_else(|| {
        WORDS.iter().position(|w| *w == word).map(|n| n as f64).or(match word {
            "fifteen" => Some(15.0),
            "twenty" => Some(20.0),
            "thirty" => Some(30.0),
            "forty" => Some(40.0),
            "fifty" => Some(50.0),
            _ => None,
        })
    })
}

/// The border between two countries as a location; `None` where they do not
/// meet.
pub(super) fn frontier(a: &Location, b: &Location) -> Option<Location> {
    let (one, two) = (a.iso3.as_deref()?, b.iso3.as_deref()?);
    let line = border(one, two)?;
    let (first, second) = if a.country <= b.country { (a, b) } else { (b, a) };
    let name = |l: &Location| l.country.clone().unwrap_or_else(|| l.name.clone());
    Some(Location {
        place: None,
        geonameid: None,
        name: format!("{}-{} border", name(first), name(second)),
        alt: None,
        lat: line.lat,
        lon: line.lon,
        class: FeatureClass::Border,
        feature_code: "BDRY".to_owned(),
        iso3: None,
        countries_iso3: vec![one.min(two).to_owned(), one.max(two).to_owned()],
        country: None,
        admin1: None,
        admin2: None,
        disputed: None,
        basis: CoordBasis::Line,
        uncertainty_km: line.half_km,
        acled_geo_precision: 3,
        ucdp_where_prec: 5,
    })
}
