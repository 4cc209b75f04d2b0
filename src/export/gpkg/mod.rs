//! GeoPackage 1.3 (OGC 12-128r17): one layer with its index, its style and
//! whose data it is. Written without a clock, so that the same rows give the
//! same bytes.

mod rtree;

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ToSql, params, types::ToSqlOutput, types::Value as Owned, types::ValueRef};

use super::shape::of_many;
use super::table::{Kind, Shape, Shapes, Table, Value, Writer};
use crate::error::{Error, Result};
use crate::format::table::free_name;
use crate::format::wkb;
use rtree::{Boxed, Index};

/// What a file of the format says at byte 68: "GPKG".
const APPLICATION: i64 = 0x4750_4B47;
/// Version 1.3.0.
const VERSION: i64 = 10300;
/// Where a time must stand and none is known.
const NO_TIME: &str = "1970-01-01T00:00:00.000Z";

/// The tables that every file has.
const TABLES: &str = "
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL);
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL);
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84 geodetic', 4326, 'EPSG', 4326,
  'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]',
  'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
";

/// The tables of whose data it is.
const METADATA: &str = "
CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL,
  md_parent_id INTEGER, CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
INSERT INTO gpkg_extensions VALUES ('gpkg_metadata', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec131/#extension_metadata', 'read-write');
INSERT INTO gpkg_extensions VALUES ('gpkg_metadata_reference', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec131/#extension_metadata', 'read-write');
";

/// The table of styles, as QGIS makes it.
const STYLES: &str = "
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
  description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', '', '1970-01-01T00:00:00.000Z');
";

/// Rows between two commits; what is not committed waits in memory.
const COMMIT: u64 = 50_000;

/// The writer.
pub(super) struct GeoPackage {
    database: Connection,
    path: PathBuf,
    table: Table,
    insert: String,
    /// The columns that are written.
    properties: Vec<usize>,
    /// Whether rows have geometries.
    located: bool,
    index: Index,
    rows: i64,
    blob: Vec<u8>,
    names: Names,
}

/// Names within the file.
struct Names {
    table: String,
    fid: String,
    geom: String,
    columns: Vec<String>,
}

impl GeoPackage {
    /// Begins a file; `shown` is how messages name it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn new(path: &Path, shown: PathBuf, table: &Table) -> Result<Self> {
        let database = Connection::open(path).map_err(|why| failed(&shown, &why))?;
        let properties = table.properties();
        let names = Names::of(table, &properties);
        let located = table.shapes != Shapes::None;
        let geom =
            if located { format!("{} {}, ", quoted(&names.geom), type_name(table.shapes)) } else { String::new() };
        let columns: String = names
            .columns
            .iter()
            .zip(&properties)
            .map(|(name, n)| format!(", {} {}", quoted(name), declared(table.columns[*n].kind)))
            .collect();
        let create = format!(
            "CREATE TABLE {} ({} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {}{});",
            quoted(&names.table),
            quoted(&names.fid),
            geom,
            columns.trim_start_matches(", ")
        );
        let create = create.replace(", );", ");");
        let many = 1 + usize::from(located) + properties.len();
        let marks = vec!["?"; many].join(",");
        let insert = format!("INSERT INTO {} VALUES ({marks})", quoted(&names.table));
        let setup = format!(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA page_size=4096; \
             PRAGMA application_id={APPLICATION}; PRAGMA user_version={VERSION}; BEGIN; {TABLES} {create}"
        );
        database.execute_batch(&setup).map_err(|why| failed(&shown, &why))?;
        let (index, blob) = (Index::default(), Vec::new());
        let table = table.clone();
        Ok(Self { database, path: shown, table, insert, properties, located, index, rows: 0, blob, names })
    }

    fn write_row(&mut self, shape: Shape<'_>, values: &[Value<'_>]) -> rusqlite::Result<()> {
        self.rows += 1;
        let mut insert = self.database.prepare_cached(&self.insert)?;
        insert.raw_bind_parameter(1, self.rows)?;
        let mut at = 2;
        if self.located {
            self.blob.clear();
            let bounds = blob(shape, self.table.shapes, &mut self.blob);
            let geometry = bounds.map(|_| self.blob.as_slice());
            insert.raw_bind_parameter(at, geometry)?;
            if let Some(bounds) = bounds {
                self.index.add(self.rows, bounds);
            }
            at += 1;
        }
        let mut day = String::new();
        for n in &self.properties {
            let value = values.get(*n).unwrap_or(&Value::Null);
            if let Value::Date(date) = value {
                day.clear();
                day.push_str(&date.to_string());
                insert.raw_bind_parameter(at, day.as_str())?;
            } else {
                insert.raw_bind_parameter(at, Bound(value))?;
            }
            at += 1;
        }
        insert.raw_execute()?;
        drop(insert);
        if (self.rows as u64).is_multiple_of(COMMIT) {
            self.database.execute_batch("COMMIT; BEGIN;")?;
        }
        Ok(())
    }

    fn end(mut self) -> rusqlite::Result<()> {
        let (table, kind) = (&self.names.table, if self.located { "features" } else { "attributes" });
        let bounds = self.index.bounds();
        let corner = |n: usize| bounds.map(|b| b[n]);
        let srs = self.located.then_some(4326);
        let credit = &self.table.credit;
        let description =
            [&credit.attribution, &credit.licence].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
        self.database.execute(
            "INSERT INTO gpkg_contents VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![table, kind, description, NO_TIME, corner(0), corner(2), corner(1), corner(3), srs],
        )?;
        if self.located {
            self.database.execute(
                "INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, ?3, 4326, 0, 0)",
                params![table, self.names.geom, type_name(self.table.shapes)],
            )?;
            rtree::write(&self.database, table, (&self.names.geom, &self.names.fid), &mut self.index)?;
        }
        self.metadata()?;
        self.style()?;
        self.database.execute_batch("COMMIT;")?;
        self.database.close().map_err(|(_, why)| why)
    }

    /// Whose data it is, as `gpkg_metadata` holds it.
    fn metadata(&self) -> rusqlite::Result<()> {
        let credit = &self.table.credit;
        let nested: Vec<String> = self
            .names
            .columns
            .iter()
            .zip(&self.properties)
            .filter(|(_, n)| self.table.columns[**n].json)
            .map(|(name, _)| name.clone())
            .collect();
        if credit.attribution.is_none() && credit.licence.is_none() && nested.is_empty() {
            return Ok(());
        }
        self.database.execute_batch(METADATA)?;
        let mut told = serde_json::Map::new();
        for (name, text) in [("attribution", &credit.attribution), ("licence", &credit.licence)] {
            if let Some(text) = text {
                told.insert(name.to_owned(), text.as_str().into());
            }
        }
        if !nested.is_empty() {
            told.insert("json_columns".to_owned(), nested.into());
        }
        self.database.execute(
            "INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'http://purl.org/dc/terms/', 'application/json', ?1)",
            [serde_json::Value::Object(told).to_string()],
        )?;
        self.database.execute(
            "INSERT INTO gpkg_metadata_reference VALUES ('table', ?1, NULL, NULL, ?2, 1, NULL)",
            [self.names.table.as_str(), NO_TIME],
        )?;
        Ok(())
    }

    fn style(&self) -> rusqlite::Result<()> {
        let Some(style) = &self.table.style else { return Ok(()) };
        self.database.execute_batch(STYLES)?;
        self.database.execute(
            "INSERT INTO layer_styles VALUES (1, '', '', ?1, ?2, ?1, ?3, NULL, 1, '', '', NULL, ?4)",
            params![self.names.table, self.names.geom, style, NO_TIME],
        )?;
        Ok(())
    }
}

