//! Tables of any columns as files: what is written is read again, by us and by
//! readers that are not ours.

mod others;
mod round_trip;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use dateline::dataset::Wanted;
use dateline::dataset::raw::{Ground, Source, Survey};
use dateline::export::{Column, Format, Kind, Plan, Shape, Sink, Table, Value};
use jiff::civil::Date;

/// A value that owns its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Owned {
    Null,
    Text(String),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Date(Date),
}

impl Owned {
    pub(crate) fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::Text(text),
            Self::Integer(n) => Value::Integer(*n),
            Self::Number(n) => Value::Number(*n),
            Self::Boolean(yes) => Value::Boolean(*yes),
            Self::Date(day) => Value::Date(*day),
        }
    }

    fn of(value: &Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Text(text) => Self::Text((*text).to_owned()),
            Value::Integer(n) => Self::Integer(*n),
            Value::Number(n) => Self::Number(*n),
            Value::Boolean(yes) => Self::Boolean(*yes),
            Value::Date(day) => Self::Date(*day),
        }
    }
}

/// A row: its place and its values.
pub(crate) type Row = (Ground, Vec<Owned>);

/// Bytes that a writer leaves behind.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn shape(ground: &Ground) -> Shape<'_> {
    match ground {
        Ground::NotGiven | Ground::Nowhere => Shape::None,
        Ground::Point(lat, lon) => Shape::Point { lat: *lat, lon: *lon },
        Ground::Any(geometry) => Shape::Any(geometry),
    }
}

/// Writes a table; the bytes of formats that stream, else the file in `folder`.
pub(crate) fn write(format: Format, table: &Table, rows: &[Row], folder: &Path) -> PathBuf {
    let path = folder.join(format!("written.{}", format.ending()));
    let _ = std::fs::remove_file(&path);
    let kept = Kept::default();
    let sink = if format.streams() {
        Sink::Stream(Box::new(kept.clone()), path.clone())
    } else {
        Sink::File(path.clone(), path.clone())
    };
    let mut writer = format.open(sink, table).unwrap();
    for (ground, values) in rows {
        let values: Vec<Value<'_>> = values.iter().map(Owned::value).collect();
        writer.row(shape(ground), &values).unwrap();
    }
    writer.finish().unwrap();
    if format.streams() {
        std::fs::write(&path, &*kept.0.lock().unwrap()).unwrap();
    }
    path
}

/// Reads a file whole: its columns and its rows.
pub(crate) fn read(path: &Path) -> (Vec<Column>, Vec<Row>) {
    let bytes = std::fs::read(path).unwrap();
    let database = path.extension().is_some_and(|e| e == "gpkg");
    let mut survey = with(path, &bytes, database, |source| Survey::of(source, &Wanted::default()).unwrap());
    let plan = Plan::new(&mut survey, "read", Format::Csv);
    let rows = with(path, &bytes, database, |source| {
        let mut rows = Vec::new();
        while let Some(block) = source.next_block().unwrap() {
            block.rows(&mut survey.names.clone(), &mut |row| {
                let mut values = Vec::new();
                let ground = plan.row(&survey, row, &mut values).unwrap();
                rows.push((ground, values.iter().map(Owned::of).collect()));
            });
        }
        rows
    });
    (plan.table.columns.clone(), rows)
}

fn with<T>(path: &Path, mut bytes: &[u8], database: bool, use_it: impl FnOnce(&mut Source<'_>) -> T) -> T {
    if database {
        use_it(&mut Source::database(path, "a.gpkg", None).unwrap())
    } else {
        use_it(&mut Source::open(&mut bytes, "a.csv").unwrap())
    }
}

/// A table of these columns.
pub(crate) fn table(columns: &[(&str, Kind)]) -> Table {
    Table::new("layer", columns.iter().map(|(name, kind)| Column::new(*name, *kind)).collect())
}
