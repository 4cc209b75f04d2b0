//! Output files: written whole or not at all. Everything goes into a staging
//! folder beside its place first and is then renamed, so that a run that fails
//! leaves what was there before.

use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::data::hash;
use super::exit::Failure;
use crate::export::Format;
use crate::format::run::{OutputRecord, is_ours};

/// Name of the record by which a folder of ours is known.
pub(super) const RUN_RECORD: &str = "run.json";

/// A folder, or the folder of one file, that is being written.
#[derive(Debug)]
pub(super) struct Staging {
    target: PathBuf,
    inside: Option<TempDir>,
    names: Vec<String>,
    /// Those that may only take the place of a file with the same bytes.
    guarded: Vec<String>,
    /// Folders made for the target, innermost first; unmade when it fails.
    made: Vec<PathBuf>,
}

/// Name of the record of a folder that `join` wrote.
pub(super) const JOIN_RECORD: &str = "join.json";

/// Whether a folder holds what Dateline wrote.
pub(super) fn is_output(folder: &Path) -> bool {
    let small = |record: &Path| fs::metadata(record).is_ok_and(|m| m.is_file() && m.len() < 256 * 1024 * 1024);
    let ours = |record: &Path| small(record) && fs::read(record).is_ok_and(|json| is_ours(&json));
    [RUN_RECORD, JOIN_RECORD].iter().any(|name| ours(&folder.join(name)))
}

impl Staging {
    /// Opens a folder to write into; makes it where there is none.
    ///
    /// # Errors
    /// When the folder is someone else's and not empty, or cannot be written.
    pub(super) fn folder(folder: &Path, force: bool) -> Result<Self, Failure> {
        if folder.is_file() {
            let message =
                format!("{}: is a file; -o takes a folder, or NAME.geojson, NAME.csv, NAME.jsonl", folder.display());
            return Err(Failure::usage(message));
        }
        if !force && folder.is_dir() && !is_output(folder) && !is_empty(folder)? {
            let message = format!(
                "{}: holds files that are not Dateline's own (choose another folder with -o, or --force to write among them)",
                folder.display()
            );
            return Err(Failure::new(message));
        }
        Self::open(folder)
    }

    /// Opens the folder of one file. `ours` tells by its first bytes whether an
    /// existing file was written by Dateline.
    ///
    /// # Errors
    /// When the file is someone else's, or its folder cannot be written.
    pub(super) fn file(path: &Path, force: bool, ours: impl Fn(&[u8]) -> bool) -> Result<Self, Failure> {
        if path.is_dir() {
            return Err(Failure::usage(format!("{}: is a folder; give another name with -o", path.display())));
        }
        if !force && path.exists() && !ours(&first_bytes(path)?) {
            return Err(foreign(path));
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self::open(folder)
    }

    /// Opens the folder of one file of rows. Where the format does not tell
    /// whether an existing one was written by Dateline, it is Dateline's own if
    /// nothing would change.
    ///
    /// # Errors
    /// When the file is someone else's, or its folder cannot be written.
    pub(super) fn rows(path: &Path, force: bool, format: Format) -> Result<Self, Failure> {
        let ours = format.is_ours(path);
        let mut staging = Self::file(path, force, |_| ours != Some(false))?;
        if !force && ours.is_none() {
            staging.guarded.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
        Ok(staging)
    }

    /// Lets a file take the place of another only if that has the same bytes.
    pub(super) fn guard(&mut self, name: &str) {
        self.guarded.push(name.to_owned());
    }

    /// Stages nothing, for output that goes to no file.
    pub(super) fn nowhere() -> Self {
        Self { target: PathBuf::new(), inside: None, names: Vec::new(), guarded: Vec::new(), made: Vec::new() }
    }

    fn open(folder: &Path) -> Result<Self, Failure> {
        let made: Vec<PathBuf> = folder
            .ancestors()
            .take_while(|a| !a.as_os_str().is_empty() && !a.exists())
            .map(Path::to_path_buf)
            .collect();
        let mut staging =
            Self { target: folder.to_path_buf(), inside: None, names: Vec::new(), guarded: Vec::new(), made };
        fs::create_dir_all(folder).map_err(|why| Failure::io(folder, "cannot make the folder", &why))?;
        let inside = tempfile::Builder::new()
            .prefix(".dateline-")
            .tempdir_in(folder)
            .map_err(|why| Failure::io(folder, "cannot write", &why))?;
        staging.inside = Some(inside);
        Ok(staging)
    }

    /// Begins one of the files.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn create(&mut self, name: &str) -> Result<BufWriter<File>, Failure> {
        let path = self.path(name);
        let file = File::create(&path).map_err(|why| Failure::io(&self.target.join(name), "cannot write", &why))?;
        self.names.push(name.to_owned());
        Ok(BufWriter::with_capacity(1 << 16, file))
    }

    /// The place of one of the files, for writers that make it themselves.
    pub(super) fn place(&mut self, name: &str) -> PathBuf {
        self.names.push(name.to_owned());
        self.path(name)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.inside.as_ref().map_or_else(|| self.target.join(name), |inside| inside.path().join(name))
    }

    /// Writes one of the files.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn write(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
    ) -> Result<(), Failure> {
        let shown = self.target.join(name);
        let mut file = self.create(name)?;
        write(&mut file).and_then(|()| file.flush()).map_err(|why| Failure::io(&shown, "cannot write", &why))
    }

