//! Which column of a table says what, by the names that people give it.

use std::borrow::Cow;

use super::cells;
use super::dialect::Dialect;
use super::wanted::Wanted;
use crate::error::Notice;
use crate::format::columns::harmless;

/// What a column may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Lat,
    Lon,
    Point,
    Date,
    DateEnd,
    DatePrecision,
    Kind,
    Low,
    Best,
    High,
    Size,
    ActorA,
    ActorB,
    Country,
    Admin1,
    Place,
    Source,
}

/// How many there are.
const COUNT: usize = 17;

/// The names by which each is known, the surest first.
const NAMES: [&[&str]; COUNT] = [
    &["latitude", "lat", "decimallatitude", "lat_dd", "point_y", "y", "ycoord"],
    &["longitude", "lon", "lng", "long", "decimallongitude", "lon_dd", "long_dd", "point_x", "x", "xcoord"],
    &[
        "coordinates",
        "coordinate",
        "coords",
        "lat_lon",
        "latlon",
        "lat_lng",
        "latlng",
        "lat_long",
        "point",
        "geom_wkt",
        "wkt",
        "geo_point_2d",
    ],
    &[
        "date_start",
        "event_date",
        "date",
        "start_date",
        "startdate",
        "datetime",
        "date_time",
        "day",
        "when",
        "published",
        "year",
    ],
    &["date_end", "end_date", "enddate"],
    &["date_precision", "date_prec", "time_precision"],
    &[
        "event_type",
        "type_of_violence",
        "sub_event_type",
        "type",
        "category",
        "kind",
        "incident_type",
        "attack_type",
        "attacktype1_txt",
    ],
    &["killed_min", "low", "low_est", "deaths_low"],
    &[
        "killed_best",
        "best",
        "fatalities",
        "deaths",
        "killed",
        "dead",
        "best_est",
        "deaths_best",
        "death_toll",
        "nkill",
        "total_deaths",
    ],
    &["killed_max", "high", "high_est", "deaths_high"],
    &[],
    &["side_a", "actor1", "actor_1", "actor", "perpetrator", "gname"],
    &["side_b", "actor2", "actor_2", "target", "victim"],
    &["country", "country_name", "country_txt", "adm0_name", "admin0"],
    &["admin1", "adm_1", "adm1", "adm1_name", "admin1_name", "province", "governorate", "oblast", "state", "provstate"],
    &["where_coordinates", "place", "location", "place_name", "locality", "city", "town", "village"],
    &["source", "sources", "source_office", "publisher"],
];

/// Those of which people must know which was taken, with the option that takes
/// another.
const TOLD: [(Column, &str, &str); 5] = [
    (Column::Lat, "the latitude", "--lat"),
    (Column::Lon, "the longitude", "--lon"),
    (Column::Date, "the date", "--date"),
    (Column::Best, "the dead", "--size"),
    (Column::Kind, "the type", "--color"),
];

/// Names of columns that a message lists at most.
const LISTED: usize = 40;

/// A name without what people write in different ways.
pub(super) fn plain(name: &str) -> String {
    name.trim().trim_matches('"').to_lowercase().replace([' ', '-', '.'], "_")
}

/// Where each column stands.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    at: [Option<usize>; COUNT],
    /// Whose header it is.
    pub(super) dialect: Dialect,
    /// Whether the user named another column for the colour than its maker's.
    pub(super) own_color: bool,
    /// Which was taken where several could be meant.
    pub(super) doubts: Vec<(String, String)>,
}

impl Columns {
    /// Finds the columns in a header.
    ///
    /// # Errors
    /// Where a column that the user names is not there.
    pub(super) fn of(header: &[String], wanted: &Wanted) -> Result<Self, (String, String)> {
        let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let mut columns =
            Self { at: [None; COUNT], dialect: Dialect::of(&names), own_color: false, doubts: Vec::new() };
        for (at, known) in columns.at.iter_mut().zip(NAMES) {
            *at = known.iter().find_map(|name| names.iter().position(|n| n == name));
        }
        columns.tell(header, &names, wanted);
        let named = [
            (Column::Lat, &wanted.lat, "--lat"),
            (Column::Lon, &wanted.lon, "--lon"),
            (Column::Date, &wanted.date, "--date"),
            (Column::Size, &wanted.size, "--size"),
            (Column::Kind, &wanted.color, "--color"),
        ];
        for (column, name, option) in named {
            if let Some(name) = name {
                let found = header.iter().position(|h| h.trim() == name.trim());
                let found = found.or_else(|| names.iter().position(|n| *n == plain(name)));
                let at = found.ok_or_else(|| missing(name, option, header))?;
                columns.own_color |= column == Column::Kind && columns.at(column) != Some(at);
                columns.at[column as usize] = Some(at);
                if column == Column::Date {
                    // The last day of another date says nothing of this one.
                    columns.at[Column::DateEnd as usize] = None;
                    columns.at[Column::DatePrecision as usize] = None;
                }
            }
        }
        if wanted.lat.is_some() && wanted.lon.is_some() {
            columns.at[Column::Point as usize] = None;
        }
        Ok(columns)
    }

    /// Where a column stands.
    pub(super) fn at(&self, column: Column) -> Option<usize> {
        self.at[column as usize]
    }

    /// Whether rows can have points.
    pub(super) fn has_points(&self) -> bool {
        (self.at(Column::Lat).is_some() && self.at(Column::Lon).is_some()) || self.at(Column::Point).is_some()
    }

