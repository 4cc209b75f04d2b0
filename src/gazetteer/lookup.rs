//! One name, its candidates ranked, and why.
//!
//! For a person who asks for a place by name. Text has more to go by and is
//! resolved by `geoparse`.

use jiff::civil::Date;

use super::{Country, Disputed, FeatureClass, Gazetteer, NameHit, NameKind, Place, distance_km};

/// What is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    /// The name, in any of the scripts.
    pub name: &'a str,
    /// A point (lat, lon) near which the place is likelier.
    pub near: Option<(f64, f64)>,
    /// ISO 3166-1 alpha-2 or alpha-3 code, or a country's name: places elsewhere
    /// count only where none is inside.
    pub country: Option<&'a str>,
    /// Name or GeoNames code of a first-order division: those in it come first.
    pub admin1: Option<&'a str>,
    /// The day of which names, areas and status are asked; today's without it.
    pub date: Option<Date>,
}

/// The parts of a score, each 0-1; 1 is best.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ScoreParts {
    /// How the name was met: letter by letter 1, folded 0.9 (0.4 where marks
    /// were given and are others), read from another script or without its
    /// article 0.7, one letter off 0.4.
    pub spelling: f64,
    /// What the name is to the place: primary 1, typed second name 0.9, any
    /// other alternate 0.6.
    pub kind: f64,
    /// How likely a place of this class is meant: a country, a capital or a
    /// place of the user's own 1, a part of a town 0.3.
    pub class: f64,
    /// Inhabitants, as a tenth power: a hundred million 1, ten thousand 0.5.
    /// Regions, waters and the like, which have none, 0.7; the user's own 1.
    pub population: f64,
    /// Nearness to the point asked for: 1 there, 0.37 at 300 km; 1 where no
    /// point was given.
    pub near: f64,
    /// Whether it lies in the country and division asked for: both 1, the
    /// country alone 0.8, neither 0.3; 1 where none was asked for.
    pub inside: f64,
}

impl ScoreParts {
    /// The whole: 0.3 spelling + 0.3 kind + 0.15 class + 0.25 population, times
    /// `inside`, times 0.4 + 0.6 near.
    pub fn total(&self) -> f64 {
        let own = 0.3 * self.spelling + 0.3 * self.kind + 0.15 * self.class + 0.25 * self.population;
        own * self.inside * (0.4 + 0.6 * self.near)
    }
}

/// A place that a name may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked<'g> {
    /// The place.
    pub place: Place<'g>,
    /// What the name is to it.
    pub kind: NameKind,
    /// The score, 0-1.
    pub score: f64,
    /// The parts of the score.
    pub parts: ScoreParts,
    /// Kilometres to the point asked for.
    pub distance_km: Option<f64>,
    /// Name of the country, where the source gives one.
    pub country: Option<&'g str>,
    /// Name of the first-order division.
    pub admin1: Option<&'g str>,
    /// Name of the second-order division.
    pub admin2: Option<&'g str>,
    /// Its other names whose kind is known, contested ones first.
    pub second_names: Vec<(&'g str, NameKind)>,
    /// Its status, where it lies in a disputed area at the date.
    pub disputed: Option<&'g Disputed>,
}

