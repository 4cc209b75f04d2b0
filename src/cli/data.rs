//! Data of the user's own: gazetteers and tables of disputed areas, named with
//! `--gazetteer` and `--worldview`.

use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use clap::Args;
use sha2::{Digest as _, Sha256};

use super::exit::Failure;
use super::mapped::bytes_of;
use super::say::Voice;
use crate::error::Error;
use crate::format::run::DataFile;
use crate::gazetteer::{Gazetteer, OwnPlaces, Worldview};

/// First bytes of an index.
const INDEX: &[u8] = b"DLGAZ\0\0";
/// Columns of a dump of GeoNames.
const DUMP_COLUMNS: usize = 19;
/// Lines of a file that are looked at for one of a dump.
const DUMP_LINES: usize = 20;

/// Options that name data.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct DataArgs {
    /// Own places: a .gaz file in place of the gazetteer inside, or a CSV or TSV (name,lat,lon,...) laid over it; repeatable
    #[arg(long, value_name = "FILE", global = true)]
    gazetteer: Vec<PathBuf>,
    /// Another table of disputed areas and their status, in the columns of gazetteer/disputed.tsv
    #[arg(long, value_name = "FILE", global = true)]
    worldview: Option<PathBuf>,
}

/// The places to read with, and which files they come from.
#[derive(Debug)]
pub(super) struct Data {
    /// The gazetteer with all that was laid over it.
    pub(super) gazetteer: Gazetteer,
    /// The files, as options name them.
    files: Vec<(&'static str, PathBuf)>,
}

impl DataArgs {
    /// Reads what the options name.
    ///
    /// # Errors
    /// Where a file cannot be read or is nothing of the kind.
    pub(super) fn open(&self, voice: Voice) -> Result<Data, Failure> {
        let kinds: Vec<Kind> = self.gazetteer.iter().map(|path| Kind::of(path)).collect::<Result<_, _>>()?;
        let mut base = None;
        for (path, _) in self.gazetteer.iter().zip(&kinds).filter(|(_, kind)| **kind == Kind::Index) {
            if base.is_some() {
                let message = format!("{}: a second index; only one can take the gazetteer's place", path.display());
                return Err(Failure::usage(message));
            }
            base = Some(open_index(path)?);
        }
        let mut gazetteer = base.map_or_else(Gazetteer::embedded, Ok)?;
        for (path, _) in self.gazetteer.iter().zip(&kinds).filter(|(_, kind)| **kind != Kind::Index) {
            let own = read_own(path, &gazetteer)?;
            tell(&own, voice);
            gazetteer.lay_over(&own)?;
        }
        if let Some(path) = &self.worldview {
            let text = std::fs::read_to_string(path).map_err(|why| Failure::io(path, "cannot read", &why))?;
            let worldview = Worldview::parse(&text).map_err(|why| match why {
                Error::Data { what, why } => Failure::new(format!("{}: {what}: {why}", path.display())),
                other => other.into(),
            })?;
            gazetteer = gazetteer.with_worldview(worldview);
        }
        Ok(Data { gazetteer, files: self.named() })
    }

    /// The files that are named, each with its option.
    pub(super) fn named(&self) -> Vec<(&'static str, PathBuf)> {
        let gazetteers = self.gazetteer.iter().map(|path| ("gazetteer", path.clone()));
        gazetteers.chain(self.worldview.iter().map(|path| ("worldview", path.clone()))).collect()
    }

    /// Name of the table of disputed areas, where one is given.
    pub(super) fn worldview(&self) -> Option<String> {
        let name = self.worldview.as_deref().and_then(Path::file_name);
        name.map(|name| name.to_string_lossy().into_owned())
    }
}

impl Data {
    /// Also counts a file among those that were read.
    pub(super) fn also(&mut self, option: &'static str, path: Option<&Path>) {
        self.files.extend(path.map(|path| (option, path.to_path_buf())));
    }

