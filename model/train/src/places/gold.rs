//! Reports with marked place names.

use std::fs;
use std::path::Path;

use dateline::document::{self, Document, Report};
use dateline::geoparse::{ToponymKind, Weighed};
use dateline::lexicon::Lexicon;
use dateline::text::Span;
use serde_json::Value;

use crate::Result;

/// Kinds of marks that are no places.
const NO_PLACES: [&str; 2] = ["homonym", "language"];

/// A marked place.
pub(crate) struct Mark {
    span: (usize, usize),
    point: Option<(f64, f64)>,
}

/// A report with its marks.
pub(crate) struct Gold {
    pub(crate) corpus: &'static str,
    /// Whether weights are learned from it.
    pub(crate) learned: bool,
    pub(crate) id: String,
    pub(crate) document: Document,
    /// The newspaper, by its site.
    paper: String,
    /// Marked places, in code points of the text as it came in, and their points.
    places: Vec<Mark>,
    /// Marks that are no places.
    ignored: Vec<(usize, usize)>,
    /// Whether adjectives and peoples are left unmarked.
    no_demonyms: bool,
}

impl Gold {
    /// In which fold all reports of its newspaper lie.
    pub(crate) fn fold(&self, folds: u64) -> u64 {
        let hash = self
            .paper
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        (hash ^ (hash >> 32)) % folds
    }

    /// Whether a weighed name is marked as a place; nothing where that cannot
    /// be told.
    pub(crate) fn judge(&self, weighed: &Weighed) -> Option<bool> {
        let demonym = weighed.clues.iter().any(|(name, _)| matches!(*name, "adjective" | "people"))
            || weighed.toponym.as_ref().is_some_and(|t| t.kind == ToponymKind::Demonym);
        if self.no_demonyms && demonym {
            return None;
        }
        let chars = self.document.source(weighed.span).chars;
        let hit = |(from, to): (usize, usize)| chars.start < to && from < chars.end;
        if self.places.iter().any(|mark| hit(mark.span)) {
            return Some(true);
        }
        (!self.ignored.iter().any(|span| hit(*span))).then_some(false)
    }

    /// The marked point of a name, where it has one.
    pub(crate) fn point(&self, span: Span) -> Option<(f64, f64)> {
        let chars = self.document.source(span).chars;
        let (from, to) = (chars.start, chars.end);
        self.places.iter().find(|mark| from < mark.span.1 && mark.span.0 < to)?.point
    }
}

/// The reports of a corpus: JSON Lines of `{id, text, toponyms: [{start, end,
/// kind}], source: {domain, url}}`.
///
/// # Errors
/// When the file cannot be read, or a line is no such report.
pub(crate) fn read(path: &Path, corpus: &'static str, learned: bool, lexicon: &Lexicon) -> Result<Vec<Gold>> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = lines.map(|(n, line)| {
        let wrong = |what: &str| format!("{}:{}: {what}", path.display(), n + 1);
        let value: Value = serde_json::from_str(line).map_err(|e| wrong(&e.to_string()))?;
        gold(&value, corpus, learned, lexicon).ok_or_else(|| wrong("no id, text or toponyms"))
    });
    read.collect()
}

fn gold(value: &Value, corpus: &'static str, learned: bool, lexicon: &Lexicon) -> Option<Gold> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let id = text(value, "id")?;
    let source = value.get("source").cloned().unwrap_or_default();
    let (domain, url) = (text(&source, "domain"), text(&source, "url"));
    let report = Report {
        id: id.clone(),
        text: text(value, "text")?,
        source: domain.clone(),
        url: url.clone(),
        ..Report::default()
    };
    let site = || url.as_deref().and_then(|u| u.split('/').nth(2)).map(str::to_owned);
    // An encyclopedia's news are by many hands: each page is a paper.
    let paper = match corpus {
        "geovirus" => url.clone(),
        _ => domain.or_else(site),
    };
    let mut gold = Gold {
        corpus,
        learned,
        paper: paper.unwrap_or_else(|| id.clone()),
        id,
        document: document::read(report, lexicon),
        places: Vec::new(),
        ignored: Vec::new(),
        no_demonyms: matches!(corpus, "geovirus" | "tudloc"),
    };
    for mark in value.get("toponyms")?.as_array()? {
        let at = |key: &str| mark.get(key).and_then(Value::as_u64).map(|n| n as usize);
        let span = (at("start")?, at("end")?);
        let none = text(mark, "kind").is_some_and(|kind| NO_PLACES.contains(&kind.as_str()));
        let degrees = |key: &str| mark.get(key).and_then(Value::as_f64);
        let point = degrees("lat").zip(degrees("lon"));
        if none { gold.ignored.push(span) } else { gold.places.push(Mark { span, point }) }
    }
    Some(gold)
}
