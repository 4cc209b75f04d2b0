//! The committed places, as far as areas need them: towns by degree, names of
//! divisions, codes of countries.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::Result;
use crate::fold::fold;
use crate::forms::bare;
use crate::{columns, xz};

/// A town and the codes of its divisions.
#[derive(Debug, Clone)]
pub(super) struct Town {
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) iso2: String,
    pub(super) admin1: String,
    pub(super) admin2: String,
}

/// Codes of a division: country, first order, second order (empty for none).
pub(super) type Code = (String, String, String);

/// What `places.cols.xz` says.
pub(super) struct Gazetteer {
    pub(super) towns: Vec<Town>,
    /// Numbers of towns by whole degree, south-west corner.
    cells: BTreeMap<(i32, i32), Vec<usize>>,
    /// First-order divisions by country and folded name.
    pub(super) by_name: BTreeMap<(String, String), Code>,
    /// Second-order divisions by first-order code and folded name.
    pub(super) by_name2: BTreeMap<(String, String, String), Code>,
    /// Alpha-2 codes by alpha-3.
    pub(super) countries: BTreeMap<String, String>,
}

impl Gazetteer {
    pub(super) fn read(data: &Path) -> Result<Self> {
        let path = data.join("places.cols.xz");
        let bytes = std::fs::read(&path).map_err(|e| format!("{}: cannot read: {e}", path.display()))?;
        let stored = xz::unpack(&bytes)?;
        let mut out = Self {
            towns: Vec::new(),
            cells: BTreeMap::new(),
            by_name: BTreeMap::new(),
            by_name2: BTreeMap::new(),
            countries: BTreeMap::new(),
        };
        for cells in columns::cells(&stored)? {
            out.row(&cells)?;
        }
        Ok(out)
    }

    fn row(&mut self, cells: &[&str]) -> Result<()> {
        let [class, _, code, name, lat, lon, iso2, admin1, admin2, .., alternates] = *cells else {
            return Err("places.cols.xz: too few columns".into());
        };
        let own = || (iso2.to_owned(), admin1.to_owned(), admin2.to_owned());
        let forms = || {
            let all = std::iter::once(name).chain(alternates.split('|').filter(|a| !a.is_empty()));
            all.flat_map(|form| [Some(fold(form)), bare(form).map(|b| fold(&b))]).flatten()
        };
        match class {
            "C" => drop(self.countries.insert(code.to_owned(), iso2.to_owned())),
            "1" => {
                for form in forms() {
                    self.by_name.entry((iso2.to_owned(), form)).or_insert_with(own);
                }
            }
            "2" => {
                for form in forms() {
                    self.by_name2.entry((iso2.to_owned(), admin1.to_owned(), form)).or_insert_with(own);
                }
            }
            _ => {
                let degrees = |cell: &str| cell.parse::<f64>().map_err(|e| format!("places.cols.xz: {cell}: {e}"));
                let (lat, lon) = (degrees(lat)?, degrees(lon)?);
                self.cells.entry((lat.floor() as i32, lon.floor() as i32)).or_default().push(self.towns.len());
                let (iso2, admin1, admin2) = own();
                self.towns.push(Town { lat, lon, iso2, admin1, admin2 });
            }
        }
        Ok(())
    }

    /// Numbers of the towns in a box of west, south, east, north.
    pub(super) fn in_box(&self, [west, south, east, north]: [f64; 4]) -> Vec<usize> {
        let mut out = Vec::new();
        for lat in south.floor() as i32..=north.floor() as i32 {
            for (_, towns) in self.cells.range((lat, west.floor() as i32)..=(lat, east.floor() as i32)) {
                out.extend(towns.iter().copied().filter(|n| {
                    let t = &self.towns[*n];
                    (west..=east).contains(&t.lon) && (south..=north).contains(&t.lat)
                }));
            }
        }
        out
    }
}
