//! One row of a table as a place.

use csv::StringRecord;

use super::super::rows::{self, CLASSES, Row};
use super::super::{FeatureClass, Gazetteer, feature, fold};
use super::columns::{Column, Columns};
use crate::error::Notice;
use crate::text::counted;

/// Bytes of the longest name: the index keeps no longer ones.
const LONGEST: usize = 255;

type Read<T> = Result<T, Notice>;

/// The place of a row, and what of it was left out.
pub(super) fn read(columns: &Columns, record: &StringRecord, known: &Gazetteer) -> Read<(Row, Vec<Notice>)> {
    let cell = |column| columns.cell(record, column);
    let name = name(cell(Column::Name))?;
    let (lat_e5, lon_e5) = point(cell(Column::Lat), cell(Column::Lon))?;
    let mut odd = Vec::new();
    let country = country(cell(Column::Country), known, &mut odd);
    let (class, code) = class(cell(Column::Kind), cell(Column::FeatureCode))?;
    let mut row = Row {
        geonameid: number(cell(Column::GeonameId), "geonameid")?,
        lat_e5,
        lon_e5,
        population: number(cell(Column::Population), "population")?,
        radius_m: radius(cell(Column::RadiusKm))?,
        from: day(cell(Column::ValidFrom), "valid_from")?,
        to: day(cell(Column::ValidTo), "valid_to")?,
        class,
        code,
        iso2: country.map_or_else(String::new, |c| c.0.to_owned()),
        admin1: cell(Column::Admin1).to_owned(),
        admin2: cell(Column::Admin2).to_owned(),
        names: vec![(0, name)],
        ..Row::default()
    };
    if row.from > 0 && row.to > 0 && row.from > row.to {
        return Err(Notice::new("", "valid_from is later than valid_to", "swap the days"));
    }
    divisions(&mut row, country)?;
    alternates(&mut row, cell(Column::Alternates), &mut odd);
    Ok((row, odd))
}

pub(super) fn name(cell: &str) -> Read<String> {
    let name: String = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Notice::new("", "a point without a name", "fill in the column name"));
    }
    if name.len() > LONGEST {
        let what = format!("a name of {}", counted(name.chars().count() as u64, "character"));
        return Err(Notice::new("", what, "a place name has at most 255 bytes"));
    }
    if fold::fold(&name).is_empty() {
        return Err(Notice::new("", format!("'{name}' has no letter"), "give a name that a report could use"));
    }
    Ok(name)
}

/// A point as stored; what is wrong with it is told with what to do.
pub(crate) fn point(lat: &str, lon: &str) -> Read<(i32, i32)> {
    let degrees = |cell: &str, what: &str| -> Read<f64> {
        cell.parse::<f64>().ok().filter(|degrees| degrees.is_finite()).ok_or_else(|| {
            let remedy = match cell {
                "" => "fill in both lat and lon, or neither",
                _ if cell.contains(',') => "write a decimal point, as in 39.64",
                _ => "write decimal degrees, as in 39.64",
            };
            Notice::new("", format!("{what} '{cell}' is not a number"), remedy)
        })
    };
    let (lat, lon) = (degrees(lat, "lat")?, degrees(lon, "lon")?);
    if lat.abs() > 90.0 && lat.abs() <= 180.0 && lon.abs() <= 90.0 {
        let what = format!("lat {lat} is off the earth, lon {lon} would be a latitude: they look swapped");
        return Err(Notice::new("", what, "swap lat and lon"));
    }
    if lat.abs() > 90.0 || lon.abs() > 180.0 {
        let what = format!("lat {lat}, lon {lon} is off the earth");
        return Err(Notice::new("", what, "lat is -90 to 90 degrees, lon -180 to 180, WGS 84"));
    }
    Ok(((lat * 1e5).round() as i32, (lon * 1e5).round() as i32))
}

fn number(cell: &str, column: &str) -> Read<u32> {
    if cell.is_empty() {
        return Ok(0);
    }
    let wrong = || Notice::new("", format!("{column} '{cell}' is not a whole number"), "write digits only");
    cell.parse().ok().ok_or_else(wrong)
}

