//! The GeoPackage of QGIS: an SQLite file whose geometries are WKB behind a
//! short header (OGC 12-128r18, clause 2.1.3).

use std::collections::BTreeMap;

use rusqlite::{Connection, MAIN_DB};

use super::Degrees;
use crate::error::Result;

/// An opened GeoPackage.
pub(crate) struct Package(Connection);

/// A first-order division.
pub(crate) struct Division {
    /// Natural Earth's code of its country.
    pub(crate) country: String,
    /// GeoNames' name as Natural Earth has it; empty where it has none.
    pub(crate) name: String,
    /// The source's own name; empty where it has none.
    pub(crate) label: String,
    /// FIPS code of country and division; faulty for some.
    pub(crate) fips: String,
    /// All its rings.
    pub(crate) rings: Vec<Vec<Degrees>>,
}

/// A disputed line.
pub(crate) struct Disputed {
    /// Its name, and the country on its left: together what rows name.
    pub(crate) name: String,
    /// Its parts.
    pub(crate) parts: Vec<Vec<Degrees>>,
}

fn told(e: rusqlite::Error) -> String {
    format!("world_map.gpkg: {e}")
}

impl Package {
    /// Opens the bytes of the file.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self> {
        let mut db = Connection::open_in_memory().map_err(told)?;
        db.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), true).map_err(told)?;
        Ok(Self(db))
    }

    /// ISO 3166-1 alpha-3 codes by Natural Earth's short names.
    pub(crate) fn country_codes(&self) -> Result<BTreeMap<String, String>> {
        let sql = "SELECT NAME, ISO_A3 FROM countries WHERE ISO_A3 IS NOT NULL AND ISO_A3 <> '-99'";
        self.rows(sql, |r| Ok((r.get(0)?, r.get(1)?))).map(|v| v.into_iter().collect())
    }

    /// The first-order divisions.
    pub(crate) fn divisions(&self) -> Result<Vec<Division>> {
        let sql = "SELECT ifnull(adm0_a3, ''), ifnull(gn_name, ''), ifnull(name, ''), ifnull(fips, ''), geom FROM states_provinces ORDER BY fid";
        let rows: Vec<(String, String, String, String, Vec<u8>)> =
            self.rows(sql, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?;
        rows.into_iter()
            .map(|(country, name, label, fips, blob)| {
                Ok(Division { country, name, label, fips, rings: geometry(&blob)? })
            })
            .collect()
    }

    /// The disputed lines.
    pub(crate) fn disputed(&self) -> Result<Vec<Disputed>> {
        let sql = "SELECT name, adm0_left, geom FROM disputed_borders ORDER BY fid";
        let rows: Vec<(String, String, Vec<u8>)> = self.rows(sql, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        rows.into_iter()
            .map(|(name, left, blob)| Ok(Disputed { name: format!("{name}/{left}"), parts: geometry(&blob)? }))
            .collect()
    }

    fn rows<T>(&self, sql: &str, read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>> {
        let mut statement = self.0.prepare(sql).map_err(told)?;
        let rows = statement.query_map([], read).map_err(told)?;
        rows.collect::<rusqlite::Result<Vec<T>>>().map_err(told)
    }
}

/// Reads little-endian well-known binary.
struct Wkb<'b>(&'b [u8]);

impl Wkb<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>().ok_or("world_map.gpkg: a geometry is cut off")?;
        self.0 = rest;
        Ok(*head)
    }

    fn number(&mut self) -> Result<u32> {
        Ok(u32::from_le_bytes(self.take()?))
    }

    fn points(&mut self) -> Result<Vec<Degrees>> {
        let n = self.number()?;
        (0..n).map(|_| Ok([f64::from_le_bytes(self.take()?), f64::from_le_bytes(self.take()?)])).collect()
    }
}

/// All rings or lines of a multi-polygon or multi-line.
fn geometry(blob: &[u8]) -> Result<Vec<Vec<Degrees>>> {
    let envelope = match blob.get(3).map(|flags| (flags >> 1) & 7) {
        Some(0) => 0,
        Some(1) => 32,
        Some(2 | 3) => 48,
        _ => 64,
    };
    let mut wkb = Wkb(blob.get(8 + envelope..).ok_or("world_map.gpkg: a geometry has no body")?);
    let _order_and_type = (wkb.take::<1>()?, wkb.number()?);
    let mut out = Vec::new();
    for _ in 0..wkb.number()? {
        let (_, kind) = (wkb.take::<1>()?, wkb.number()?);
        let lines = if kind == 3 { wkb.number()? } else { 1 };
        for _ in 0..lines {
            out.push(wkb.points()?);
        }
    }
    Ok(out)
}
