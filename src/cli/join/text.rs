//! Twins as a table that a person can read.

use std::fmt::Write as _;
use std::io::{self, BufWriter, stdout};

use serde_json::{Value, json};

use super::super::exit::Failure;
use super::briefs::{Briefs, FIELDS};
use super::matching::{Matched, near};
use crate::dataset::Rows;
use crate::format::columns::{aligned, harmless};
use crate::join::twins::{Alone, Pair};
use crate::scene::grouped;
use crate::text::counted;

/// Rows of each part that are shown.
const SHOWN: usize = 40;
/// The longest text of a cell.
const WIDEST: usize = 28;

/// Prints the table, or JSON.
///
/// # Errors
/// Where standard output cannot be written.
pub(super) fn print(matched: &Matched<'_>, as_json: bool) -> Result<(), Failure> {
    let mut out = BufWriter::new(stdout().lock());
    let text = if as_json { format!("{}\n", as_value(matched)) } else { table(matched) };
    io::Write::write_all(&mut out, text.as_bytes())
        .and_then(|()| io::Write::flush(&mut out))
        .map_err(|why| Failure::stdout(&why))
}

/// What came of it, in a line.
pub(super) fn summary(matched: &Matched<'_>) -> String {
    let (left, right) = (name(matched.left), name(matched.right));
    let twins = &matched.twins;
    format!(
        "{} of {} of {left} found in {right}, {} not; {} of {right} near them missing in {left}",
        many(twins.pairs.len()),
        counted(matched.left.len() as u64, "row"),
        many(twins.left.len()),
        many(near(&twins.right)),
    )
}

fn many(n: usize) -> String {
    grouped(n as u64)
}

fn name(rows: &Rows) -> &str {
    rows.sheet.file.rsplit(['/', '\\']).next().unwrap_or(&rows.sheet.file)
}

fn short(text: &str) -> String {
    let text = harmless(text);
    if text.chars().count() <= WIDEST { text } else { text.chars().take(WIDEST - 1).collect::<String>() + "…" }
}

fn table(matched: &Matched<'_>) -> String {
    let (left, right) = (Briefs::new(matched.left), Briefs::new(matched.right));
    let twins = &matched.twins;
    let mut out = summary(matched) + ".\n";
    let heads = |more: &[&str]| more.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>();
    part(&mut out, "In both", twins.pairs.len());
    let mut rows =
        vec![heads(&["here", "days", "place", "dead", "there", "days", "place", "dead", "km", "apart", "score", ""])];
    for pair in twins.pairs.iter().take(SHOWN) {
        rows.push(paired(matched, pair, &left, &right));
    }
    close(&mut out, &rows, twins.pairs.len());
    let sides = [
        (format!("Only in {}", name(matched.left)), &left, twins.left.iter().collect::<Vec<_>>(), twins.left.len()),
        (
            format!("Only in {}, near what the other tells of", name(matched.right)),
            &right,
            twins.right.iter().filter(|a| a.near().is_some()).collect(),
            near(&twins.right),
        ),
    ];
    for (title, briefs, alone, count) in sides {
        part(&mut out, &title, count);
        let mut rows = vec![heads(&["id", "days", "place", "type", "dead", "why not matched"])];
        rows.extend(alone.into_iter().take(SHOWN).map(|alone| lonely(matched, alone, briefs)));
        close(&mut out, &rows, count);
    }
    let far = twins.right.len() - near(&twins.right);
    if far > 0 {
        let (left, right) = (name(matched.left), name(matched.right));
        // A text takes everything; here and below.
        let _ = writeln!(out, "\n{} more of {right}, far from all that {left} tells of.", many(far));
    }
    out
}

fn part(out: &mut String, title: &str, count: usize) {
    let _ = writeln!(out, "\n{title} ({})", many(count));
}

fn close(out: &mut String, rows: &[Vec<String>], count: usize) {
    if rows.len() > 1 {
        *out += &aligned(rows);
    }
    if count > SHOWN {
        let _ = writeln!(out, "and {} more (-o FOLDER writes them all)", many(count - SHOWN));
    }
}

fn paired(matched: &Matched<'_>, pair: &Pair, left: &Briefs<'_>, right: &Briefs<'_>) -> Vec<String> {
    let [id, days, place, _, _, dead] = left.fields(pair.left);
    let [id_there, days_there, place_there, _, _, dead_there] = right.fields(pair.found.row);
    let doubt = if pair.is_doubtful(matched.options.least) { "doubtful" } else { "" };
    let cells = [
        short(&id),
        days,
        short(&place),
        dead,
        short(&id_there),
        days_there,
        short(&place_there),
        dead_there,
        format!("{:.0}", pair.found.km),
        pair.found.days.map(|d| d.to_string()).unwrap_or_default(),
        format!("{:.2}", pair.found.score),
        doubt.to_owned(),
    ];
    cells.map(|cell| if cell.is_empty() { "-".to_owned() } else { cell }).into()
}

fn lonely(matched: &Matched<'_>, alone: &Alone, briefs: &Briefs<'_>) -> Vec<String> {
    let [id, days, place, kind, _, dead] = briefs.fields(alone.row);
    let cells = [short(&id), days, short(&place), short(&kind), dead, alone.reason(&matched.options.window)];
    cells.map(|cell| if cell.is_empty() { "-".to_owned() } else { cell }).into()
}

/// The same as JSON.
fn as_value(matched: &Matched<'_>) -> Value {
    let (left, right) = (Briefs::new(matched.left), Briefs::new(matched.right));
    let told = |briefs: &Briefs<'_>, row: u32| {
        let fields = FIELDS.iter().zip(briefs.fields(row)).filter(|(_, text)| !text.is_empty());
        Value::Object(fields.map(|(name, text)| ((*name).to_owned(), Value::String(text))).collect())
    };
    let round =
        |score: f32| if score.is_nan() { Value::Null } else { json!((f64::from(score) * 1000.0).round() / 1000.0) };
    let pair = |pair: &Pair| {
        json!({
            "here": told(&left, pair.left),
            "there": told(&right, pair.found.row),
            "distance_km": (pair.found.km * 10.0).round() / 10.0,
            "days_apart": pair.found.days,
            "score": round(pair.found.score),
            "runner_up": pair.second.map(|row| right.id(row)),
            "runner_up_score": round(pair.found.second),
            "doubtful": pair.is_doubtful(matched.options.least),
        })
    };
    let alone = |briefs: &Briefs<'_>, other: &Briefs<'_>, alone: &Alone| {
        json!({
            "row": told(briefs, alone.row),
            "why": alone.reason(&matched.options.window),
            "nearest": alone.near().map(|near| other.id(near.row)),
        })
    };
    json!({
        "matched": matched.twins.pairs.iter().map(pair).collect::<Vec<_>>(),
        "only_left": matched.twins.left.iter().map(|a| alone(&left, &right, a)).collect::<Vec<_>>(),
        "only_right": matched.twins.right.iter().filter(|a| a.near().is_some()).map(|a| alone(&right, &left, a)).collect::<Vec<_>>(),
        "only_right_far": matched.twins.right.len() - near(&matched.twins.right),
    })
}
