//! A speaker's total against its parts: "five people: three officers and one
//! soldier" in a sentence, "12 people" against "nine soldiers and six gunmen"
//! of the same speaker.

use super::{Check, CheckKind};
use crate::coding::{Scope, exact_count};
use crate::incident::claims::is_number;
use crate::incident::types::{Incident, IncidentClaim};

/// Words between a total and the sign that opens its parts.
const BETWEEN: usize = 10;
/// Words of a part, its number included.
const OF_PART: usize = 4;
/// What is counted otherwise than as a part of the whole.
const NO_PART: [&str; 27] = [
    "of", "were", "was", "are", "is", "wounded", "injured", "hurt", "missing", "captured", "arrested", "others",
    "more", "other", "who", "had", "have", "times", "hours", "day", "days", "week", "weeks", "month", "months", "year",
    "years",
];
/// Words before which a list of parts may end.
const AFTER_LIST: [&str; 8] = ["in", "at", "near", "on", "from", "by", "when", "during"];

/// Findings of one incident.
pub(super) fn check(incident: &Incident) -> Vec<Check> {
    let figures: Vec<&IncidentClaim> = incident.claims.iter().filter(|c| is_plain_figure(c)).collect();
    let mut checks: Vec<Check> = figures.iter().filter_map(|claim| listed(incident, claim)).collect();
    checks.extend(figures.iter().filter(|claim| is_number(&claim.who)).filter_map(|t| apart(incident, t, &figures)));
    // One sentence told twice is one finding.
    checks.dedup_by(|a, b| (&a.quote, &a.expected) == (&b.quote, &b.expected));
    checks
}

fn is_plain_figure(c: &IncidentClaim) -> bool {
    c.kind.is_some() && c.unit == "persons" && c.scope == Scope::Incident && !c.count.approx && c.count.min.is_some()
}

/// Whether a sum cannot be the total.
fn contradicts(total: &IncidentClaim, sum: u32) -> bool {
    let above = total.count.max.is_some_and(|max| sum > max);
    let below = total.count.min.is_some_and(|min| sum < min);
    above || below
}

fn finding(incident: &Incident, total: &IncidentClaim, quote: &str, parts: &[(u32, String)]) -> Check {
    let sum: u32 = parts.iter().map(|(n, _)| n).sum();
    let terms: Vec<&str> = parts.iter().map(|(_, words)| words.as_str()).collect();
    let least = if total.count.max.is_none() { "at least " } else { "" };
    Check {
        kind: CheckKind::PartsDoNotSum,
        incident: Some(incident.id.clone()),
        report: total.evidence.report.to_string(),
        span: total.evidence.span,
        quote: quote.to_owned(),
        what: format!("{}: {}", total.what, total.who),
        expected: format!("{least}{}", total.count.min.unwrap_or(0)),
        found: format!("{sum} ({})", terms.join(" + ")),
    }
}

/// Parts that a colon, a dash or a bracket opens behind the total: all of them.
fn listed(incident: &Incident, total: &IncidentClaim) -> Option<Check> {
    let quote = &total.evidence.quote;
    let words = pieces(quote);
    let who = pieces(&total.who);
    let at = words.windows(who.len().max(1)).position(|w| w == who)?;
    let parts = parts(&words, opened(&words, at + who.len())?)?;
    let sum = parts.iter().map(|(n, _)| n).sum();
    contradicts(total, sum).then(|| finding(incident, total, quote, &parts))
}