impl Gazetteer {
    /// All places that a name may mean, best first; equal ones by place number.
    /// Names one letter off are taken only where nothing bears the name.
    pub fn lookup(&self, query: &Query<'_>) -> Vec<Ranked<'_>> {
        let mut hits = self.find(query.name);
        let fuzzy = hits.is_empty();
        if fuzzy {
            hits = self.find_fuzzy(query.name);
        }
        let country = query.country.map(|c| self.country_code(c).unwrap_or(c));
        let mut out: Vec<Ranked<'_>> = hits.iter().map(|hit| self.rank(*hit, fuzzy, country, query)).collect();
        keep_if_any(&mut out, |r| r.place.valid_at(query.date));
        out.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.id.cmp(&b.place.id)));
        out
    }

    /// Alpha-2 code of a country given by either code or by name.
    fn country_code(&self, country: &str) -> Option<&str> {
        self.country_named(country).map(|c| c.iso2)
    }

    /// The country of an ISO 3166-1 code, alpha-2 or alpha-3 in any case, or of
    /// a name.
    pub fn country_named(&self, country: &str) -> Option<Country<'_>> {
        let code = country.to_ascii_uppercase();
        let by_code = self.country_by_iso2(&code).or_else(|| self.country_by_iso3(&code));
        by_code.or_else(|| {
            let mut places = self.find(country).into_iter().map(|hit| self.place(hit.place));
            let place = places.find(|p| p.class == FeatureClass::Country)?;
            self.country_by_iso2(place.iso2)
        })
    }

    fn rank(&self, hit: NameHit, fuzzy: bool, country: Option<&str>, query: &Query<'_>) -> Ranked<'_> {
        let place = self.place(hit.place);
        let admin1 = self.admin1_name(place.iso2, place.admin1).filter(|_| place.class != FeatureClass::Admin1);
        let distance = query.near.map(|near| distance_km(near, (place.lat, place.lon)));
        let parts = ScoreParts {
            spelling: match (fuzzy, hit.exact, hit.loose) {
                (true, ..) => 0.4,
                (_, true, _) => 1.0,
                (.., true) => 0.7,
                _ if query.name.is_ascii() => 0.9,
                _ => 0.4,
            },
            kind: match hit.kind {
                NameKind::Primary => 1.0,
                NameKind::Alternate => 0.6,
                _ => 0.9,
            },
            class: class_prior(&place),
            population: population_prior(&place),
            near: distance.map_or(1.0, |km| libm::exp(-km / 300.0)),
            inside: inside(&place, country, query.admin1, admin1),
        };
        Ranked {
            kind: hit.kind,
            score: parts.total(),
            parts,
            distance_km: distance,
            country: self.country_by_iso2(place.iso2).map(|c| c.name),
            admin1,
            admin2: self
                .admin2_name(place.iso2, place.admin1, place.admin2)
                .filter(|_| place.class != FeatureClass::Admin2),
            second_names: self.second_names(hit.place),
            disputed: self.status_at(place.lat, place.lon, place.iso2, place.admin1, query.date),
            place,
        }
    }
}

/// Drops what does not pass, unless nothing does.
fn keep_if_any(ranked: &mut Vec<Ranked<'_>>, pass: impl Fn(&Ranked<'_>) -> bool) {
    if ranked.iter().any(&pass) {
        ranked.retain(pass);
    }
}

fn class_prior(place: &Place<'_>) -> f64 {
    if place.own {
        return 1.0;
    }
    match place.class {
        FeatureClass::Country => 1.0,
        FeatureClass::Admin1 | FeatureClass::Region => 0.7,
        FeatureClass::Admin2 | FeatureClass::Road | FeatureClass::Border | FeatureClass::Spot => 0.5,
        FeatureClass::Water | FeatureClass::Terrain => 0.6,
        FeatureClass::Town => match place.feature_code {
            "PPLC" => 1.0,
            "PPLA" => 0.8,
            "PPLA2" => 0.7,
            "PPLX" | "PPLQ" | "PPLH" | "PPLW" | "PPLL" => 0.3,
            _ => 0.6,
        },
    }
}

fn population_prior(place: &Place<'_>) -> f64 {
    if place.own {
        return 1.0;
    }
    match place.class {
        FeatureClass::Country | FeatureClass::Admin1 | FeatureClass::Admin2 | FeatureClass::Town => {
            (libm::log10(f64::from(place.population) + 1.0) / 8.0).min(1.0)
        }
        _ => 0.7,
    }
}

fn inside(place: &Place<'_>, country: Option<&str>, asked: Option<&str>, admin1: Option<&str>) -> f64 {
    let in_country = country.is_none_or(|c| place.iso2 == c || place.countries.split(',').any(|p| p == c));
    let in_division = asked.is_none_or(|asked| {
        let same = |name: &str| super::fold::fold(name) == super::fold::fold(asked);
        place.admin1 == asked || admin1.is_some_and(same) || place.class == FeatureClass::Admin1 && same(place.name)
    });
    match (in_country, in_division) {
        (true, true) => 1.0,
        (true, false) => 0.8,
        (false, _) => 0.3,
    }
}
