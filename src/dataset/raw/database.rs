//! A layer of a GeoPackage, read some hundred rows at a time.

use std::borrow::Cow;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use super::super::seam::parted;
use super::row::{Ground, Held};
use crate::error::{Error, Notice, Result};
use crate::format::table::Kind;
use crate::format::wkb;

/// Rows of a block.
const ROWS: usize = 1000;
/// Reference systems of degrees of WGS 84, or of nothing said.
const DEGREES: [i64; 3] = [4326, 0, -1];

/// A row as a block holds it.
pub(super) type Stored = (Vec<Held<'static>>, Ground);

/// The layer.
pub(super) struct Database {
    connection: Connection,
    file: String,
    query: String,
    geometry: Option<usize>,
    kinds: Vec<Kind>,
    json: Vec<bool>,
    after: i64,
    ended: bool,
    /// The columns, without key and geometry.
    pub(super) names: Vec<String>,
    /// Whose data it is, as members of a collection would tell.
    pub(super) members: Vec<(String, String)>,
    /// What was odd.
    pub(super) notices: Vec<Notice>,
}

impl Database {
    /// Opens a layer; the first of features, where none is named.
    ///
    /// # Errors
    /// Where the file is no GeoPackage, has no such layer, or its coordinates
    /// are of a map projection.
    pub(super) fn open(path: &Path, file: &str, layer: Option<&str>) -> Result<Self> {
        let odd = |what: String, remedy: &str| Error::Input(Notice::new(file, what, remedy));
        let broken = |why: rusqlite::Error| odd(format!("cannot read it as GeoPackage: {why}"), "write it anew");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(broken)?;
        let (layer, others) = chosen(&connection, layer).map_err(broken)?;
        let Some(layer) = layer else {
            let there =
                if others.is_empty() { "it has none".to_owned() } else { format!("it has {}", others.join(", ")) };
            return Err(odd(format!("no such layer; {there}"), "name one with --layer-in"));
        };
        let found = geometry_of(&connection, &layer).map_err(broken)?;
        if let Some((_, srs)) = found.as_ref().filter(|(_, srs)| !DEGREES.contains(srs)) {
            let what = format!("layer '{layer}' is in reference system {srs}, not in degrees");
            return Err(odd(what, "export it anew in WGS 84 (EPSG:4326)"));
        }
        let mut database = Self {
            connection,
            file: file.to_owned(),
            query: String::new(),
            geometry: None,
            kinds: Vec::new(),
            json: Vec::new(),
            after: i64::MIN,
            ended: false,
            names: Vec::new(),
            members: Vec::new(),
            notices: Vec::new(),
        };
        database.columns(&layer, found.as_ref().map(|(name, _)| name.as_str())).map_err(broken)?;
        database.metadata(&layer);
        if !others.is_empty() {
            let what = format!("layer '{layer}' is read; there are others: {}", others.join(", "));
            database.notices.push(Notice::new(file, what, "--layer-in NAME reads another"));
        }
        Ok(database)
    }

    /// Finds the columns and makes the query.
    fn columns(&mut self, layer: &str, geometry: Option<&str>) -> rusqlite::Result<()> {
        let mut key = None;
        let mut wanted = Vec::new();
        let mut statement = self.connection.prepare("SELECT name, type, pk FROM pragma_table_info(?1)")?;
        let mut rows = statement.query([layer])?;
        while let Some(row) = rows.next()? {
            let (name, declared, pk): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if Some(name.as_str()) == geometry {
                self.geometry = Some(1 + wanted.len());
                wanted.push(name);
            } else if pk == 1 && declared.to_ascii_uppercase().contains("INT") {
                key = Some(name);
            } else {
                self.kinds.push(kind(&declared));
                self.names.push(name.clone());
                wanted.push(name);
            }
        }
        let key = key.as_deref().map_or_else(|| "rowid".to_owned(), quoted);
        let columns: String = wanted.iter().map(|name| format!(", {}", quoted(name))).collect();
        let layer = quoted(layer);
        self.query = format!("SELECT {key}{columns} FROM {layer} WHERE {key} > ?1 ORDER BY {key} LIMIT {ROWS}");
        self.json = vec![false; self.names.len()];
        Ok(())
    }

    /// What our own files say of whose data it is. Others have none of it.
    fn metadata(&mut self, layer: &str) {
        let query = "SELECT m.metadata FROM gpkg_metadata m JOIN gpkg_metadata_reference r ON r.md_file_id = m.id \
                     WHERE r.table_name = ?1 AND m.mime_type = 'application/json'";
        let found = self.connection.query_row(query, [layer], |row| row.get::<_, String>(0)).optional();
        let Ok(Some(text)) = found else { return };
        let Ok(told) = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&text) else { return };
        for (name, value) in told {
            if name == "json_columns" {
                let nested = |column: &String| value.as_array().is_some_and(|all| all.iter().any(|v| v == column));
                self.json = self.names.iter().map(nested).collect();
            } else {
                self.members.push((name, value.to_string()));
            }
        }
    }

    /// Kinds of its columns, by number.
    pub(super) fn kinds(&self) -> Vec<(usize, Kind)> {
        self.kinds.iter().copied().enumerate().collect()
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// Where the file cannot be read on.
    pub(super) fn next(&mut self) -> Result<Vec<Stored>> {
        if self.ended {
            return Ok(Vec::new());
        }
        let rows = self.read().map_err(|why| {
            Error::Input(Notice::new(self.file.as_str(), format!("cannot read on: {why}"), "check the file"))
        })?;
        self.ended = rows.len() < ROWS;
        Ok(rows)
    }

    fn read(&mut self) -> rusqlite::Result<Vec<Stored>> {
        let mut all = Vec::with_capacity(ROWS);
        let mut statement = self.connection.prepare_cached(&self.query)?;
        let mut rows = statement.query([self.after])?;
        while let Some(row) = rows.next()? {
            self.after = row.get(0)?;
            let mut ground = if self.geometry.is_some() { Ground::Nowhere } else { Ground::NotGiven };
            let mut cells = Vec::with_capacity(self.names.len());
            for at in 1..=self.names.len() + usize::from(self.geometry.is_some()) {
                let value = row.get_ref(at)?;
                if Some(at) == self.geometry {
                    ground = place(value);
                } else {
                    let column = cells.len();
                    cells.push(cell(value, self.kinds[column], self.json[column]));
                }
            }
            all.push((cells, ground));
        }
        Ok(all)
    }
}

/// The layer to read, and the names of the others.
fn chosen(connection: &Connection, wanted: Option<&str>) -> rusqlite::Result<(Option<String>, Vec<String>)> {
    let query = "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') \
                 AND table_name <> 'layer_styles' ORDER BY data_type = 'attributes', rowid";
    let mut statement = connection.prepare(query)?;
    let mut names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let at = wanted.map_or(Some(0), |wanted| names.iter().position(|name| name == wanted));
    let layer = at.filter(|at| *at < names.len()).map(|at| names.remove(at));
    let others = if wanted.is_some() && layer.is_some() { Vec::new() } else { names };
    Ok((layer, others))
}

/// The column with the geometry, and the code of its reference system.
fn geometry_of(connection: &Connection, layer: &str) -> rusqlite::Result<Option<(String, i64)>> {
    let query = "SELECT g.column_name, coalesce(CASE WHEN upper(s.organization) = 'EPSG' THEN s.organization_coordsys_id END, g.srs_id) \
                 FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE g.table_name = ?1";
    connection.query_row(query, [layer], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

fn kind(declared: &str) -> Kind {
    let declared = declared.to_ascii_uppercase();
    match declared.as_str() {
        "BOOLEAN" => Kind::Boolean,
        "DATE" => Kind::Date,
        _ if declared.contains("INT") => Kind::Integer,
        _ if ["REAL", "DOUBLE", "FLOAT", "NUMERIC"].iter().any(|name| declared.starts_with(name)) => Kind::Number,
        _ => Kind::Text,
    }
}

fn cell(value: ValueRef<'_>, kind: Kind, json: bool) -> Held<'static> {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Held::Missing,
        ValueRef::Integer(n) if kind == Kind::Boolean => Held::Boolean(n != 0),
        ValueRef::Integer(n) => Held::Integer(n),
        ValueRef::Real(n) => Held::Number(n),
        ValueRef::Text(text) if json => Held::Json(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Text(text) => Held::Text(Cow::Owned(String::from_utf8_lossy(text).into_owned())),
    }
}

/// A geometry behind the format's head, whose length its flags tell.
fn place(value: ValueRef<'_>) -> Ground {
    let ValueRef::Blob(bytes) = value else { return Ground::Nowhere };
    let [b'G', b'P', _, flags, ..] = bytes else { return Ground::Nowhere };
    let bounds = [0, 32, 48, 48, 64].get(usize::from(flags >> 1 & 0b111)).copied().unwrap_or(0);
    match bytes.get(8 + bounds..).and_then(wkb::read) {
        None => Ground::Nowhere,
        Some(geo::Geometry::Point(p)) => Ground::Point(p.y(), p.x()),
        Some(other) => Ground::Any(parted(other)),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
