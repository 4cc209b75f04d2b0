//! Text for the benchmarks: sentences of the sample reports in a random order
//! that is always the same, some of the place names in them exchanged for
//! others of the gazetteer, so that no cache knows them all.

#![allow(dead_code, reason = "each benchmark uses a part of it")]
#![allow(clippy::expect_used, reason = "a benchmark ends where it cannot go on")]

pub(crate) mod clock;

use std::path::Path;

use dateline::document::{self, BlockKind, Report};
use dateline::gazetteer::{FeatureClass, Gazetteer, Place, PlaceId, Starts};
use dateline::lexicon::Lexicon;

/// Random numbers, the same in every run (Knuth's MMIX).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// A town, any one with the same chance.
pub(crate) fn town<'g>(gazetteer: &'g Gazetteer, dice: &mut Dice) -> Place<'g> {
    loop {
        let place = gazetteer.place(PlaceId(dice.roll(gazetteer.len()) as u32));
        if place.class == FeatureClass::Town && place.name.is_ascii() {
            return place;
        }
    }
}

/// Text of about so many bytes, in paragraphs.
///
/// # Panics
/// Where the sample reports cannot be read.
pub(crate) fn text(gazetteer: &Gazetteer, bytes: usize) -> String {
    let sentences = sentences();
    let mut dice = Dice(7);
    let mut out = String::with_capacity(bytes + 1000);
    while out.len() < bytes {
        for _ in 0..4 {
            exchange(&sentences[dice.roll(sentences.len())], gazetteer, &mut dice, &mut out);
            out.push(' ');
        }
        out.pop();
        out.push_str("\n\n");
    }
    out
}

/// Reports of about so many bytes each.
pub(crate) fn reports(gazetteer: &Gazetteer, count: usize, bytes: usize) -> Vec<Report> {
    let text = text(gazetteer, count * (bytes + 1000));
    let mut paragraphs = text.split_inclusive("\n\n");
    let report = |_| {
        let mut text = String::new();
        while text.len() < bytes {
            text.extend(paragraphs.next());
        }
        Report { text, ..Report::default() }
    };
    (0..count).map(report).collect()
}

/// Writes a sentence with every fourth of its place names exchanged for a town,
/// the largest of some that are drawn: news is of large towns more than of
/// small ones.
fn exchange(sentence: &str, gazetteer: &Gazetteer, dice: &mut Dice, out: &mut String) {
    let mut from = 0;
    for found in gazetteer.scan(sentence, Starts::Capitals) {
        if dice.roll(4) == 0 {
            let drawn: Vec<Place<'_>> = (0..5).map(|_| town(gazetteer, dice)).collect();
            out.push_str(&sentence[from..found.span.start]);
            out.push_str(drawn.iter().max_by_key(|town| town.population).map_or("", |town| town.name));
            from = found.span.end;
        }
    }
    out.push_str(&sentence[from..]);
}

/// The sentences of the bodies of all sample reports.
fn sentences() -> Vec<String> {
    let lexicon = Lexicon::english().expect("the lexicon is whole");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the sample reports are there").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::path);
    let mut all = Vec::new();
    for file in files.iter().filter(|f| f.path().extension().is_some_and(|e| e == "txt")) {
        let text = std::fs::read_to_string(file.path()).expect("a sample report is text");
        let document = document::read(Report { text, ..Report::default() }, &lexicon);
        let body = document.sentences.iter().filter(|s| document.kind(s) == BlockKind::Body);
        all.extend(body.map(|s| document.words(s.span).to_owned()));
    }
    all
}