    /// The files with their hashes.
    ///
    /// # Errors
    /// Where one cannot be read again.
    pub(super) fn records(&self) -> Result<Vec<DataFile>, Failure> {
        self.files.iter().map(|(option, path)| record(option, path)).collect()
    }
}

fn record(option: &'static str, path: &Path) -> Result<DataFile, Failure> {
    let (sha256, bytes) = hash(path)?;
    // A whole path says where it lies on one machine only.
    let name = path.file_name().filter(|_| path.is_absolute()).unwrap_or(path.as_os_str());
    Ok(DataFile { option, file: name.to_string_lossy().replace('\\', "/"), sha256, bytes })
}

/// SHA-256 of a file in hexadecimal, and its length.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn hash(path: &Path) -> Result<(String, u64), Failure> {
    let unreadable = |why| Failure::io(path, "cannot read", &why);
    let mut file = File::open(path).map_err(unreadable)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    let mut bytes = 0;
    loop {
        let count = file.read(&mut buffer).map_err(unreadable)?;
        if count == 0 {
            break;
        }
        hash.update(&buffer[..count]);
        bytes += count as u64;
    }
    Ok((hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(), bytes))
}

/// What a file of places is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An index, of whatever version.
    Index,
    /// A table of own places.
    Table,
    /// A dump of GeoNames.
    Dump,
}

impl Kind {
    /// Looks at the beginning of a file; a dump is no gazetteer yet.
    fn of(path: &Path) -> Result<Self, Failure> {
        match Self::look(path)? {
            Self::Dump => {
                let remedy = "make an index of it: dateline gazetteer build FILE -o my.gaz";
                Err(Failure::new(format!("{}: a dump of GeoNames ({remedy})", path.display())))
            }
            kind => Ok(kind),
        }
    }

    /// What a file is, by its beginning.
    ///
    /// # Errors
    /// Where it cannot be read, or is packed.
    pub(super) fn look(path: &Path) -> Result<Self, Failure> {
        let unreadable = |why| Failure::io(path, "cannot read", &why);
        let mut head = Vec::new();
        let file = File::open(path).map_err(unreadable)?;
        file.take(1 << 16).read_to_end(&mut head).map_err(unreadable)?;
        let name = path.display();
        if head.starts_with(INDEX) {
            return Ok(Self::Index);
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\x1f\x8b") {
            return Err(Failure::new(format!("{name}: packed (unpack it first)")));
        }
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gaz")) {
            let remedy = "make it with `dateline gazetteer build`";
            return Err(Failure::new(format!("{name}: not an index of places ({remedy})")));
        }
        let mut lines = head.split(|byte| *byte == b'\n').peekable();
        let header = lines.peek().is_some_and(|line| is_header(line));
        // A dump whose first rows are broken is one all the same.
        let dump = !header && lines.take(DUMP_LINES).any(is_of_dump);
        Ok(if dump { Self::Dump } else { Self::Table })
    }
}

/// Whether a line names columns, as that of a table does.
fn is_header(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line).to_lowercase();
    line.contains("name") && line.contains("lat")
}

/// Whether a line is a row of a dump.
fn is_of_dump(line: &[u8]) -> bool {
    let mut cells = line.split(|byte| *byte == b'\t');
    let numbered = cells.next().is_some_and(|id| !id.is_empty() && id.iter().all(u8::is_ascii_digit));
    numbered && cells.count() == DUMP_COLUMNS - 1
}

/// Opens an index in place.
///
/// # Errors
/// Where it cannot be read or is of another version.
pub(super) fn open_index(path: &Path) -> Result<Gazetteer, Failure> {
    let unreadable = |why| Failure::io(path, "cannot read", &why);
    let file = File::open(path).map_err(unreadable)?;
    let bytes = bytes_of(&file).map_err(unreadable)?;
    Ok(Gazetteer::from_index(bytes, &path.to_string_lossy())?)
}

/// Reads a table of own places; `known` tells the codes of countries and
/// divisions.
///
/// # Errors
/// Where it cannot be read or has no columns for name and point.
pub(super) fn read_own(path: &Path, known: &Gazetteer) -> Result<OwnPlaces, Failure> {
    let mut file = File::open(path).map_err(|why| Failure::io(path, "cannot read", &why))?;
    file.rewind().ok();
    Ok(OwnPlaces::read(BufReader::with_capacity(1 << 16, file), &path.to_string_lossy(), known)?)
}

/// Says what is wrong with a table of own places.
pub(super) fn tell(own: &OwnPlaces, voice: Voice) {
    voice.warnings("warning: ", own.faults.iter().map(|fault| &fault.notice));
    let blank =
        if own.blank > 0 { format!(", rows without a point passed over: {}", own.blank) } else { String::new() };
    let places = if own.len() == 1 { "place" } else { "places" };
    voice.say(&format!("{}: {} own {places}{blank}", own.file, own.len()));
    if own.is_empty() && own.blank == 0 {
        voice.say(&format!("{}: no place could be read from it", own.file));
    }
}
