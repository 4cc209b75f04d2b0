//! Rows of GeoNames' dumps
//! (<https://download.geonames.org/export/dump/readme.txt>).

use std::collections::BTreeSet;

use super::super::feature;
use super::super::own::point;
use super::super::rows::Row;
use crate::error::Notice;
use crate::text::counted;

/// Columns of `allCountries.txt`.
pub(super) const COLUMNS: usize = 19;
/// Bytes of the longest name.
const LONGEST: usize = 255;
/// What `alternateNamesV2.txt` has in place of a language for what is no name.
const NO_NAMES: &[&str] =
    &["link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "abbr", "phon", "wikidata", "uicn"];

/// Which rows are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// GeoNames' feature classes; empty for all that have a place here.
    pub classes: BTreeSet<char>,
    /// Alpha-2 codes of countries; empty for all. Countries and first-order
    /// divisions are always kept.
    pub countries: BTreeSet<String>,
}

/// A row as its columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells<'l> {
    pub(super) geonameid: u32,
    name: &'l str,
    ascii: &'l str,
    alternates: &'l str,
    point: (i32, i32),
    class: u8,
    code: &'l str,
    iso2: &'l str,
    admin1: &'l str,
    admin2: &'l str,
    population: u32,
}

impl<'l> Cells<'l> {
    /// The columns of a line; `None` where it is none that is wanted.
    ///
    /// # Errors
    /// What is wrong with the line, and what to do.
    pub(super) fn of(line: &'l str, wanted: &Wanted) -> Result<Option<Self>, Notice> {
        let mut cells = [""; COLUMNS];
        let mut count = 0;
        for cell in line.split('\t') {
            if let Some(room) = cells.get_mut(count) {
                *room = cell;
            }
            count += 1;
        }
        if count != COLUMNS {
            let what = format!("{count} columns, {COLUMNS} expected");
            return Err(Notice::new("", what, "give allCountries.txt or a country's file as GeoNames has it"));
        }
        let [id, name, ascii, alternates, lat, lon, letter, code, iso2, _, admin1, admin2, _, _, population, ..] =
            cells;
        let Some(class) = feature::class_by_code(letter, code) else { return Ok(None) };
        let always = matches!(class, 1 | 2);
        let in_class = wanted.classes.is_empty() || letter.chars().next().is_some_and(|l| wanted.classes.contains(&l));
        let in_country = wanted.countries.is_empty() || wanted.countries.contains(iso2);
        if !(always || in_class && in_country) {
            return Ok(None);
        }
        let geonameid = id.parse().ok().filter(|id| *id > 0).ok_or_else(|| {
            Notice::new("", format!("geonameid '{}' is no number", short(id)), "the first column holds GeoNames' id")
        })?;
        check_name(name)?;
        let people = if population.is_empty() { Some(0) } else { population.parse::<u64>().ok() };
        let people = people.ok_or_else(|| {
            Notice::new("", format!("population '{}' is no number", short(population)), "write digits only, or nothing")
        })?;
        Ok(Some(Self {
            geonameid,
            name,
            ascii,
            alternates,
            point: point(lat, lon)?,
            class,
            code,
            iso2: if iso2.len() == 2 && iso2.is_ascii() { iso2 } else { "" },
            admin1: if admin1.len() <= LONGEST { admin1 } else { "" },
            admin2: if admin2.len() <= LONGEST { admin2 } else { "" },
            population: people.min(u64::from(u32::MAX)) as u32,
        }))
    }

    /// The range of the index that it belongs to: 0 countries, 1 and 2
    /// divisions, 3 all else.
    pub(super) fn range(&self) -> usize {
        match (self.class, self.code) {
            _ if self.iso2.is_empty() => 3,
            (1, _) => 0,
            (2, _) => 1,
            (3, "ADM2") => 2,
            _ => 3,
        }
    }

    /// The place, with its primary name only.
    pub(super) fn row(&self) -> Row {
        Row {
            geonameid: self.geonameid,
            lat_e5: self.point.0,
            lon_e5: self.point.1,
            population: self.population,
            radius_m: feature::reach_m(self.code),
            class: self.class,
            code: self.code.into(),
            iso2: self.iso2.into(),
            admin1: self.admin1.into(),
            admin2: self.admin2.into(),
            names: vec![(0, self.name.into())],
            ..Row::default()
        }
    }

    /// The other names that the row itself has.
    pub(super) fn forms(&self) -> impl Iterator<Item = &'l str> {
        std::iter::once(self.ascii).chain(self.alternates.split(','))
    }
}

fn check_name(name: &str) -> Result<(), Notice> {
    if name.trim().is_empty() {
        return Err(Notice::new("", "no name", "fill in the second column"));
    }
    if name.len() > LONGEST {
        let what = format!("a name of {}", counted(name.chars().count() as u64, "character"));
        return Err(Notice::new("", what, "a place name has at most 255 bytes"));
    }
    Ok(())
}

