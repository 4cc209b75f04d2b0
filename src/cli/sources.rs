//! Which files are meant: arguments become a list of files, in an order that
//! does not depend on the file system.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use globset::GlobBuilder;
use walkdir::{DirEntry, WalkDir};

use super::exit::Failure;
use super::outfile::is_output;
use crate::document::container::Manifest;
use crate::document::decode;
use crate::error::Notice;

/// The manifest that is used unasked in a given folder.
const MANIFEST: &str = "manifest.csv";

/// Files of corrections that are used unasked in a given folder.
const CORRECTIONS: [&str; 2] = ["corrections.csv", "corrections.jsonl"];

/// What a file holds, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One report as plain text.
    Text,
    /// One report as Markdown.
    Markdown,
    /// One report as a web page.
    Html,
    /// One report a line.
    JsonLines,
    /// One report a row.
    Csv,
}

/// Where the bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// A file to read.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Where it is.
    pub(super) place: Place,
    /// Its path below the folder or argument that was named, with `/`.
    pub(super) id: String,
    /// What it holds.
    pub(super) kind: Kind,
    /// A manifest that may know it, and its name there.
    pub(super) manifest: Option<(Arc<Manifest>, String)>,
}

/// A manifest that was read, for the record of the inputs.
#[derive(Debug, Clone)]
pub(super) struct ManifestFile {
    /// Its path below the folder that was named.
    pub(super) id: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// All files to read.
#[derive(Debug, Default)]
pub(super) struct Sources {
    /// In the order in which they are read.
    pub(super) files: Vec<Source>,
    /// Manifests in use.
    pub(super) manifests: Vec<ManifestFile>,
    /// Arguments and files that cannot be read, and why.
    pub(super) not_read: Vec<Notice>,
    /// What else is odd.
    pub(super) odd: Vec<Notice>,
    /// Files of corrections found in given folders, with their names there.
    pub(super) corrections: Vec<(PathBuf, String)>,
    seen: BTreeSet<PathBuf>,
}

/// Finds the files that the arguments name.
///
/// # Errors
/// When the manifest that was named cannot be used.
pub(super) fn find(arguments: &[String], manifest: Option<&Path>) -> Result<Sources, Failure> {
    let mut sources = Sources::default();
    for argument in arguments {
        sources.argument(argument);
    }
    if let Some(path) = manifest {
        sources.named_manifest(path)?;
    }
    Ok(sources)
}

/// The kind of a file by its ending; `None` for one that is no report.
fn kind(path: &Path) -> Option<Kind> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "txt" | "text" => Some(Kind::Text),
        "md" | "markdown" => Some(Kind::Markdown),
        "html" | "htm" | "xhtml" => Some(Kind::Html),
        "jsonl" | "ndjson" => Some(Kind::JsonLines),
        "csv" | "tsv" => Some(Kind::Csv),
        _ => None,
    }
}

/// Files that are likely reports, in a form that is not read.
fn is_foreign_document(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    matches!(ending.as_deref(), Some("pdf" | "doc" | "docx" | "odt" | "rtf" | "eml" | "msg" | "epub" | "xlsx" | "xls"))
}

