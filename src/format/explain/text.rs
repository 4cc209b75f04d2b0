//! The explanation for a person: the sentences, then field by field the value,
//! the words, the rule, and what was not taken.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anstyle::Style;
use serde_json::{Map, Value};

use super::carets::{WIDTH, marked};
use super::{Stored, basis, days, one_line, text_of};
use crate::coding::Rejected;
use crate::document::Document;
use crate::format::columns::harmless;
use crate::incident::Account;
use crate::incident::telling::{OtherPlace, OtherTime, PlaceCandidate, SideAccount, Telling, Words};

const HEAD: Style = Style::new().bold().underline();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// Columns of the names of fields.
const INDENT: usize = 14;
/// Other readings shown of a kind.
const SHOWN: usize = 6;

pub(super) fn explanation(s: &Stored) -> String {
    let mut page = Page::default();
    head(&mut page, s);
    sentences(&mut page, s);
    what(&mut page, s);
    when(&mut page, s);
    place(&mut page, s);
    who(&mut page, s);
    toll(&mut page, s);
    standing(&mut page, s);
    corrections(&mut page, s);
    page.0
}

/// Triggers of a report that came to nothing, with their sentences.
pub fn rejected(doc: &Document, rejected: &[Rejected]) -> String {
    let mut page = Page::default();
    let mut last = None;
    for r in rejected {
        if last != Some(r.sentence) {
            let sentence = doc.sentences.get(r.sentence).map_or("", |s| doc.words(s.span));
            page.field("", &format!("“{}”", one_line(sentence)));
            last = Some(r.sentence);
        }
        page.note(&format!("“{}” (frame {}): {}", one_line(doc.words(r.words)), r.frame, r.why));
    }
    page.0
}

/// Lines under way.
#[derive(Default)]
struct Page(String);

impl Page {
    /// A field with its value.
    fn field(&mut self, name: &str, value: &str) {
        self.wrapped(name, value, BOLD, Style::new());
    }

    /// What stands behind a value.
    fn note(&mut self, text: &str) {
        self.wrapped("", text, BOLD, DIM);
    }

    fn wrapped(&mut self, name: &str, text: &str, of_name: Style, of_text: Style) {
        let mut column = 0;
        let _ = write!(self.0, "  {of_name}{name}{of_name:#}{:gap$}{of_text}", "", gap = INDENT - 2 - name.len());
        for word in harmless(text).split_whitespace() {
            let width = word.chars().count();
            if column > 0 && column + 1 + width > WIDTH - INDENT {
                let _ = write!(self.0, "{of_text:#}\n{:INDENT$}{of_text}", "");
                column = 0;
            }
            if column > 0 {
                self.0.push(' ');
                column += 1;
            }
            self.0.push_str(word);
            column += width;
        }
        let _ = writeln!(self.0, "{of_text:#}");
    }
}

fn quoted(words: &Words) -> String {
    format!("“{}”", words.words)
}

/// The text, where there is one, behind some others.
fn after(before: &str, text: Option<&str>) -> String {
    text.map_or_else(String::new, |t| format!("{before}{t}"))
}

fn head(page: &mut Page, s: &Stored) {
    let (kind, sub) = (s.text("event_type").unwrap_or("-"), s.text("sub_event_type").unwrap_or("-"));
    let status = s.text("status").unwrap_or("-");
    let off = if s.is_mapped() { "" } else { " (not on the map)" };
    let _ = writeln!(page.0, "{HEAD}{}{HEAD:#}  {kind}: {sub}, {status}{off}", harmless(s.id()));
    for report in &s.reports {
        let told = [
            text_of(report, "id").map(str::to_owned),
            text_of(report, "published").map(|d| format!("published {d}")),
            text_of(report, "source").map(str::to_owned),
            text_of(report, "url").map(str::to_owned),
        ];
        let told: Vec<String> = told.into_iter().flatten().collect();
        let _ = writeln!(page.0, "{}", harmless(&told.join(", ")));
    }
    page.0.push('\n');
}