/// The beginning of a cell, for a message.
fn short(cell: &str) -> String {
    cell.chars().take(40).collect()
}

/// A line of `alternateNamesV2.txt`: the place, the name and what it is to the
/// place; `None` for links, codes and the like.
///
/// # Errors
/// What is wrong with the line, and what to do.
pub(super) fn alternate(line: &str) -> Result<Option<(u32, u8, &str)>, Notice> {
    let mut cells = line.split('\t');
    let (_, id, language, name) = (cells.next(), cells.next(), cells.next(), cells.next());
    let (Some(id), Some(language), Some(name)) = (id, language, name) else {
        let what = format!("{} columns, 4 to 10 expected", line.split('\t').count());
        return Err(Notice::new("", what, "give alternateNamesV2.txt as GeoNames has it"));
    };
    let Ok(id) = id.parse() else {
        let what = format!("geonameid '{}' is no number", short(id));
        return Err(Notice::new("", what, "the second column holds GeoNames' id"));
    };
    if NO_NAMES.contains(&language) || name.len() > LONGEST {
        return Ok(None);
    }
    // Preferred, short, colloquial, historic.
    let historic = cells.nth(3) == Some("1") || language == "fr_1793";
    Ok(Some((id, if historic { 2 } else { 1 }, name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, name: &str, point: (&str, &str), feature: (&str, &str), people: &str) -> String {
        let (lat, lon) = point;
        let (class, code) = feature;
        format!(
            "{id}\t{name}\t{name}\tA,B\t{lat}\t{lon}\t{class}\t{code}\tAZ\t\t32\t\t\t\t{people}\t\t1\tAsia/Baku\t2020-01-01"
        )
    }

    #[test]
    fn a_row_is_read_by_its_columns() {
        let all = Wanted::default();
        let text = line("147625", "Laçın", ("39.63741", "46.54983"), ("P", "PPLA"), "2300");
        let cells = Cells::of(&text, &all).unwrap().unwrap();
        let row = cells.row();
        assert_eq!((row.geonameid, row.lat_e5, row.lon_e5, row.population), (147_625, 3_963_741, 4_654_983, 2300));
        assert_eq!((row.class, row.code.as_str(), row.iso2.as_str(), row.admin1.as_str()), (0, "PPLA", "AZ", "32"));
        assert_eq!(cells.forms().collect::<Vec<_>>(), ["Laçın", "A", "B"]);
    }

    #[test]
    fn what_is_not_wanted_is_passed_over() {
        let wanted = Wanted { classes: ['P'].into(), countries: ["AM".to_owned()].into() };
        let town = line("1", "X", ("1", "2"), ("P", "PPL"), "0");
        assert!(Cells::of(&town, &wanted).unwrap().is_none(), "another country");
        let division = line("1", "X", ("1", "2"), ("A", "ADM1"), "0");
        assert!(Cells::of(&division, &wanted).unwrap().is_some(), "first-order divisions are always kept");
        let sea_floor = line("1", "X", ("1", "2"), ("U", "RDGU"), "0");
        assert!(Cells::of(&sea_floor, &Wanted::default()).unwrap().is_none());
    }

    #[test]
    fn what_is_wrong_is_said_with_a_remedy() {
        for (text, said) in [
            ("1\t2\t3".to_owned(), "3 columns, 19 expected"),
            (line("x1", "X", ("1", "2"), ("P", "PPL"), "0"), "geonameid 'x1' is no number"),
            (line("1", " ", ("1", "2"), ("P", "PPL"), "0"), "no name"),
            (line("1", &"X".repeat(10_000), ("1", "2"), ("P", "PPL"), "0"), "a name of 10,000 characters"),
            (line("1", "X", ("146.5", "39.6"), ("P", "PPL"), "0"), "they look swapped"),
            (line("1", "X", ("39.6", "246.5"), ("P", "PPL"), "0"), "off the earth"),
            (line("1", "X", ("39,6", "46.5"), ("P", "PPL"), "0"), "lat '39,6' is not a number"),
            (line("1", "X", ("1", "2"), ("P", "PPL"), "many"), "population 'many' is no number"),
        ] {
            let notice = Cells::of(&text, &Wanted::default()).unwrap_err();
            assert!(notice.what.contains(said) && !notice.remedy.is_empty(), "{notice}");
        }
    }

    #[test]
    fn alternates_are_names_and_nothing_else() {
        assert_eq!(alternate("1\t147625\tru\tЛачин\t1\t\t\t"), Ok(Some((147_625, 1, "Лачин"))));
        assert_eq!(alternate("1\t147625\tru\tАбдаляр\t\t\t\t1\t1900\t1930"), Ok(Some((147_625, 2, "Абдаляр"))));
        assert_eq!(alternate("1\t147625\tlink\thttps://x\t\t\t\t"), Ok(None));
        assert!(alternate("1\t147625").is_err() && alternate("1\tx\ten\tX").is_err());
    }
}
