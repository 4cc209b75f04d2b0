//! The ledger for a person: a line that says which incident it is, and below
//! it a table.

use std::fmt::Write as _;

use anstyle::Style;

use super::order::{bound, is_figure, ordered};
use super::{Claim, Stored};
use crate::format::columns::aligned;
use crate::format::in_words::{basis, days, one_line, text_of};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// The heads of the columns.
const COLUMNS: [&str; 7] = ["who says", "on the side of", "does", "what", "of or by whom", "report", "published"];
/// Characters of a cell that are shown; `--json` has all.
const CELL: usize = 44;
/// Characters of a line of a quote.
const LINE: usize = 92;

pub(super) fn ledger(s: &Stored, quotes: bool) -> String {
    let mut text = head(s);
    let claims = ordered(&s.claims);
    if claims.is_empty() {
        let _ = writeln!(text, "  {DIM}no claim: no figure is told, and nobody is named who says so{DIM:#}");
        return text;
    }
    let heads = COLUMNS.iter().map(|head| (*head).to_owned()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(heads).chain(claims.iter().map(|claim| row(s, claim))).collect();
    let table = aligned(&rows);
    let mut lines = table.lines();
    if let Some(heads) = lines.next() {
        let _ = writeln!(text, "  {DIM}{heads}{DIM:#}");
    }
    for (line, claim) in lines.zip(claims) {
        let _ = writeln!(text, "  {line}");
        if let Some(words) = text_of(claim, "quote").filter(|_| quotes) {
            quote(&mut text, words);
        }
    }
    text
}

/// "i0123456789ab  2022-08-03  Lachin, Azerbaijan  Armed clash  killed 3 (...)  disputed".
fn head(s: &Stored) -> String {
    let mut text = format!("{BOLD}{}{BOLD:#}", one_line(s.id()));
    let day = if s.text("date_start").or(s.text("date_end")).is_some() { days(s) } else { "undated".to_owned() };
    let parts = [day, place(s), s.text("sub_event_type").unwrap_or("-").to_owned(), toll(s)];
    for part in parts {
        let _ = write!(text, "  {}", one_line(&part));
    }
    let contested = s.text("attribution") == Some("contested");
    for (_, mark) in [(s.has_disputed_toll(), "disputed"), (contested, "contested")].iter().filter(|(is, _)| *is) {
        let _ = write!(text, "  {BOLD}{mark}{BOLD:#}");
    }
    text.push('\n');
    text
}

fn place(s: &Stored) -> String {
    let Some(place) = s.text("place").or(s.text("place_as_reported")) else { return "not placed".to_owned() };
    let country = s.text("country").filter(|country| *country != place);
    country.map_or_else(|| place.to_owned(), |country| format!("{place}, {country}"))
}

/// "killed 5 (each party's figure for its own dead, summed)".
fn toll(s: &Stored) -> String {
    let column = |key: &str| s.row.get(key).and_then(serde_json::Value::as_u64);
    match (column("killed_best"), s.text("killed_best_basis")) {
        (Some(best), Some(rule)) if !basis(rule).is_empty() => format!("killed {best} ({})", basis(rule)),
        (Some(best), _) => format!("killed {best}"),
        (None, _) => match number(column("killed_min"), column("killed_max"), false) {
            Some(bounds) => format!("killed {bounds} (no best figure)"),
            None => "killed not known".to_owned(),
        },
    }
}

/// "3", "3 to 5", "at least 12", "up to 4", "about 20".
fn number(min: Option<u64>, max: Option<u64>, approx: bool) -> Option<String> {
    let about = if approx { "about " } else { "" };
    Some(match (min, max) {
        (Some(a), Some(b)) if a == b => format!("{about}{a}"),
        (Some(a), Some(b)) => format!("{about}{a} to {b}"),
        // "dozens": a number that nobody has counted.
        (Some(a), None) if approx => format!("about {a} or more"),
        (Some(a), None) => format!("at least {a}"),
        (None, Some(b)) => format!("up to {about}{b}"),
        (None, None) => return None,
    })
}

fn row(s: &Stored, claim: &Claim) -> Vec<String> {
    let yes = |key: &str| claim.get(key).and_then(serde_json::Value::as_bool) == Some(true);
    let cells = [
        speaker(s, claim),
        text_of(claim, "speaker_side").map_or_else(|| "no party".to_owned(), |side| party(s, side)),
        text_of(claim, "act").unwrap_or("claims").replace('_', " "),
        what(claim),
        about(s, claim),
        text_of(claim, "report_id").unwrap_or("-").to_owned(),
        s.published(claim).unwrap_or("not known").to_owned(),
    ];
    let scope = text_of(claim, "scope").filter(|scope| *scope != "incident");
    let marks: Vec<&str> = scope.into_iter().chain(yes("superseded").then_some("superseded")).collect();
    cells.into_iter().map(|cell| short(&cell)).chain([marks.join(", ")]).collect()
}

/// Who says so, and the agency that carried it.
fn speaker(s: &Stored, claim: &Claim) -> String {
    let own = || s.report(claim).and_then(|report| text_of(report, "agency"));
    let (name, agency) = match text_of(claim, "speaker") {
        Some(name) => (name, text_of(claim, "via")),
        None => ("the report", text_of(claim, "via").or_else(own)),
    };
    agency.map_or_else(|| name.to_owned(), |agency| format!("{name} [{agency}]"))
}

/// A side by the name of its party.
fn party(s: &Stored, side: &str) -> String {
    match (s.side(side), side) {
        (Some(name), _) => name.to_owned(),
        (None, "civilians") => "civilians".to_owned(),
        (None, "all") => "all".to_owned(),
        _ => "a side not known".to_owned(),
    }
}

/// "killed at least 12", "displaced 20 families", "attack".
fn what(claim: &Claim) -> String {
    let yes = claim.get("approx").and_then(serde_json::Value::as_bool) == Some(true);
    let unit = text_of(claim, "unit").filter(|unit| *unit != "persons").map(|unit| format!(" {unit}"));
    let what = text_of(claim, "what").unwrap_or("-");
    match number(bound(claim, "min"), bound(claim, "max"), yes) {
        Some(number) => format!("{what} {number}{}", unit.unwrap_or_default()),
        None if is_figure(claim) => format!("{what}, no number"),
        None => what.to_owned(),
    }
}

/// Of whom a figure is, by whom an act was done.
fn about(s: &Stored, claim: &Claim) -> String {
    match (text_of(claim, "about_side"), is_figure(claim)) {
        (Some("all") | None, false) => "-".to_owned(),
        (Some("all") | None, true) => "of all".to_owned(),
        (Some(side), true) => format!("of {}", party(s, side)),
        (Some(side), false) => format!("by {}", party(s, side)),
    }
}

/// A cell on one line, cut where it is long.
fn short(text: &str) -> String {
    let text = one_line(text);
    if text.chars().count() <= CELL { text } else { text.chars().take(CELL - 1).chain(['…']).collect() }
}

/// The words of a claim, on lines of their own.
fn quote(text: &mut String, words: &str) {
    let mut line = String::from("“");
    for word in one_line(words).split(' ') {
        if line.chars().count() > 1 && line.chars().count() + 1 + word.chars().count() > LINE {
            let _ = writeln!(text, "      {DIM}{line}{DIM:#}");
            line.clear();
        }
        if !matches!(line.as_str(), "" | "“") {
            line.push(' ');
        }
        line.push_str(word);
    }
    let _ = writeln!(text, "      {DIM}{line}”{DIM:#}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_they_were_told() {
        let said = |min, max, approx| number(min, max, approx).unwrap();
        assert_eq!(said(Some(3), Some(3), false), "3");
        assert_eq!(said(Some(12), None, false), "at least 12");
        assert_eq!(said(None, Some(4), false), "up to 4");
        assert_eq!(said(Some(20), Some(20), true), "about 20");
        assert_eq!(said(Some(24), None, true), "about 24 or more");
        assert_eq!(said(Some(3), Some(5), false), "3 to 5");
        assert_eq!(number(None, None, true), None);
    }

    #[test]
    fn long_cells_are_cut_and_quotes_wrapped() {
        assert_eq!(short(&"x".repeat(CELL)).chars().count(), CELL);
        assert!(short(&"x".repeat(CELL + 1)).ends_with('…'));
        let mut text = String::new();
        quote(&mut text, &"word ".repeat(40));
        assert_eq!(text.lines().count(), 3);
        assert!(text.lines().all(|line| anstream::adapter::strip_str(line).to_string().chars().count() <= LINE + 7));
    }
}