impl Writer for GeoPackage {
    fn row(&mut self, shape: Shape<'_>, values: &[Value<'_>]) -> Result<()> {
        self.write_row(shape, values).map_err(|why| failed(&self.path, &why))
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let path = self.path.clone();
        self.end().map_err(|why| failed(&path, &why))
    }
}

/// A value as SQLite takes it.
struct Bound<'v>(&'v Value<'v>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Integer(n) => ToSqlOutput::Borrowed(ValueRef::Integer(*n)),
            Value::Number(n) => ToSqlOutput::Borrowed(ValueRef::Real(*n)),
            Value::Boolean(yes) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*yes))),
            Value::Date(day) => ToSqlOutput::Owned(Owned::Text(day.to_string())),
        })
    }
}

/// The geometry as the format holds it, and its box; nothing where there is
/// none.
fn blob(shape: Shape<'_>, shapes: Shapes, out: &mut Vec<u8>) -> Option<Boxed> {
    use geo::BoundingRect as _;

    // Little-endian; without a box for points.
    let head = |flags: u8, out: &mut Vec<u8>| {
        out.extend_from_slice(&[b'G', b'P', 0, flags]);
        out.extend_from_slice(&4326_i32.to_le_bytes());
    };
    match shape {
        Shape::None => None,
        Shape::Point { lat, lon } => {
            head(0b001, out);
            wkb::write_point(lon, lat, out);
            Some([lon, lon, lat, lat])
        }
        Shape::Any(geometry) => {
            let geometry = &*of_many(geometry, shapes);
            let rect = geometry.bounding_rect()?;
            let bounds = [rect.min().x, rect.max().x, rect.min().y, rect.max().y];
            head(0b011, out);
            for degrees in bounds {
                out.extend_from_slice(&degrees.to_le_bytes());
            }
            wkb::write(geometry, out);
            Some(bounds)
        }
    }
}

