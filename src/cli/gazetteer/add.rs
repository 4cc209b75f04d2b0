//! `gazetteer add`: one more row in a table of own places.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use super::super::data::read_own;
use super::super::exit::{Code, Failure};
use super::super::outfile::write_whole;
use super::AddArgs;
use crate::error::Error;
use crate::gazetteer::{Gazetteer, OwnPlaces, cells_of, distance_km};

/// The header of a new table.
const HEADER: &str = "name,lat,lon,country,admin1,admin2,alternates,kind,population,valid_from,valid_to\n";
/// Kilometres within which a place of the same name is the same.
const SAME_KM: f64 = 2.0;
/// Towns near the new place that are shown.
const NEAR: usize = 5;

/// Runs the command.
///
/// # Errors
/// When the place is known or wrong, or the table cannot be read or written.
pub(super) fn run(arguments: &AddArgs, gazetteer: &Gazetteer) -> Result<Code, Failure> {
    let path = arguments.file.as_path();
    let table = if path.exists() {
        std::fs::read_to_string(path).map_err(|why| Failure::io(path, "cannot read", &why))?
    } else {
        HEADER.to_owned()
    };
    let row = new_row(&table, arguments, path)?;
    let point = checked(&table, &row, arguments, gazetteer)?;
    let near = near(gazetteer, point);
    if !arguments.force {
        refuse_known(arguments, point, gazetteer)?;
    }
    let end = if table.is_empty() || table.ends_with('\n') { "" } else { "\n" };
    write_whole(path, &format!("{table}{end}{row}"))?;
    let mut out = io::stdout().lock();
    let text = format!("{}: added {}\n{near}", path.display(), arguments.name);
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|why| Failure::stdout(&why))?;
    Ok(Code::Ok)
}

/// The row as a line of the table.
fn new_row(table: &str, arguments: &AddArgs, path: &Path) -> Result<String, Failure> {
    let first = table.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|d| first.bytes().filter(|b| b == d).count());
    let delimiter = delimiter.unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(first.as_bytes());
    let broken = |why: &dyn std::fmt::Display| Failure::new(format!("{}:1: {why}", path.display()));
    let header: Vec<String> = reader.headers().map_err(|why| broken(&why))?.iter().map(str::to_owned).collect();
    let given = |value: &Option<String>| value.clone().unwrap_or_default();
    let values = [
        ("name", arguments.name.clone()),
        ("lat", arguments.lat.clone()),
        ("lon", arguments.lon.clone()),
        ("country", given(&arguments.country)),
        ("admin1", given(&arguments.admin1)),
        ("admin2", given(&arguments.admin2)),
        ("alternates", given(&arguments.alternates)),
        ("kind", given(&arguments.kind)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(column, value)| (*column, value.as_str())).collect();
    let name = path.to_string_lossy();
    let cells = cells_of(&header, &values).map_err(|notice| Error::Input(notice.in_file(&name).at_line(1)))?;
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(&cells).map_err(|why| broken(&why))?;
    let bytes = writer.into_inner().map_err(|why| broken(&why))?;
    String::from_utf8(bytes).map_err(|why| broken(&why))
}

/// Reads the row as it will be read; gives its point.
fn checked(table: &str, row: &str, arguments: &AddArgs, known: &Gazetteer) -> Result<(f64, f64), Failure> {
    let header = table.lines().next().unwrap_or_default();
    let alone = format!("{header}\n{row}");
    let own = OwnPlaces::read(alone.as_bytes(), "the new place", known)?;
    if let Some(fault) = own.faults.first() {
        let remedy = if fault.notice.remedy.is_empty() { String::new() } else { format!(" ({})", fault.notice.remedy) };
        return Err(Failure::new(format!("{}: {}{remedy}; nothing was added", arguments.name, fault.notice.what)));
    }
    let point = own.points().next().map(|(_, _, point)| point);
    point.ok_or_else(|| Failure::new(format!("{}: no point; give --lat and --lon", arguments.name)))
}

/// A place of that name that is there already is not added again.
fn refuse_known(arguments: &AddArgs, point: (f64, f64), gazetteer: &Gazetteer) -> Result<(), Failure> {
    let path = arguments.file.as_path();
    let remedy = "--force adds it all the same";
    if path.exists() {
        let own = read_own(path, gazetteer)?;
        let same = |name: &str| crate::gazetteer::same_name(name, &arguments.name);
        let twin = own.points().find(|(_, name, at)| same(name) && distance_km(*at, point) <= SAME_KM);
        if let Some((line, name, _)) = twin {
            let message = format!("{}:{line}: has {name} there already ({remedy})", path.display());
            return Err(Failure::new(message));
        }
    }
    let hits = gazetteer.find(&arguments.name).into_iter().filter(|hit| !hit.loose);
    let mut places = hits.map(|hit| gazetteer.place(hit.place));
    match places.find(|place| distance_km((place.lat, place.lon), point) <= SAME_KM) {
        Some(place) => {
            let id = place.geonameid.map_or_else(String::new, |id| format!(", geonameid {id}"));
            let at = format!("{:.4}, {:.4}{id}", place.lat, place.lon);
            Err(Failure::new(format!("{} is known there already: {} at {at} ({remedy})", arguments.name, place.name)))
        }
        None => Ok(()),
    }
}

/// What the gazetteer knows near a point.
fn near(gazetteer: &Gazetteer, (lat, lon): (f64, f64)) -> String {
    let mut text = String::from("the gazetteer knows near it:\n");
    for (id, km) in gazetteer.nearest(lat, lon, NEAR) {
        let place = gazetteer.place(id);
        let country = gazetteer.country_by_iso2(place.iso2).map_or("", |country| country.name);
        let admin1 = gazetteer.admin1_name(place.iso2, place.admin1).unwrap_or("");
        let inside = [admin1, country].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {km:>6.1} km  {}  {inside}", place.name);
    }
    text
}
