//! Learns the weights of the tagger and the parser from treebanks, and with
//! `places` those of the clues to place names ([`places`]).
//!
//! `cargo run --release -p model-train [-- [--check] [TREEBANKS]]` writes
//! `model/*.bin.xz`; `--check` only compares them with what it would write.
//! TREEBANKS is a folder with `{ewt,gum}.{train,test}.conllu`, by default
//! `../shared/corpora/ud`; without them `--check` says so and passes. The same
//! treebanks give the same bytes.

mod agency;
mod conllu;
mod parser;
mod perceptron;
mod places;
mod tagger;
mod views;

/// The features and the decoding, as the program itself runs them.
#[path = "../../../src/grammar/model/mod.rs"]
#[allow(dead_code)]
mod model;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use conllu::Tree;

type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    let given: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if let [first, folder, out @ ..] = given.as_slice()
        && first.as_os_str() == "places"
    {
        return ended(places::run(folder, out.first().map(PathBuf::as_path)));
    }
    let mut check = false;
    let mut folder = PathBuf::from("../shared/corpora/ud");
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--check" => check = true,
            other => folder = PathBuf::from(other),
        }
    }
    if check && !folder.is_dir() {
        println!("model-train: skipped: no folder {} with the treebanks ewt and gum", folder.display());
        return ExitCode::SUCCESS;
    }
    ended(run(&folder, check))
}

fn ended(result: Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("model-train: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, check: bool) -> Result<()> {
    let start = Instant::now();
    let banks = Banks::read(folder)?;
    println!("{} training sentences read in {:.1} s", banks.train.len(), start.elapsed().as_secs_f64());

    let start = Instant::now();
    let tagger = tagger::train(&banks.train);
    let table = open(&tagger)?;
    println!("tagger learned in {:.1} s", start.elapsed().as_secs_f64());
    for (name, trees) in banks.tests() {
        tagger::report(name, &trees, &table);
    }
    let start = Instant::now();
    let tagged = tagger::jackknifed(&banks.train)?;
    println!("training sentences tagged by others in {:.1} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let parser = parser::train(&tagged);
    println!("parser learned in {:.1} s", start.elapsed().as_secs_f64());
    let (arcs, rest) = model::table::Table::open(&parser).map_err(|broken| broken.0.to_owned())?;
    let tables = (arcs, open(rest)?);
    for (name, trees) in banks.tests() {
        parser::report(name, &trees, &table, &tables);
    }
    keep("model/tagger.bin.xz", &tagger, check)?;
    keep("model/parser.bin.xz", &parser, check)
}

/// The treebanks.
struct Banks {
    train: Vec<Tree>,
    ewt: Vec<Tree>,
    gum: Vec<Tree>,
}

impl Banks {
    fn read(folder: &Path) -> Result<Self> {
        let read = |name: &str| conllu::read(&folder.join(name));
        let mut train = read("ewt.train.conllu")?;
        train.extend(read("gum.train.conllu")?);
        train.extend(agency::sentences()?);
        Ok(Self { train, ewt: read("ewt.test.conllu")?, gum: read("gum.test.conllu")? })
    }

    /// The test parts by name: as they stand and as Dateline's tokens.
    fn tests(&self) -> Vec<(&'static str, Vec<Tree>)> {
        let news: Vec<Tree> = self.gum.iter().filter(|t| t.document.contains("_news_")).cloned().collect();
        let joined = |trees: &[Tree]| trees.iter().map(views::joined).collect::<Vec<_>>();
        let upper = |trees: &[Tree]| joined(trees).iter().map(views::upper).collect::<Vec<_>>();
        vec![
            ("EWT", self.ewt.clone()),
            ("GUM", self.gum.clone()),
            ("GUM news", news.clone()),
            ("EWT, Dateline's tokens", joined(&self.ewt)),
            ("GUM news, Dateline's tokens", joined(&news)),
            ("GUM NEWS, ALL CAPITALS", upper(&news)),
            ("GUM News, Headlines", joined(&news).iter().map(views::title).collect()),
        ]
    }
}

fn open(bytes: &[u8]) -> Result<model::table::Table<'_>> {
    model::table::Table::open(bytes).map(|(table, _)| table).map_err(|broken| broken.0.to_owned())
}

/// Writes the weights, or compares them with those written before.
fn keep(path: &str, bytes: &[u8], check: bool) -> Result<()> {
    let packed = pack(bytes).map_err(|e| format!("{path}: cannot compress: {e}"))?;
    println!("{path}: {} bytes, {} compressed", bytes.len(), packed.len());
    if !check {
        return fs::write(path, &packed).map_err(|e| format!("{path}: cannot write: {e}"));
    }
    let before = fs::read(path).map_err(|e| format!("{path}: cannot read: {e}"))?;
    if before == packed { Ok(()) } else { Err(format!("{path} is stale: run the trainer without --check")) }
}

fn pack(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(6))?;
    writer.write_all(bytes)?;
    writer.finish()
}