fn radius(cell: &str) -> Read<u32> {
    if cell.is_empty() {
        return Ok(0);
    }
    let km = cell.parse::<f64>().ok().filter(|km| (0.0..=20_000.0).contains(km));
    let km = km.ok_or_else(|| Notice::new("", format!("radius_km '{cell}' is no distance"), "write kilometres"))?;
    Ok((km * 1000.0).round() as u32)
}

fn day(cell: &str, column: &str) -> Read<u32> {
    let real = |cell: &str| cell.parse::<jiff::civil::Date>().is_ok();
    rows::day(cell)
        .ok()
        .filter(|_| cell.is_empty() || real(cell))
        .ok_or_else(|| Notice::new("", format!("{column} '{cell}' is no day"), "write YYYY-MM-DD"))
}

/// Alpha-2 and alpha-3 code of a country given by code or name.
fn country<'g>(cell: &str, known: &'g Gazetteer, odd: &mut Vec<Notice>) -> Option<(&'g str, &'g str)> {
    if cell.is_empty() {
        return None;
    }
    let code = cell.to_uppercase();
    let by_code = known.country_by_iso2(&code).or_else(|| known.country_by_iso3(&code));
    let country = by_code.or_else(|| {
        let hits = known.find(cell).into_iter().map(|hit| known.place(hit.place));
        hits.filter(|p| p.class == FeatureClass::Country).find_map(|p| known.country_by_iso2(p.iso2))
    });
    if country.is_none() {
        let what = format!("country '{cell}' is not known; the row is kept without it");
        odd.push(Notice::new("", what, "write an ISO 3166-1 code, as in AZ or AZE"));
    }
    country.map(|c| (c.iso2, c.iso3))
}

fn class(kind: &str, code: &str) -> Read<(u8, String)> {
    let code = code.to_uppercase();
    let by_code = || if code.is_empty() { Some(0) } else { feature::class_by_code("", &code) };
    let class = if kind.is_empty() { by_code() } else { feature::class_by_word(kind) };
    let class = class.ok_or_else(|| {
        let what = if kind.is_empty() {
            format!("feature_code '{code}' has no class here")
        } else {
            format!("kind '{kind}' is not known")
        };
        Notice::new("", what, format!("use one of {}", CLASSES.join(", ")))
    })?;
    let usual = match class {
        0 => "PPL",
        2 => "ADM1",
        3 => "ADM2",
        4 => "RGN",
        _ => "",
    };
    Ok((class, if code.is_empty() { usual.to_owned() } else { code }))
}

/// A division's code is its own; where none is given its name serves. A country
/// carries its alpha-3 code.
fn divisions(row: &mut Row, country: Option<(&str, &str)>) -> Read<()> {
    let name = row.name().to_owned();
    match (row.class, country) {
        (1, Some((_, iso3))) => iso3.clone_into(&mut row.code),
        (1..=3, None) => {
            let what = format!("{} '{name}' needs a country", CLASSES[usize::from(row.class)]);
            return Err(Notice::new("", what, "fill in the column country with an ISO 3166-1 code"));
        }
        (2, _) if row.admin1.is_empty() => row.admin1 = name,
        (3, _) if row.admin2.is_empty() => row.admin2 = name,
        _ => {}
    }
    Ok(())
}

fn alternates(row: &mut Row, cell: &str, odd: &mut Vec<Notice>) {
    let mut keys = vec![fold::fold(row.name())];
    for form in cell.split([';', '|']).map(str::trim).filter(|form| !form.is_empty()) {
        let key = fold::fold(form);
        if form.len() > LONGEST || key.is_empty() {
            let what = "an alternate name that no report could use; the row is kept without it";
            odd.push(Notice::new("", what, "part alternates by ; or |, each with a letter and at most 255 bytes"));
        } else if !keys.contains(&key) && row.names.len() < 255 {
            keys.push(key);
            row.names.push((1, form.to_owned()));
        }
    }
}
