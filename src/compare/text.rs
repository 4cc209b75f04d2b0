//! Differences for people: a heading for each kind, an incident a line.

use std::fmt::Write as _;

use super::runs::{InputChange, RecordChange};
use super::shown;
use super::types::{Brief, Change, ClaimBrief, Difference, Gone, Pair};
use crate::format::columns::{aligned, harmless};

/// Letters of a quote or a list that are shown.
const SHOWN: usize = 100;
/// Letters of a hash that are shown.
const OF_HASH: usize = 12;

/// The headings of changes, in the order in which they are shown.
const HEADINGS: [&str; 12] = [
    "Renumbered",
    "Moved",
    "Redated",
    "Retyped",
    "Sides changed",
    "Toll changed",
    "Status or attribution changed",
    "Claims added",
    "Claims gone",
    "Claims superseded",
    "Reports",
    "Other columns",
];

/// The differences as text; empty where nothing differs.
pub fn as_text(difference: &Difference) -> String {
    let mut text = String::new();
    whole(&mut text, "Added", &difference.added);
    whole(&mut text, "Gone", &difference.gone);
    for (n, heading) in HEADINGS.iter().enumerate() {
        let rows: Vec<Vec<String>> = difference.changed.iter().flat_map(|pair| rows(pair, n)).collect();
        section(&mut text, heading, rows.len(), &aligned(&rows));
    }
    run(&mut text, difference);
    if !text.is_empty() {
        let [a, b] = difference.incidents;
        let _ = writeln!(text, "{a} incidents in A, {b} in B: {} the same", difference.same);
    }
    text
}

fn section(text: &mut String, heading: &str, count: usize, body: &str) {
    if count > 0 {
        let _ = writeln!(text, "{heading} ({count})");
        for line in body.lines() {
            let _ = writeln!(text, "  {line}");
        }
        text.push('\n');
    }
}

/// Incidents that only one of the two has, each with its quote.
fn whole(text: &mut String, heading: &str, incidents: &[Gone]) {
    let mut body = String::new();
    for gone in incidents {
        let left_out = gone.left_out_because.as_ref().map(|why| format!(" (left out by the other: {why})"));
        let _ = writeln!(body, "{}  {}{}", gone.about.id, name(&gone.about), left_out.unwrap_or_default());
        if let Some(quote) = &gone.about.quote {
            let _ = writeln!(body, "    “{}”", short(quote));
        }
    }
    section(text, heading, incidents.len(), &body);
}

/// "Armed clash, 2022-08-03, Lachin".
fn name(about: &Brief) -> String {
    let parts = [&about.sub_event_type, &about.date_start, &about.place];
    harmless(&parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", "))
}

fn short(text: &str) -> String {
    let text = harmless(text);
    if text.chars().count() <= SHOWN { text } else { text.chars().take(SHOWN).chain(['…']).collect() }
}

/// The lines that an incident has under the heading of that number.
fn rows(pair: &Pair, heading: usize) -> Vec<Vec<String>> {
    let told = pair.changes.iter().filter_map(|change| {
        let (under, what) = told(change);
        (under == heading).then(|| vec![pair.about.id.clone(), name(&pair.about), what])
    });
    told.collect()
}

/// The number of the heading of a change, and what is told of it.
fn told(change: &Change) -> (usize, String) {
    let dash = |text: &Option<String>| text.as_deref().map_or_else(|| "-".to_owned(), short);
    match change {
        Change::Renumbered { from, .. } => (0, format!("was {from}")),
        Change::Moved { from, to, km } => {
            let far = km.map_or_else(String::new, |km| format!(", {km} km"));
            (1, format!("{} → {}{far}", dash(from), dash(to)))
        }
        Change::Redated { from, to } => (2, format!("{} → {}", days(from), days(to))),
        Change::Retyped { from, to } => (3, format!("{} → {}", dash(from), dash(to))),
        Change::Sides { column, from, to } => (4, format!("{column}: {} → {}", dash(from), dash(to))),
        Change::Toll { column, from, to } => (5, format!("{column}: {} → {}", shown(from), shown(to))),
        Change::Status { column, from, to } => (6, format!("{column}: {} → {}", dash(from), dash(to))),
        Change::ClaimAdded(claim) => (7, self::claim(claim)),
        Change::ClaimGone(claim) => (8, self::claim(claim)),
        Change::ClaimSuperseded(claim) => (9, self::claim(claim)),
        Change::ClaimRestored(claim) => (9, format!("no longer: {}", self::claim(claim))),
        Change::ReportAdded { report } => (10, format!("+ {}", short(report))),
        Change::ReportGone { report } => (10, format!("- {}", short(report))),
        Change::Other { column, from, to } => {
            (11, format!("{column}: {} → {}", short(&shown(from)), short(&shown(to))))
        }
    }
}

/// "2022-08-03", "2022-08-03 to 2022-08-05", "undated".
fn days([first, last]: &[Option<String>; 2]) -> String {
    match (first, last) {
        (None, None) => "undated".to_owned(),
        (Some(first), Some(last)) if first == last => first.clone(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (Some(first), None) => format!("{first} on"),
        (None, Some(last)) => format!("until {last}"),
    }
}

/// "police: killed 5, all: “…” [a.txt]".
fn claim(claim: &ClaimBrief) -> String {
    let or = |text: &Option<String>, else_: &str| text.clone().unwrap_or_else(|| else_.to_owned());
    let figure = match (claim.min, claim.max) {
        (Some(min), Some(max)) if min == max => format!(" {min}"),
        (Some(min), Some(max)) => format!(" {min}-{max}"),
        (Some(min), None) => format!(" at least {min}"),
        (None, Some(max)) => format!(" up to {max}"),
        (None, None) => String::new(),
    };
    let act = claim.act.as_deref().filter(|act| *act != "claims").map_or_else(String::new, |act| format!("{act} "));
    let text = format!(
        "{}: {act}{}{figure}, {}: “{}” [{}]",
        or(&claim.speaker, "the report"),
        or(&claim.what, "-"),
        or(&claim.about_side, "-"),
        short(claim.quote.as_deref().unwrap_or("")),
        or(&claim.report, "-")
    );
    harmless(&text)
}

fn run(text: &mut String, difference: &Difference) {
    let run = &difference.run;
    let line = |c: &RecordChange, most: usize| {
        let value = |v: &serde_json::Value| shown(v).chars().take(most).collect::<String>();
        format!("{}: {} → {}\n", harmless(&c.name), harmless(&value(&c.from)), harmless(&value(&c.to)))
    };
    let program: String = run.program.iter().map(|c| line(c, OF_HASH)).collect();
    section(text, "Run: program and data", run.program.len(), &program);
    let inputs: String = run
        .inputs
        .iter()
        .map(|input| match input {
            InputChange::Changed { file } => format!("changed: {}\n", harmless(file)),
            InputChange::Added { file } => format!("added: {}\n", harmless(file)),
            InputChange::Gone { file } => format!("gone: {}\n", harmless(file)),
        })
        .collect();
    section(text, "Run: inputs", run.inputs.len(), &inputs);
    let options: String = run.options.iter().map(|c| line(c, SHOWN)).collect();
    section(text, "Run: options", run.options.len(), &options);
}
