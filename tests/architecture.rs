//! Holds the order of the layers and the habits that ARCHITECTURE.md promises.

use std::path::{Path, PathBuf};

/// The layers; each may use those before it.
const LAYERS: [&str; 21] = [
    "error",
    "text",
    "lexicon",
    "gazetteer",
    "grammar",
    "document",
    "temporal",
    "geoparse",
    "coding",
    "incident",
    "correct",
    "format",
    "scene",
    "render",
    "dataset",
    "export",
    "join",
    "pipeline",
    "score",
    "compare",
    "cli",
];

/// The longest file that is allowed, in lines.
const MAX_LINES: usize = 600;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `dir` with one of these endings, sorted.
fn files(dir: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(dir)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|p| p.is_file() && p.extension().is_some_and(|e| endings.iter().any(|w| e == *w)))
        .collect();
    found.sort();
    found
}

fn sources() -> Vec<(PathBuf, String)> {
    let src = root().join("src");
    let read = |p: PathBuf| {
        let text = std::fs::read_to_string(&p).unwrap();
        (p.strip_prefix(&src).unwrap().to_path_buf(), text)
    };
    files(&src, &["rs"]).into_iter().map(read).collect()
}

/// The layer of a file below `src`: its first folder, or its own name.
fn layer_of(file: &Path) -> Option<usize> {
    let first = file.components().next()?.as_os_str().to_str()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    LAYERS.iter().position(|l| *l == name)
}

/// The layers that a line of code names as `crate::layer` or `crate::{a, b}`.
fn named(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for rest in line.split("crate::").skip(1) {
        let group = rest.strip_prefix('{').map_or(rest, |r| r.split('}').next().unwrap_or(r));
        let parts = if rest.starts_with('{') { group.split(',').collect() } else { vec![group] };
        for part in parts {
            let end = part.trim().find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(part.trim().len());
            names.push(&part.trim()[..end]);
        }
    }
    names
}

/// The lines of a file that are code and not its tests, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..)
        .zip(text.lines())
        .take_while(|(_, l)| !l.starts_with("#[cfg(test)]"))
        .filter(|(_, l)| !l.trim_start().starts_with("//"))
}

#[test]
fn each_layer_uses_only_layers_before_it() {
    let mut broken = Vec::new();
    for (file, text) in sources() {
        let Some(own) = layer_of(&file) else { continue };
        for (number, line) in code(&text) {
            for name in named(line) {
                if LAYERS.iter().position(|l| *l == name).is_some_and(|used| used > own) {
                    broken.push(format!("src/{}:{number}: {} uses {name}", file.display(), LAYERS[own]));
                }
            }
        }
    }
    assert!(broken.is_empty(), "move the code down or pass plain data up:\n{}", broken.join("\n"));
}

#[test]
fn every_module_is_a_layer_and_every_layer_a_module() {
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut modules: Vec<&str> =
        lib.lines().filter_map(|l| l.strip_prefix("pub mod ")).filter_map(|l| l.strip_suffix(';')).collect();
    modules.sort_unstable();
    let mut layers = LAYERS.to_vec();
    layers.sort_unstable();
    assert_eq!(modules, layers, "name a new module in LAYERS, in its place, and in ARCHITECTURE.md");
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for layer in LAYERS {
        assert!(map.contains(&format!("`{layer}`")), "ARCHITECTURE.md does not tell of `{layer}`");
    }
}

#[test]
fn files_say_what_they_are_for_and_stay_short() {
    let mut broken = Vec::new();
    for folder in ["src", "tests", "gazetteer/codegen/src", "model/train/src"] {
        for file in files(&root().join(folder), &["rs"]) {
            let text = std::fs::read_to_string(&file).unwrap();
            let lines = text.lines().count();
            if !text.starts_with("//!") {
                broken.push(format!("{}: begin it with //! and what it is for", file.display()));
            }
            if lines > MAX_LINES {
                broken.push(format!("{}: {lines} lines; split it below {MAX_LINES}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn nothing_names_a_folder_of_one_machine() {
    // Written in two parts so that this file does not find itself.
    let folders = [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/Use", "rs/"), concat!("/wo", "rk/")];
    let mut broken = Vec::new();
    for folder in ["src", "tests", "lexicon", "gazetteer", "model", "output"] {
        for file in files(&root().join(folder), &["rs", "tsv", "toml", "md", "json", "geojson", "csv", "qml"]) {
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            for folder in folders {
                // A path begins at a space, quote or bracket; "network/" does not.
                let at = text.match_indices(folder).find(|(i, _)| {
                    text[..*i].chars().next_back().is_none_or(|c| c.is_whitespace() || "\"'`(=:".contains(c))
                });
                if at.is_some() {
                    broken.push(format!("{}: names {folder}", file.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_reader_of_imports_reads_imports() {
    assert_eq!(named("use crate::text::Span;"), ["text"]);
    assert_eq!(named("use crate::{error::Result, cli};"), ["error", "cli"]);
    assert_eq!(named("let x = crate::gazetteer::fold(a, crate::text::b());"), ["gazetteer", "text"]);
    assert_eq!(layer_of(Path::new("cli/mod.rs")), LAYERS.iter().position(|l| *l == "cli"));
    assert_eq!(layer_of(Path::new("error.rs")), Some(0));
    assert_eq!(layer_of(Path::new("main.rs")), None);
}