    /// The point that a row's cells tell; `None` where they tell none.
    pub(super) fn point<'c>(&self, cell: &dyn Fn(Column) -> Cow<'c, str>) -> Option<cells::Point> {
        let (lat, lon) = (cell(Column::Lat), cell(Column::Lon));
        let both = self.at(Column::Lat).is_some() && self.at(Column::Lon).is_some();
        // A number that is none is a fault; an empty cell is not.
        let nan = lat.eq_ignore_ascii_case("nan");
        if both && (nan || !(cells::is_untold(&lat) && cells::is_untold(&lon))) {
            return Some(cells::point(&lat, &lon));
        }
        Some(cell(Column::Point)).filter(|c| !cells::is_untold(c)).and_then(|c| cells::point_in_one(&c))
    }

    /// The column with both coordinates, where points are read from it alone.
    pub(super) fn written_in(&self) -> Option<usize> {
        let both = self.at(Column::Lat).is_some() && self.at(Column::Lon).is_some();
        self.at(Column::Point).filter(|_| !both)
    }

    /// Takes a column for one with both coordinates, by what stands in it.
    pub(super) fn take_point(&mut self, at: usize, header: &[String]) {
        self.at[Column::Point as usize] = Some(at);
        let name = header.get(at).map_or_else(String::new, |name| shown(name));
        let doubt = format!("both coordinates are read from '{name}', which begins with a point");
        self.doubts.push((doubt, "--lat NAME --lon NAME take other columns".to_owned()));
    }

    /// Notes where several columns could be meant; the makers of known tables
    /// leave no doubt.
    fn tell(&mut self, header: &[String], names: &[String], wanted: &Wanted) {
        let chosen = [&wanted.lat, &wanted.lon, &wanted.date, &wanted.size, &wanted.color];
        for ((column, what, option), chosen) in TOLD.into_iter().zip(chosen) {
            let Some(taken) = self.at(column) else { continue };
            let rank = |n: &String| NAMES[column as usize].iter().any(|name| name == n && *name != "year");
            let others: Vec<String> = (0..names.len())
                .filter(|at| *at != taken && (names[*at] == names[taken] || rank(&names[*at])))
                .map(|at| shown(&header[at]))
                .collect();
            let twice = others.iter().any(|o| plain(o) == names[taken]);
            if others.is_empty() || chosen.is_some() || (self.dialect != Dialect::Other && !twice) {
                continue;
            }
            let doubt = format!("{what} is read from '{}', not from {}", shown(&header[taken]), quoted(&others));
            self.doubts.push((doubt, format!("{option} NAME takes another column")));
        }
    }
}

fn shown(name: &str) -> String {
    harmless(name.trim())
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|n| format!("'{n}'")).collect::<Vec<_>>().join(", ")
}

/// The columns there are, for a message.
pub fn listed(header: &[String]) -> String {
    let mut names: Vec<String> = header.iter().take(LISTED).map(|n| shown(n)).collect();
    if header.len() > LISTED {
        names.push(format!("and {} more", header.len() - LISTED));
    }
    names.join(", ")
}

fn missing(name: &str, option: &str, header: &[String]) -> (String, String) {
    let what = format!("no column '{}'; the columns are: {}", harmless(name), listed(header));
    (what, format!("name one of them with {option}"))
}

/// Why rows have no points.
pub(super) fn no_points(file: &str, header: &[String], delimiter: Option<u8>) -> Notice {
    let parted = match delimiter {
        Some(b'\t') => " (parted by tabs)".to_owned(),
        Some(d) => format!(" (parted by '{}')", char::from(d)),
        None => String::new(),
    };
    let what = format!("no column with coordinates was found; the columns are: {}{parted}", listed(header));
    let notice = Notice::new(file, what, "name them with --lat NAME --lon NAME");
    if delimiter.is_some() { notice.at_line(1) } else { notice }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &str) -> Vec<String> {
        names.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn known_tables_are_known_by_their_header() {
        let of = |names: &str| Columns::of(&header(names), &Wanted::default()).unwrap().dialect;
        assert_eq!(of("EVENT_DATE,EVENT_TYPE,ACTOR1,INTER1,FATALITIES,LATITUDE,LONGITUDE"), Dialect::Acled);
        assert_eq!(of("best,side_b,side_a,type_of_violence,date_start,latitude,longitude"), Dialect::Ucdp);
        assert_eq!(of("Lat,Lon"), Dialect::Other);
    }

    #[test]
    fn doubts_are_told_and_options_end_them() {
        let names = header("Lat,Lng,date,event_date,deaths");
        let columns = Columns::of(&names, &Wanted::default()).unwrap();
        assert_eq!(columns.at(Column::Date), Some(3));
        assert_eq!(columns.doubts[0].0, "the date is read from 'event_date', not from 'date'");
        let wanted = Wanted { date: Some("Date".into()), ..Wanted::default() };
        let columns = Columns::of(&names, &wanted).unwrap();
        assert_eq!((columns.at(Column::Date), columns.doubts.len()), (Some(2), 0));
        let wanted = Wanted { lat: Some("north".into()), ..Wanted::default() };
        let (what, remedy) = Columns::of(&names, &wanted).unwrap_err();
        assert!(what.contains("no column 'north'; the columns are: Lat, Lng,") && remedy.contains("--lat"));
    }
}