fn sentences(page: &mut Page, s: &Stored) {
    for account in &s.accounts {
        if s.accounts.len() > 1 {
            let _ = writeln!(page.0, "  {DIM}{}{DIM:#}", harmless(&account.report));
        }
        for sentence in &account.sentences {
            page.0.push_str(&marked(sentence));
        }
    }
    if s.accounts.is_empty() {
        for quote in s.evidence.iter().map(|e| e.quote.as_str()) {
            page.note(&format!("“{quote}”"));
        }
    }
    page.0.push('\n');
}

fn what(page: &mut Page, s: &Stored) {
    let (kind, sub) = (s.text("event_type").unwrap_or("-"), s.text("sub_event_type").unwrap_or("-"));
    page.field("what", &format!("{kind}: {sub}{}", after("; PLOVER ", s.text("plover"))));
    for t in s.accounts.iter().flat_map(|a| &a.tellings) {
        page.note(&telling(t));
    }
    let weapons: Vec<&str> =
        s.row.get("weapons").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    if !weapons.is_empty() {
        page.field("weapons", &weapons.join(", "));
    }
}

fn telling(t: &Telling) -> String {
    let of = match &*t.frame {
        "toll" => "a figure told apart".to_owned(),
        "where" => "a place told apart".to_owned(),
        frame => format!("frame {frame}, {}", t.kind),
    };
    let voice =
        t.speaker.as_ref().map_or_else(|| "in the report's own voice".to_owned(), |s| format!("{} {s}", said(&t.act)));
    format!("{}: {of}; {}: {}; {voice}", quoted(&t.at), t.status, t.why)
}

fn said(act: &str) -> &'static str {
    match act {
        "denies" => "denied by",
        "confirms" => "confirmed by",
        "cannot_verify" => "not verified by",
        _ => "said by",
    }
}

fn when(page: &mut Page, s: &Stored) {
    let days = days(s);
    let how =
        format!("precision {}{}", s.text("date_precision").unwrap_or("open"), after(", basis ", s.text("date_basis")));
    let ongoing = after("; going on as of ", s.text("ongoing_as_of"));
    page.field("when", &format!("{days}; {how}{ongoing}"));
    for account in &s.accounts {
        let time = &account.time;
        let words = time.at.as_ref().map_or_else(String::new, |w| format!("{}: ", quoted(w)));
        page.note(&format!("{words}{}{}{}", time.why, after("; rule ", time.rule.as_deref()), of_report(s, account)));
        list(page, "not taken", time.others.iter().map(other_time));
    }
}

fn other_time(o: &OtherTime) -> String {
    let days = match (&o.start, &o.end) {
        (Some(a), Some(b)) if a == b => format!(" {a}"),
        (Some(a), b) => format!(" {a} to {}", b.as_deref().unwrap_or("?")),
        (None, Some(b)) => format!(" to {b}"),
        (None, None) => String::new(),
    };
    format!("{}{days} (rule {}): {}", quoted(&o.at), o.rule, o.why)
}

/// Some lines of one kind, the first few of them.
fn list(page: &mut Page, name: &str, items: impl Iterator<Item = String>) {
    let mut seen = BTreeSet::new();
    let items: Vec<String> = items.filter(|item| seen.insert(item.clone())).collect();
    for item in items.iter().take(SHOWN) {
        page.note(&format!("{name}: {item}"));
    }
    if items.len() > SHOWN {
        page.note(&format!("and {} more {name} (--json has them)", items.len() - SHOWN));
    }
}

/// The report, where there are several.
fn of_report(s: &Stored, account: &Account) -> String {
    if s.accounts.len() > 1 { format!(" [{}]", account.report) } else { String::new() }
}