/// A path with `/`, whatever the system's own separator.
fn with_slashes(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        Component::ParentDir => Some("..".into()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

impl Sources {
    /// Bytes of all files; unknown where standard input is among them.
    pub(super) fn bytes(&self) -> Option<u64> {
        let size = |place: &Place| match place {
            Place::File(path) => Some(std::fs::metadata(path).map_or(0, |m| m.len())),
            Place::Stdin => None,
        };
        self.files.iter().map(|f| size(&f.place)).sum()
    }

    /// Leaves out a file that is no report though it lies among them.
    pub(super) fn pass_over(&mut self, file: &Path) {
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let other = real(file);
        self.files.retain(|source| !matches!(&source.place, Place::File(path) if real(path) == other));
        self.corrections.retain(|(path, _)| real(path) != other);
    }

    fn argument(&mut self, argument: &str) {
        let path = Path::new(argument);
        if argument == "-" {
            self.files.push(Source { place: Place::Stdin, id: "-".to_owned(), kind: Kind::Text, manifest: None });
        } else if path.is_dir() {
            self.folder(path);
        } else if path.exists() {
            self.file(path, file_name(path), kind(path).unwrap_or(Kind::Text), None);
        } else if argument.contains(['*', '?', '[', '{']) {
            self.glob(argument);
        } else {
            let remedy = "check the name; a folder, a file, a glob in quotes, or - is expected";
            self.not_read.push(Notice::new(argument, "no such file or folder", remedy));
        }
    }

    fn file(&mut self, path: &Path, id: String, kind: Kind, manifest: Option<(Arc<Manifest>, String)>) {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        // The same file by two arguments is one report.
        if self.seen.insert(real) {
            self.files.push(Source { place: Place::File(path.to_path_buf()), id, kind, manifest });
        }
    }

    fn folder(&mut self, folder: &Path) {
        let shown = folder.display().to_string();
        if is_output(folder) {
            let what = "is Dateline's own output (it holds a run.json), not reports";
            self.not_read.push(Notice::new(shown, what, "name the folder with the reports"));
            return;
        }
        let before = self.files.len() + self.not_read.len();
        let manifest = self.folder_manifest(folder);
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|e| !is_passed_over(e));
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => self.found(folder, entry.path(), manifest.as_ref()),
                Err(why) => {
                    let path = why.path().unwrap_or(folder);
                    let id = with_slashes(path.strip_prefix(folder).unwrap_or(path));
                    // The words of the system alone: the path is told already.
                    let why = why.io_error().map_or_else(|| why.to_string(), ToString::to_string);
                    self.not_read.push(Notice::new(id, format!("cannot read: {why}"), "check its permissions"));
                }
            }
        }
        if self.files.len() + self.not_read.len() == before {
            let remedy = "put .txt, .md, .html, .jsonl or .csv files into it";
            self.not_read.push(Notice::new(shown, "a folder without reports", remedy));
        }
        if let Some(manifest) = manifest {
            let used = |name: &str| self.files.iter().any(|f| f.id == name);
            for name in manifest.rows.keys().filter(|name| !used(name)) {
                let what = format!("names {name}, which is not in the folder");
                self.odd.push(Notice::new(MANIFEST, what, "check the name; it is the path below the folder"));
            }
        }
    }

    /// A file found in a folder.
    fn found(&mut self, folder: &Path, path: &Path, manifest: Option<&Arc<Manifest>>) {
        let id = with_slashes(path.strip_prefix(folder).unwrap_or(path));
        if id == MANIFEST && manifest.is_some() {
            return;
        }
        if CORRECTIONS.contains(&id.as_str()) {
            self.corrections.push((path.to_path_buf(), id));
            return;
        }
        if let Some(kind) = kind(path) {
            let known = manifest.map(|m| (Arc::clone(m), id.clone()));
            self.file(path, id, kind, known);
        } else if is_foreign_document(path) {
            let remedy = "save it as plain text or HTML first";
            self.not_read.push(Notice::new(id, "a document in a form that is not read", remedy));
        }
    }

    fn folder_manifest(&mut self, folder: &Path) -> Option<Arc<Manifest>> {
        let path = folder.join(MANIFEST);
        if !path.is_file() {
            return None;
        }
        match self.manifest(&path, MANIFEST) {
            Ok(manifest) => Some(Arc::new(manifest)),
            Err(notice) => {
                self.not_read.push(notice);
                None
            }
        }
    }

    fn manifest(&mut self, path: &Path, id: &str) -> Result<Manifest, Notice> {
        let bytes = std::fs::read(path)
            .map_err(|why| Notice::new(id, format!("cannot read: {why}"), "check its permissions"))?;
        let decoded = decode(&bytes).map_err(|odd| odd.of(id))?;
        let mut manifest = Manifest::read(id, &decoded.text)?;
        self.odd.append(&mut manifest.notices);
        self.manifests.push(ManifestFile { id: id.to_owned(), bytes });
        Ok(manifest)
    }

    /// Gives all files the manifest of `--manifest`, whose names are paths
    /// below its own folder, or ids.
    fn named_manifest(&mut self, path: &Path) -> Result<(), Failure> {
        let id = file_name(path);
        let manifest = Arc::new(self.manifest(path, &id).map_err(|n| Failure::usage(n.to_string()))?);
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        let mut used = BTreeSet::new();
        for source in &mut self.files {
            let below = match &source.place {
                Place::File(file) => {
                    file.canonicalize().ok().and_then(|f| f.strip_prefix(&folder).map(with_slashes).ok())
                }
                Place::Stdin => None,
            };
            let name = below.filter(|n| manifest.rows.contains_key(n)).unwrap_or_else(|| source.id.clone());
            if manifest.rows.contains_key(&name) {
                used.insert(name.clone());
                source.manifest = Some((Arc::clone(&manifest), name));
            }
        }
        for name in manifest.rows.keys().filter(|name| !used.contains(*name)) {
            let what = format!("names {name}, which is none of the reports");
            self.odd.push(Notice::new(&id, what, "check the name; it is the path below the manifest's folder"));
        }
        Ok(())
    }

    fn glob(&mut self, pattern: &str) {
        let matcher = match GlobBuilder::new(pattern).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(why) => {
                self.not_read.push(Notice::new(pattern, format!("not a glob: {}", why.kind()), "check the brackets"));
                return;
            }
        };
        let base = fixed_part(pattern);
        let entries = WalkDir::new(if base.as_os_str().is_empty() { Path::new(".") } else { &base })
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|e| !is_passed_over(e));
        let mut found = false;
        for entry in entries.filter_map(Result::ok).filter(|e| !e.file_type().is_dir()) {
            let path = entry.path().strip_prefix(".").unwrap_or(entry.path());
            if matcher.is_match(path) {
                found = true;
                let id = with_slashes(path.strip_prefix(&base).unwrap_or(path));
                if CORRECTIONS.contains(&id.as_str()) {
                    self.corrections.push((path.to_path_buf(), id));
                    continue;
                }
                self.file(path, id, kind(path).unwrap_or(Kind::Text), None);
            }
        }
        if !found {
            self.not_read.push(Notice::new(pattern, "no file fits the pattern", "check the pattern"));
        }
    }
}

/// The folders of a pattern before its first wildcard.
fn fixed_part(pattern: &str) -> PathBuf {
    let mut base = PathBuf::new();
    let parts: Vec<Component<'_>> = Path::new(pattern).components().collect();
    for part in parts.iter().take(parts.len().saturating_sub(1)) {
        if part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']) {
            break;
        }
        base.push(part);
    }
    base
}

/// Hidden files and folders, and folders that Dateline wrote.
fn is_passed_over(entry: &DirEntry) -> bool {
    let hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    hidden || (entry.depth() > 0 && entry.file_type().is_dir() && is_output(entry.path()))
}