/// Parts that the same speaker counts in one sentence, in the same report: they
/// may be fewer than the whole and not more.
fn apart(incident: &Incident, total: &IncidentClaim, figures: &[&IncidentClaim]) -> Option<Check> {
    let speaker = |c: &IncidentClaim| c.speaker.as_ref().map(|s| s.name.to_lowercase());
    let of_total = |c: &&&IncidentClaim| {
        c.kind == total.kind
            && c.evidence.report == total.evidence.report
            && speaker(c) == speaker(total)
            && c.superseded == total.superseded
    };
    let own: Vec<&&IncidentClaim> = figures.iter().filter(of_total).collect();
    let highest = own.iter().filter(|c| is_number(&c.who)).filter_map(|c| c.count.max).max()?;
    let max = total.count.max.filter(|max| *max == highest)?;
    let named: Vec<&&&IncidentClaim> =
        own.iter().filter(|c| !is_number(&c.who) && c.count.min == c.count.max).collect();
    let first = named.iter().find(|c| {
        let parts = || named.iter().filter(|d| d.evidence == c.evidence);
        let sum: u32 = parts().filter_map(|d| d.count.min).sum();
        // What is less than one of them is no total.
        parts().count() > 1 && sum > max && parts().all(|d| d.count.min <= Some(max))
    })?;
    let parts: Vec<(u32, String)> = named
        .iter()
        .filter(|d| d.evidence == first.evidence)
        .map(|d| (d.count.min.unwrap_or(0), d.who.to_string()))
        .collect();
    Some(Check { span: first.evidence.span, ..finding(incident, total, &first.evidence.quote, &parts) })
}

/// Where the parts begin that stand behind token `from`. Behind an "and" or a
/// further number they may be parts of something else.
fn opened(words: &[String], from: usize) -> Option<usize> {
    let counted = |at: usize| exact_count(words, at).is_some();
    let end =
        (from..words.len()).find(|at| counted(*at) || matches!(&*words[*at], "." | ";" | ":" | "(" | "-" | "and"))?;
    let near = end - from <= BETWEEN;
    match &*words[end] {
        ":" => Some(end + 1),
        "(" | "-" if near => Some(end + 1),
        _ => None,
    }
}

/// The parts that stand in a row from token `at` on; `None` where one is no
/// part, or there is but one.
fn parts(words: &[String], mut at: usize) -> Option<Vec<(u32, String)>> {
    let mut parts = Vec::new();
    loop {
        let (count, after) = match words.get(at).map(String::as_str) {
            Some("a" | "an") => (1, at + 1),
            _ => exact_count(words, at)?,
        };
        let is_end =
            |w: &String| matches!(&**w, "," | "." | ";" | ")" | "-" | "and") || AFTER_LIST.contains(&w.as_str());
        let end = (after..words.len()).find(|i| is_end(&words[*i])).unwrap_or(words.len());
        let noun = &words[after..end];
        if noun.is_empty() || end - at > OF_PART || noun.iter().any(|w| NO_PART.contains(&w.as_str())) {
            return None;
        }
        parts.push((count, words[at..end].join(" ")));
        let mut next = end;
        while words.get(next).is_some_and(|w| w == "," || w == "and") {
            next += 1;
        }
        let goes_on = next > end
            && (exact_count(words, next).is_some() || words.get(next).is_some_and(|w| w == "a" || w == "an"));
        if !goes_on {
            return (parts.len() > 1).then_some(parts);
        }
        at = next;
    }
}

/// Words and the signs between them, lower case; all dashes are one.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for word in text.split_whitespace() {
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
        let begin = if inner.is_empty() { word.len() } else { word.find(inner).unwrap_or(0) };
        let signs = |text: &str| text.chars().filter_map(sign).map(str::to_owned).collect::<Vec<_>>();
        pieces.extend(signs(&word[..begin]));
        if !inner.is_empty() {
            pieces.push(inner.to_lowercase());
            pieces.extend(signs(&word[begin + inner.len()..]));
        }
    }
    pieces
}

const fn sign(c: char) -> Option<&'static str> {
    match c {
        ',' => Some(","),
        '.' | '!' | '?' => Some("."),
        ';' => Some(";"),
        ':' => Some(":"),
        '(' | '[' => Some("("),
        ')' | ']' => Some(")"),
        '-' | '–' | '—' => Some("-"),
        _ => None,
    }
}
