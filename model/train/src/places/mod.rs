//! Learns what each clue weighs in taking a name for a place
//! (`lexicon/en/place_weights.tsv`) from reports whose place names are marked.
//!
//! `cargo run --release -p model-train -- places FOLDER [OUT]` reads
//! `{trnews,lgl,geowebnews,geovirus,tudloc}.dev.jsonl`, learns from all but the
//! last (its licence forbids commercial use), and writes the table. With OUT it
//! also writes what five models, each learned without the newspapers that it
//! then reads, find in the reports: one file a corpus, to be scored.

mod fit;
mod gold;
mod sense;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dateline::format::stream::{PlacesLine, StreamToponym};
use dateline::gazetteer::Gazetteer;
use dateline::geoparse;
use dateline::lexicon::Lexicon;
use dateline::lexicon::place_weights::{Clue, PlaceWeights};
use dateline::lexicon::sense_weights::Sign;
use rayon::prelude::*;

use crate::Result;
use fit::{Example, fit};
use gold::Gold;
use sense::Choices;

/// The corpora, and whether they are learned from.
const CORPORA: [(&str, bool); 5] =
    [("trnews", true), ("lgl", true), ("geowebnews", true), ("geovirus", true), ("tudloc", false)];
/// How many models share the work of reading what they have not learned from.
const FOLDS: u64 = 5;
/// Clues of nearness and of other mentions depend on the weights: so many times
/// the weights are learned from clues read with the last ones.
const ROUNDS: usize = 4;
const CLUES: &str = "lexicon/en/place_weights.tsv";
const SIGNS: &str = "lexicon/en/sense_weights.tsv";

/// Learns the weights and writes the table; `out` takes the predictions of the
/// five models.
///
/// # Errors
/// When a corpus or the table cannot be read or written.
pub(crate) fn run(folder: &Path, out: Option<&Path>) -> Result<()> {
    let lexicon = Lexicon::english().map_err(|e| e.to_string())?;
    let gazetteer = Gazetteer::embedded().map_err(|e| e.to_string())?;
    let mut golds = Vec::new();
    for (corpus, learned) in CORPORA {
        golds.extend(gold::read(&folder.join(format!("{corpus}.dev.jsonl")), corpus, learned, &lexicon)?);
    }
    if let Some(out) = out {
        fs::create_dir_all(out).map_err(|e| format!("{}: {e}", out.display()))?;
        cross(&golds, &lexicon, &gazetteer, out)?;
    }
    let learned = learn(&golds, &lexicon, &gazetteer, None);
    let weight =
        |name: &str| Clue::ALL.iter().find(|(_, n)| *n == name).map_or(0.0, |(c, _)| learned.place_weights.of(*c));
    let clues: Vec<(&str, f32)> = Clue::weight_names().into_iter().map(|name| (name, weight(name))).collect();
    let signs: Vec<(&str, f32)> = Sign::ALL.iter().map(|(s, name)| (*name, learned.sense_weights.of(*s))).collect();
    keep(CLUES, "What each clue weighs in taking a name for a place", "clue", &clues)?;
    keep(SIGNS, "What each sign weighs in choosing among the places of a name", "sign", &signs)
}

/// A lexicon with weights learned from all reports that are learned from, but
/// those of a fold.
fn learn(golds: &[Gold], lexicon: &Lexicon, gazetteer: &Gazetteer, without: Option<u64>) -> Lexicon {
    let golds: Vec<&Gold> = golds.iter().filter(|g| g.learned && without != Some(g.fold(FOLDS))).collect();
    let mut lexicon = lexicon.clone();
    sense::set(&mut lexicon, &sense::start());
    for round in 0..ROUNDS {
        let names: Vec<Choices> = golds.par_iter().flat_map_iter(|g| sense::choices(g, gazetteer, &lexicon)).collect();
        let signs = sense::fit(&names);
        sense::set(&mut lexicon, &signs);
        let examples: Vec<Example> = golds.par_iter().flat_map_iter(|g| examples(g, gazetteer, &lexicon)).collect();
        let clues = fit(&examples);
        let at = |name: &str| Clue::weight_names().iter().position(|n| *n == name);
        lexicon.place_weights = PlaceWeights::new(|name| at(name).map_or(0.0, |i| clues[i] as f32));
        if without.is_none() {
            let (round, right, f1) = (round + 1, sense::accuracy(&names, &signs), fit::f1(&examples, &clues));
            println!(
                "round {round}: {} ambiguous names, {right:.3} right; {} names, F1 {f1:.3}",
                names.len(),
                examples.len()
            );
        }
    }
    lexicon
}

fn examples(gold: &Gold, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<Example> {
    let weighed = geoparse::weigh(&gold.document, gazetteer, lexicon);
    let names = Clue::weight_names();
    let named = |name: &str| names.iter().position(|n| *n == name);
    weighed
        .iter()
        .filter_map(|w| {
            let right = gold.judge(w)?;
            let mut values = vec![0.0; names.len()];
            for (name, value) in &w.clues {
                values[named(name)?] += f64::from(*value);
            }
            Some(Example { values, right })
        })
        .collect()
}

/// Five models, each reading what it has not learned from.
fn cross(golds: &[Gold], lexicon: &Lexicon, gazetteer: &Gazetteer, out: &Path) -> Result<()> {
    let models: Vec<Lexicon> = (0..FOLDS).map(|fold| learn(golds, lexicon, gazetteer, Some(fold))).collect();
    for (corpus, _) in CORPORA {
        let own: Vec<&Gold> = golds.iter().filter(|g| g.corpus == corpus).collect();
        let lines: Vec<String> = own
            .par_iter()
            .map(|gold| {
                let lexicon = &models[gold.fold(FOLDS) as usize];
                let found = geoparse::find(&gold.document, gazetteer, lexicon);
                let line = PlacesLine {
                    id: &serde_json::Value::from(gold.id.clone()),
                    toponyms: found.iter().map(|t| StreamToponym::new(&gold.document, t)).collect(),
                    extra: &gold.document.report.extra,
                };
                serde_json::to_string(&line).unwrap_or_default() + "\n"
            })
            .collect();
        let path = out.join(format!("{corpus}.places.jsonl"));
        fs::write(&path, lines.concat()).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

fn keep(path: &str, what: &str, column: &str, weights: &[(&str, f32)]) -> Result<()> {
    let module = path.rsplit('/').next().unwrap_or(path).replace(".tsv", ".rs");
    let mut text = format!("# {what} (log-odds; {column}s are explained in src/lexicon/{module}).\n{column}\tweight\n");
    for (name, weight) in weights {
        let _ = writeln!(text, "{name}\t{weight:.2}");
    }
    fs::write(path, text).map_err(|e| format!("{path}: {e}"))
}