impl Names {
    /// Names are unique in SQLite whatever their case.
    fn of(table: &Table, properties: &[usize]) -> Self {
        let mut columns: Vec<String> = Vec::new();
        for n in properties {
            let taken = |name: &str| columns.iter().any(|c| c.eq_ignore_ascii_case(name));
            let name = free_name(&table.columns[*n].name, taken);
            columns.push(name);
        }
        // Tables of the format's own begin so, and SQLite's with "sqlite_".
        let reserved = ["gpkg_", "sqlite_", "rtree_"].iter().any(|p| table.name.to_lowercase().starts_with(p));
        let name = if reserved || table.name.is_empty() { format!("layer_{}", table.name) } else { table.name.clone() };
        let (fid, geom) = (table.free_name("fid"), table.free_name("geom"));
        Self { table: name, fid, geom, columns }
    }
}

/// A name in quotes.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

const fn declared(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "TEXT",
        Kind::Integer => "INTEGER",
        Kind::Number => "REAL",
        Kind::Boolean => "BOOLEAN",
        Kind::Date => "DATE",
    }
}

const fn type_name(shapes: Shapes) -> &'static str {
    match shapes {
        Shapes::Points => "POINT",
        Shapes::Lines => "MULTILINESTRING",
        Shapes::Areas => "MULTIPOLYGON",
        Shapes::None | Shapes::Mixed => "GEOMETRY",
    }
}

/// What SQLite says, as an error of the file.
fn failed(path: &Path, why: &rusqlite::Error) -> Error {
    let kind = match why.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
        Some(rusqlite::ErrorCode::PermissionDenied | rusqlite::ErrorCode::ReadOnly) => io::ErrorKind::PermissionDenied,
        _ => io::ErrorKind::Other,
    };
    Error::Io { path: path.to_path_buf(), doing: "cannot write", source: io::Error::new(kind, why.to_string()) }
}

/// Whether a file is one of ours that nobody has changed: whoever writes into a
/// layer tells the time of it.
pub(super) fn is_ours(path: &Path) -> bool {
    let counted = || -> rusqlite::Result<(i64, i64)> {
        let file = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let query = "SELECT count(*), count(CASE WHEN last_change = ?1 THEN 1 END) FROM gpkg_contents";
        file.query_row(query, [NO_TIME], |row| Ok((row.get(0)?, row.get(1)?)))
    };
    counted().is_ok_and(|(all, untouched)| all > 0 && all == untouched)
}
