//! Unpacks the committed data of `gazetteer/` and indexes it into the build
//! folder, from where the library includes it and uses it in place.

#[allow(dead_code)] // The library reads what is written here.
#[path = "src/gazetteer/blocks.rs"]
mod blocks;
#[allow(dead_code)] // The maker writes what is read here.
#[path = "src/gazetteer/columns.rs"]
mod columns;
#[allow(dead_code)] // The library holds names against keys.
#[path = "src/gazetteer/fold.rs"]
mod fold;
#[allow(dead_code)] // The library hashes words as they stand in a text.
#[path = "src/gazetteer/hash.rs"]
mod hash;
#[path = "src/gazetteer/lay.rs"]
mod lay;
#[allow(dead_code)] // The library reads what is written here.
#[path = "src/gazetteer/layout.rs"]
mod layout;
#[path = "src/gazetteer/packed.rs"]
mod packed;
#[path = "src/gazetteer/rows.rs"]
mod rows;
#[allow(dead_code)] // The library reads what is written here.
#[path = "src/gazetteer/sieve.rs"]
mod sieve;
#[allow(unreachable_pub)] // The library shows some of it.
#[path = "src/gazetteer/spill.rs"]
mod spill;
#[path = "src/gazetteer/stored.rs"]
mod stored;
#[path = "src/gazetteer/translit.rs"]
mod translit;
#[path = "src/gazetteer/write.rs"]
mod write;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("cargo::error={why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").ok_or("no CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    for watched in [
        "build.rs",
        "gazetteer/places.cols.xz",
        "gazetteer/supplement.tsv",
        "gazetteer/borders.tsv",
        "gazetteer/basemap.bin.xz",
        "gazetteer/areas.bin.xz",
    ] {
        println!("cargo::rerun-if-changed={watched}");
    }
    for data in ["gazetteer", "lexicon", "model"] {
        println!("cargo::rerun-if-changed={data}");
        let digest = digest(&root.join(data))?;
        println!("cargo::rustc-env=DATELINE_{}_SHA256={digest}", data.to_uppercase());
    }
    for shared in [
        "blocks", "columns", "fold", "hash", "lay", "layout", "packed", "rows", "sieve", "spill", "stored", "translit",
        "write",
    ] {
        println!("cargo::rerun-if-changed=src/gazetteer/{shared}.rs");
    }
    weights(&root.join("model"), &out)?;
    shapes(&root.join("gazetteer"), &out)?;
    gazetteer(&root.join("gazetteer"), &out)
}

/// `basemap.bin`: coasts, borders, waters and disputed lines; `areas.bin`:
/// areas of divisions.
fn shapes(data: &Path, out: &Path) -> Result<()> {
    let word: lay::Word = match std::env::var("CARGO_CFG_TARGET_ENDIAN").as_deref() {
        Ok("big") => u32::to_be_bytes,
        _ => u32::to_le_bytes,
    };
    let packed = |name: &str| unpack(&data.join(format!("{name}.bin.xz")));
    for (name, laid) in
        [("basemap", lay::basemap(&packed("basemap")?, word)?), ("areas", lay::areas(&packed("areas")?, word)?)]
    {
        let path = out.join(format!("{name}.bin"));
        std::fs::write(&path, laid).map_err(|e| format!("{}: cannot write: {e}", path.display()))?;
    }
    Ok(())
}

/// `tagger.bin`, `parser.bin`: the weights of the grammar.
fn weights(data: &Path, out: &Path) -> Result<()> {
    for name in ["tagger", "parser"] {
        println!("cargo::rerun-if-changed=model/{name}.bin.xz");
        let path = out.join(format!("{name}.bin"));
        let bytes = unpack(&data.join(format!("{name}.bin.xz")))?;
        std::fs::write(&path, bytes).map_err(|e| format!("{}: cannot write: {e}", path.display()))?;
    }
    Ok(())
}

/// What the index says of its origin.
const ABOUT: &str = "\
from\tgazetteer/places.cols.xz, gazetteer/supplement.tsv, gazetteer/borders.tsv
attribution\tContains data from GeoNames (geonames.org), CC BY 4.0, modified. Made with Natural Earth.
";

/// `gazetteer.idx`: the index of places.
fn gazetteer(data: &Path, out: &Path) -> Result<()> {
    let mut places = stored::places(&unpack(&data.join("places.cols.xz"))?)?;
    let core = places.len();
    let supplement = data.join("supplement.tsv");
    rows::lay_over(&mut places, rows::supplement(&text(&supplement)?)?)?;
    let borders = rows::borders(&text(&data.join("borders.tsv"))?, &places)?;
    let last = borders.len();
    places.extend(borders);
    let path = out.join("gazetteer.idx");
    std::fs::write(&path, write::index(&places, core, last, ABOUT)?)
        .map_err(|e| format!("{}: cannot write: {e}", path.display()))
}

/// SHA-256 of the data files of a folder: of each, in order of the names, the
/// name below the folder and the bytes, each with its length before it.
fn digest(folder: &Path) -> Result<String> {
    use sha2::Digest as _;

    let mut files = Vec::new();
    data_files(folder, folder, &mut files)?;
    files.sort();
    let mut hash = sha2::Sha256::new();
    for name in &files {
        let path = folder.join(name);
        let bytes = std::fs::read(&path).map_err(|e| format!("{}: cannot read: {e}", path.display()))?;
        for part in [name.as_bytes(), &bytes] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    Ok(hash.finalize().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}")))
}

/// Names of the data files below `folder`; sources and explanations are none.
fn data_files(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<()> {
    let unreadable = |e: std::io::Error| format!("{}: cannot read: {e}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let is_data = path.extension().is_some_and(|e| ["tsv", "toml", "xz"].iter().any(|data| e == *data));
        let is_maker = path.file_name().is_some_and(|n| n == "codegen" || n == "train");
        if path.is_dir() && !is_maker {
            data_files(root, &path, files)?;
        } else if path.is_file() && is_data {
            let name = path.strip_prefix(root).map_err(|e| e.to_string())?;
            files.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: cannot read: {e}", path.display()))
}

fn unpack(path: &Path) -> Result<Vec<u8>> {
    let packed = std::fs::read(path).map_err(|e| format!("{}: cannot read: {e}", path.display()))?;
    let mut bytes = Vec::new();
    lzma_rust2::XzReader::new(&packed[..], false)
        .read_to_end(&mut bytes)
        .map_err(|e| format!("{}: cannot unpack: {e}", path.display()))?;
    Ok(bytes)
}
