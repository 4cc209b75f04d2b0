//! Which column of a table says what.

use csv::StringRecord;

use crate::error::Notice;

/// What a column may say: its own name first, then other names by which it is
/// known.
const COLUMNS: &[&[&str]] = &[
    &["name", "place_name"],
    &["lat", "latitude", "y"],
    &["lon", "longitude", "lng", "long", "x"],
    &["country", "iso3", "iso2", "country_code", "countrycode", "iso_a2", "iso_a3"],
    &["admin1", "adm1", "adm_1", "admin1_code"],
    &["admin2", "adm2", "adm_2", "admin2_code"],
    &["alternates", "alternate_names", "alternatenames"],
    &["population", "pop"],
    &["kind", "class", "feature_class"],
    &["feature_code", "fcode"],
    &["geonameid", "geoname_id"],
    &["valid_from"],
    &["valid_to"],
    &["radius_km", "uncertainty_km"],
];

/// Positions in [`COLUMNS`].
#[derive(Debug, Clone, Copy)]
pub(super) enum Column {
    Name,
    Lat,
    Lon,
    Country,
    Admin1,
    Admin2,
    Alternates,
    Population,
    Kind,
    FeatureCode,
    GeonameId,
    ValidFrom,
    ValidTo,
    RadiusKm,
}

/// Where each column stands.
#[derive(Debug)]
pub(super) struct Columns {
    at: Vec<Option<usize>>,
    width: usize,
}

impl Columns {
    /// Finds the columns in a header.
    ///
    /// # Errors
    /// Where name or point are missing, or a column stands twice.
    pub(super) fn of(header: &[String]) -> Result<Self, Notice> {
        let plain: Vec<String> =
            header.iter().map(|name| name.trim().to_lowercase().replace([' ', '-'], "_")).collect();
        let find = |names: &&[&str]| names.iter().find_map(|name| plain.iter().position(|cell| cell == name));
        let at: Vec<Option<usize>> = COLUMNS.iter().map(find).collect();
        let missing: Vec<&str> =
            COLUMNS.iter().zip(&at).take(3).filter(|(_, at)| at.is_none()).map(|(names, _)| names[0]).collect();
        if !missing.is_empty() {
            let what = format!("no column {}; the columns are: {}", missing.join(", "), header.join(", "));
            let remedy = "a table of places has a header with name, lat and lon";
            return Err(Notice::new("", what, remedy));
        }
        let known: Vec<&str> = at.iter().flatten().map(|at| plain[*at].as_str()).collect();
        if let Some(twice) = known.iter().find(|name| plain.iter().filter(|cell| cell == name).count() > 1) {
            return Err(Notice::new("", format!("the column '{twice}' stands twice"), "rename one of them"));
        }
        Ok(Self { at, width: header.len() })
    }

    /// The cell of a column, trimmed; empty where there is none.
    pub(super) fn cell<'r>(&self, record: &'r StringRecord, column: Column) -> &'r str {
        self.at[column as usize].and_then(|at| record.get(at)).unwrap_or("").trim()
    }

    /// Where the column of this own name stands.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        COLUMNS.iter().position(|names| names[0] == name).and_then(|column| self.at[column])
    }

    /// Whether a row has no point, or nothing at all.
    pub(super) fn is_blank(&self, record: &StringRecord) -> bool {
        self.cell(record, Column::Lat).is_empty() && self.cell(record, Column::Lon).is_empty()
    }

    /// Whether a row has as many cells as the header; empty ones too many do no
    /// harm.
    pub(super) fn check_width(&self, record: &StringRecord) -> Result<(), Notice> {
        let more = record.iter().skip(self.width).any(|cell| !cell.trim().is_empty());
        if record.len() < self.width || more {
            let what = format!("{} columns, {} expected", record.len(), self.width);
            return Err(Notice::new("", what, "put cells that hold a delimiter into quotes"));
        }
        Ok(())
    }
}

/// What parts the cells of a header line.
pub(super) fn delimiter(header: &[u8]) -> u8 {
    let count = |wanted: u8| memchr::memchr_iter(wanted, header).count();
    [b'\t', b';', b','].into_iter().max_by_key(|wanted| count(*wanted)).unwrap_or(b',')
}