fn place(page: &mut Page, s: &Stored) {
    let mut names: Vec<&str> = Vec::new();
    for name in ["place", "admin2", "admin1", "country"].iter().filter_map(|key| s.text(key)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let point = s.number("latitude").zip(s.number("longitude")).map(|(lat, lon)| format!("; {lat:.4}, {lon:.4}"));
    let basis = after("; point: ", s.text("coord_basis"));
    let reach = s.number("uncertainty_km").map(|km| format!(", within {km:.0} km")).unwrap_or_default();
    let names = if names.is_empty() { "not placed".to_owned() } else { names.join(", ") };
    page.field("where", &format!("{names}{}{basis}{reach}", point.unwrap_or_default()));
    let alias = [("reported_relation", "relation"), ("place_alt", "also named"), ("disputed_area", "disputed area")];
    for (key, name) in alias {
        if let Some(value) = s.text(key) {
            page.note(&format!("{name}: {value}"));
        }
    }
    for account in &s.accounts {
        let place = &account.place;
        let words = place.at.as_ref().map_or_else(String::new, |w| format!("{}: ", quoted(w)));
        page.note(&format!("{words}{}{}", place.why, of_report(s, account)));
        if place.candidates.len() > 1 || place.candidates.iter().any(|c| !c.chosen) {
            list(page, "considered", place.candidates.iter().map(candidate));
        }
        list(page, "not taken", place.others.iter().map(other_place));
    }
}

fn candidate(c: &PlaceCandidate) -> String {
    let mut names = vec![c.name.as_str()];
    names.extend([c.admin1.as_deref(), c.country.as_deref()].into_iter().flatten().filter(|n| *n != c.name));
    names.dedup();
    let chosen = if c.chosen { " (chosen)" } else { "" };
    let reason = if c.reason.is_empty() { String::new() } else { format!(": {}", c.reason) };
    format!("{} ({}) {:.2}, {:.2}, score {:.2}{chosen}{reason}", names.join(", "), c.class, c.lat, c.lon, c.score)
}

fn other_place(o: &OtherPlace) -> String {
    let place = o.place.as_deref().filter(|p| *p != o.at.words);
    format!("{}{}: {}", quoted(&o.at), place.map_or_else(String::new, |p| format!(" ({p})")), o.why)
}

fn who(page: &mut Page, s: &Stored) {
    type Of = fn(&Account) -> Option<&SideAccount>;
    let sides: [(&str, &str, Of); 2] =
        [("side_a", "inter_a", |a| a.side_a.as_ref()), ("side_b", "inter_b", |a| a.side_b.as_ref())];
    for (key, kind, of) in sides {
        let Some(name) = s.text(key) else {
            page.field(key, "not told");
            continue;
        };
        page.field(key, &format!("{name}{}", after("; ", s.text(kind))));
        for account in &s.accounts {
            let Some(side) = of(account) else { continue };
            let words = side.at.as_ref().map_or_else(|| "referred to".to_owned(), quoted);
            let part = if side.why.is_empty() { String::new() } else { format!(": {}", side.why) };
            let of = side.of.as_ref().map_or_else(String::new, |t| format!(" in “{t}”"));
            page.note(&format!("{words}{part}{of}{}", of_report(s, account)));
        }
    }
    if let Some(first) = s.text("initiator") {
        page.field("initiator", &format!("{first}{}", after(", says ", s.text("initiator_by"))));
    }
    if let Some(by) = s.text("responsibility_claimed_by") {
        page.field("claimed by", by);
    }
}

fn toll(page: &mut Page, s: &Stored) {
    let figures: Vec<&Map<String, Value>> = s.claims.iter().filter(|c| is_figure(c)).collect();
    let bound = |key: &str| s.row.get(key).and_then(Value::as_u64);
    let best = match (s.row.get("killed_best").and_then(Value::as_u64), s.text("killed_best_basis")) {
        (Some(best), Some(rule)) => format!("; best {best} by rule {rule}{}", explained(rule)),
        (Some(best), None) => format!("; best {best}"),
        (None, _) => "; no best figure".to_owned(),
    };
    if figures.is_empty() {
        page.field("toll", "no figure is told");
        return;
    }
    let killed = between(bound("killed_min"), bound("killed_max"));
    let dead = killed.map_or_else(|| "no figure of the dead counts".to_owned(), |n| format!("killed {n}{best}"));
    page.field("toll", &dead);
    for claim in figures {
        page.note(&figure(s, claim));
    }
}

/// "2", "2 to 5", "2 or more", "up to 5"; `None` where nothing is known.
fn between(min: Option<u64>, max: Option<u64>) -> Option<String> {
    match (min, max) {
        (Some(a), Some(b)) if a == b => Some(a.to_string()),
        (Some(a), Some(b)) => Some(format!("{a} to {b}")),
        (Some(a), None) => Some(format!("{a} or more")),
        (None, Some(b)) => Some(format!("up to {b}")),
        (None, None) => None,
    }
}

fn explained(rule: &str) -> String {
    match basis(rule) {
        "" => String::new(),
        words => format!(": {words}"),
    }
}

fn is_figure(claim: &Map<String, Value>) -> bool {
    const HARMS: [&str; 9] =
        ["killed", "wounded", "captured", "missing", "abducted", "released", "displaced", "arrested", "casualties"];
    let words = text_of(claim, "quote").is_some();
    let bound = |key: &str| claim.get(key).is_some_and(Value::is_u64);
    words && (bound("min") || bound("max") || text_of(claim, "what").is_some_and(|w| HARMS[..7].contains(&w)))
}

fn figure(s: &Stored, claim: &Map<String, Value>) -> String {
    let bound = |key: &str| claim.get(key).and_then(Value::as_u64);
    let number = between(bound("min"), bound("max")).unwrap_or_else(|| "some".to_owned());
    let yes = |key: &str| claim.get(key).and_then(Value::as_bool) == Some(true);
    let about = if yes("approx") { "about " } else { "" };
    let words = s.words_of(claim).map_or_else(String::new, |w| format!("{}: ", quoted(&w.at)));
    let side = after(", of ", text_of(claim, "about_side").filter(|x| *x != "all"));
    let unit = text_of(claim, "unit").filter(|u| *u != "persons").map_or_else(String::new, |u| format!(" {u}"));
    let speaker = text_of(claim, "speaker").map_or_else(
        || "in the report's own voice".to_owned(),
        |name| format!("says {name}{}", after(", who is ", text_of(claim, "speaker_side"))),
    );
    let replaced = if yes("superseded") { "; replaced by a later figure" } else { "" };
    format!(
        "{words}{} {about}{number}{unit}{side}{}; scope {}; {speaker}{replaced}",
        text_of(claim, "what").unwrap_or("-"),
        after(", counted as ", text_of(claim, "who").map(|w| format!("“{w}”")).as_deref()),
        text_of(claim, "scope").unwrap_or("incident")
    )
}

fn standing(page: &mut Page, s: &Stored) {
    let because = |value: &str, why: &str| if why.is_empty() { value.to_owned() } else { format!("{value}: {why}") };
    let attribution = s.text("attribution").unwrap_or("-");
    page.field("said by", &because(attribution, s.why("attribution", |a| &a.attribution)));
    for claim in s.claims.iter().filter(|c| !is_figure(c)) {
        let act = said(text_of(claim, "act").unwrap_or("claims"));
        let what = text_of(claim, "what").unwrap_or("-");
        page.note(&format!("{what}: {act} {}", text_of(claim, "speaker").unwrap_or("the report")));
    }
    page.field("status", &because(s.text("status").unwrap_or("-"), s.why("status", |a| &a.status)));
    let sure = s.number("extraction_confidence").unwrap_or(0.0);
    let tellings: usize = s.accounts.iter().map(|a| a.tellings.len()).sum();
    let from = match tellings {
        0 => String::new(),
        1 => "; from one telling".to_owned(),
        n => format!("; from {n} tellings"),
    };
    page.field("confidence", &format!("{sure:.2} that it was read right{from}"));
}

/// What people have corrected, and on whose word.
fn corrections(page: &mut Page, s: &Stored) {
    for (n, c) in s.corrections.iter().enumerate() {
        let value = |key: &str| text_of(c, key).unwrap_or("unknown");
        let what = match text_of(c, "field") {
            Some(field) => format!("{field}: {}, was {}", value("after"), value("before")),
            None => format!("{}{}", value("action"), after(" ", text_of(c, "after"))),
        };
        let line = c.get("line").and_then(Value::as_u64).unwrap_or(0);
        let signed: Vec<&str> = ["who", "when"].into_iter().filter_map(|key| text_of(c, key)).collect();
        let signed = if signed.is_empty() { String::new() } else { format!("; {}", signed.join(", ")) };
        let why = after("; ", text_of(c, "why"));
        let told = format!("{what}{signed}{why} ({}:{line})", value("file"));
        page.field(if n == 0 { "corrected" } else { "" }, &told);
    }
}