    /// The files written so far, sorted by name.
    ///
    /// # Errors
    /// When one cannot be read again.
    pub(super) fn records(&self) -> Result<Vec<OutputRecord>, Failure> {
        let record = |name: &String| {
            let (sha256, bytes) = hash(&self.path(name))?;
            Ok(OutputRecord { file: name.clone(), sha256, bytes })
        };
        let mut records = self.names.iter().map(record).collect::<Result<Vec<_>, Failure>>()?;
        records.sort();
        Ok(records)
    }

    /// Puts all files in their places, the last one last; tells how many.
    ///
    /// # Errors
    /// When one cannot be put there.
    pub(super) fn commit(mut self) -> Result<usize, Failure> {
        // What would fail halfway is found before anything is put in place.
        for name in &self.names {
            let to = self.target.join(name);
            if to.is_dir() {
                return Err(Failure::new(format!("{}: a folder has this name (move it away)", to.display())));
            }
            if self.guarded.contains(name) && to.exists() && hash(&to)? != hash(&self.path(name))? {
                return Err(foreign(&to));
            }
        }
        for name in &self.names {
            let (from, to) = (self.path(name), self.target.join(name));
            fs::rename(from, &to).map_err(|why| Failure::io(&to, "cannot write", &why))?;
        }
        self.made.clear();
        Ok(self.names.len())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        drop(self.inside.take());
        for folder in &self.made {
            // Only an empty folder goes: whatever else is in it stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

fn foreign(path: &Path) -> Failure {
    Failure::new(format!(
        "{}: exists and is not Dateline's own (choose another name with -o, or --force to overwrite it)",
        path.display()
    ))
}

fn is_empty(folder: &Path) -> Result<bool, Failure> {
    let mut entries = fs::read_dir(folder).map_err(|why| Failure::io(folder, "cannot read", &why))?;
    Ok(entries.next().is_none())
}

fn first_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|why| Failure::io(path, "cannot read", &why))?;
    file.take(4096).read_to_end(&mut bytes).map_err(|why| Failure::io(path, "cannot read", &why))?;
    Ok(bytes)
}

/// Puts a text in the place of a file: whole, or the file stays as it was.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write_whole(path: &Path, text: &str) -> Result<(), Failure> {
    let cannot_write = |why: &std::io::Error| Failure::io(path, "cannot write", why);
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file =
        tempfile::Builder::new().prefix(".dateline-").tempfile_in(folder).map_err(|why| cannot_write(&why))?;
    file.write_all(text.as_bytes()).map_err(|why| cannot_write(&why))?;
    if let Ok(old) = fs::metadata(path) {
        // The file stays as open to others as it was.
        let _ = file.as_file().set_permissions(old.permissions());
    } else {
        readable_by_all(file.as_file());
    }
    file.persist(path).map(|_| ()).map_err(|why| cannot_write(&why.error))
}

/// A temporary file is for its owner only; an index is as open as other files.
pub(super) fn readable_by_all(file: &File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let _ = file.set_permissions(std::fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = file;
}
