//! A file of rows that is read twice: once to see what it holds, once to use
//! it. Standard input is kept in a temporary file meanwhile.

use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, stdin};
use std::path::{Path, PathBuf};

use super::exit::Failure;
use crate::dataset::Wanted;
use crate::dataset::raw::{Source, Survey};
use crate::error;

/// Bytes that are read at once.
const BUFFER: usize = 1 << 18;

/// A file, open.
pub(super) struct InputRows {
    file: File,
    /// Its path; none of standard input.
    path: Option<PathBuf>,
    /// Whether it is a GeoPackage.
    database: bool,
    /// Which layer of it, where one is named.
    layer: Option<String>,
    /// As messages name it.
    pub(super) name: String,
}

/// How SQLite's files begin.
const DATABASE: &[u8] = b"SQLite format 3\0";

impl InputRows {
    /// Opens a file, standard input for `-`, or the incidents of a run's
    /// folder: the nested ones where `nested` asks for them.
    ///
    /// # Errors
    /// Where it cannot be read, or a folder is no run's.
    pub(super) fn open(name: &str, layer: Option<&str>, nested: bool) -> Result<Self, Failure> {
        if name == "-" {
            let kept = |why: &std::io::Error| Failure::io(Path::new("standard input"), "cannot keep", why);
            let mut file = tempfile::tempfile().map_err(|why| kept(&why))?;
            std::io::copy(&mut stdin().lock(), &mut file).map_err(|why| kept(&why))?;
            return Ok(Self { file, path: None, database: false, layer: None, name: name.to_owned() });
        }
        let path = inside(Path::new(name), nested)?;
        let mut file = File::open(&path).map_err(|why| Failure::io(&path, "cannot read", &why))?;
        let name = path.to_string_lossy().into_owned();
        let mut head = Vec::new();
        let read = file.by_ref().take(DATABASE.len() as u64).read_to_end(&mut head);
        read.map_err(|why| Failure::io(&path, "cannot read", &why))?;
        let (database, layer) = (head == DATABASE, layer.map(str::to_owned));
        if layer.is_some() && !database {
            return Err(Failure::usage(format!("--layer-in is for GeoPackages; {name} is none")));
        }
        Ok(Self { file, path: Some(path), database, layer, name })
    }

    /// Gives the file from its beginning to `use_it`.
    ///
    /// # Errors
    /// Those of `use_it`, and where the file cannot be read.
    pub(super) fn with<T>(&mut self, use_it: impl FnOnce(&mut Source<'_>) -> error::Result<T>) -> Result<T, Failure> {
        let shown = Path::new(&self.name);
        self.file.rewind().map_err(|why| Failure::io(shown, "cannot read twice", &why))?;
        if let Some(path) = self.path.as_deref().filter(|_| self.database) {
            return Ok(use_it(&mut Source::database(path, &self.name, self.layer.as_deref())?)?);
        }
        let mut reader = BufReader::with_capacity(BUFFER, self.file.by_ref());
        let mut source = Source::open(&mut reader, &self.name)?;
        Ok(use_it(&mut source)?)
    }

    /// What it holds.
    ///
    /// # Errors
    /// Where it cannot be read or holds no row.
    pub(super) fn survey(&mut self, wanted: &Wanted) -> Result<Survey, Failure> {
        self.with(|source| Survey::of(source, wanted))
    }

    /// Whether another path is this file.
    pub(super) fn is(&self, other: &Path) -> bool {
        let real = |path: &Path| path.canonicalize().ok();
        self.path.as_deref().and_then(real).is_some_and(|own| real(other) == Some(own))
    }
}

/// A file itself; of a run's folder, its incidents.
fn inside(path: &Path, nested: bool) -> Result<PathBuf, Failure> {
    if !path.is_dir() {
        return Ok(path.to_path_buf());
    }
    let names =
        if nested { ["incidents.jsonl", "incidents.geojson"] } else { ["incidents.geojson", "incidents.jsonl"] };
    let found = names.iter().map(|name| path.join(name)).find(|file| file.exists());
    found.ok_or_else(|| {
        let remedy = "name the files in it, or a folder that Dateline wrote";
        Failure::usage(format!("{}: a folder without incidents.geojson ({remedy})", path.display()))
    })
}
