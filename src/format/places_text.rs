//! The place names of a report for a person to read: its text with each name
//! marked by its kind and the place it was resolved to, then a table.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::columns::{aligned, harmless};
use super::incident_row::word;
use crate::document::Document;
use crate::geoparse::{Location, Toponym, ToponymKind};

/// The first line of a file in this form: by it Dateline knows its own.
pub const MARK: &str = "Place names read by Dateline";

/// The widest line, in characters.
const WIDTH: usize = 100;

/// How a name of that kind is shown.
fn style(kind: ToponymKind) -> Style {
    let colour = match kind {
        ToponymKind::Literal => AnsiColor::Green,
        ToponymKind::Metonym => AnsiColor::Yellow,
        ToponymKind::Demonym => AnsiColor::Cyan,
        ToponymKind::Organisation => AnsiColor::Magenta,
    };
    Style::new().fg_color(Some(colour.into())).bold()
}

const DIM: Style = Style::new().dimmed();
const HEAD: Style = Style::new().bold().underline();

/// A report with its place names, styled with ANSI codes.
pub fn annotated(document: &Document, toponyms: &[Toponym]) -> String {
    let mut page = Page::default();
    page.heading(document);
    let mut at = 0;
    for toponym in toponyms {
        page.words(document.text.get(at..toponym.span.start).unwrap_or(""), Style::new());
        page.words(document.words(toponym.span), style(toponym.kind));
        page.space();
        page.words(&format!("[{}]", resolved(toponym)), DIM);
        at = toponym.span.end;
    }
    page.words(document.text.get(at..).unwrap_or(""), Style::new());
    page.end_line();
    page.out.push('\n');
    page.out.push_str(&table(toponyms));
    page.out
}

/// What stands in the brackets after a name: "Goris, Armenia, 39.511, 46.342",
/// and where the words before it lead, where that is elsewhere.
fn resolved(toponym: &Toponym) -> String {
    let mut text = match named(toponym) {
        Some(at) => format!("{}, {}", place(at), point(at)),
        None => "not placed".to_owned(),
    };
    if let (Some(_), Some(at)) = (&toponym.named, &toponym.location) {
        let _ = write!(text, "; here {}", point(at));
    }
    if toponym.kind != ToponymKind::Literal {
        let _ = write!(text, "; {}", word(toponym.kind).unwrap_or_default());
    }
    text
}

/// The named place itself.
fn named(toponym: &Toponym) -> Option<&Location> {
    toponym.named.as_deref().or(toponym.location.as_ref())
}

fn place(at: &Location) -> String {
    let several = (at.countries_iso3.len() > 1).then(|| at.countries_iso3.join("/"));
    let country = at.country.clone().or(several).filter(|c| *c != at.name && !at.name.contains(c.as_str()));
    country.map_or_else(|| at.name.clone(), |country| format!("{}, {country}", at.name))
}

fn point(at: &Location) -> String {
    format!("{:.3}, {:.3}", at.lat + 0.0, at.lon + 0.0)
}

/// One row a name, kind, place and relation, in order of the first mention.
fn table(toponyms: &[Toponym]) -> String {
    if toponyms.is_empty() {
        return "no place names\n".to_owned();
    }
    let mut rows: Vec<(Vec<String>, usize)> = Vec::new();
    for toponym in toponyms {
        let cells = cells(toponym);
        match rows.iter_mut().find(|(known, _)| *known == cells) {
            Some((_, times)) => *times += 1,
            None => rows.push((cells, 1)),
        }
    }
    let header = ["name", "times", "kind", "role", "place", "what", "lat, lon", "± km", "relation"];
    let mut lines = vec![header.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>()];
    for (mut cells, times) in rows {
        cells.insert(1, times.to_string());
        lines.push(cells);
    }
    let text = aligned(&lines);
    match text.split_once('\n') {
        Some((header, rest)) => format!("{DIM}{header}{DIM:#}\n{rest}"),
        None => text,
    }
}

fn cells(toponym: &Toponym) -> Vec<String> {
    let at = toponym.location.as_ref();
    let none = || "-".to_owned();
    let area = |l: &Location| {
        let parts = [l.admin2.as_ref(), l.admin1.as_ref()].into_iter().flatten().filter(|p| **p != l.name);
        std::iter::once(place(l)).chain(parts.cloned()).collect::<Vec<_>>()
    };
    // "Goris, Armenia" reads better as "Goris, Syunik, Armenia".
    let full = |l: &Location| {
        let mut parts = area(l);
        if parts.len() > 1
            && let Some((name, country)) = parts[0].clone().rsplit_once(", ")
            && l.country.as_deref() == Some(country)
        {
            name.clone_into(&mut parts[0]);
            parts.push(country.to_owned());
        }
        parts.dedup();
        parts.join(", ")
    };
    vec![
        one_line(&toponym.name),
        word(toponym.kind).unwrap_or_else(none),
        word(toponym.role).unwrap_or_else(none),
        at.map_or_else(|| "not placed".to_owned(), full),
        at.and_then(|l| word(l.class)).unwrap_or_else(none),
        at.map_or_else(none, point),
        at.map_or_else(none, |l| format!("{:.0}", l.uncertainty_km.max(1.0))),
        toponym.relation.as_ref().map_or_else(none, |r| one_line(&r.words)),
    ]
}

fn one_line(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Lines under way: words are kept whole, lines end before they are too wide.
#[derive(Debug, Default)]
struct Page {
    out: String,
    /// Characters in the line so far.
    column: usize,
    /// The word under way, with its styles, and its characters.
    word: String,
    width: usize,
}

impl Page {
    fn heading(&mut self, document: &Document) {
        let day = document.published.date.map_or_else(String::new, |d| format!("  {d}"));
        let _ = writeln!(self.out, "{HEAD}{}{HEAD:#}{day}", one_line(&document.report.id));
    }

    /// Adds text; a style holds for each of its words.
    fn words(&mut self, text: &str, style: Style) {
        for (n, line) in harmless(text).split('\n').enumerate() {
            if n > 0 {
                self.end_line();
            }
            for (n, word) in line.split([' ', '\t']).enumerate() {
                if n > 0 {
                    self.space();
                }
                if !word.is_empty() {
                    let _ = write!(self.word, "{style}{word}{style:#}");
                    self.width += word.chars().count();
                }
            }
        }
    }

    /// Ends the word under way; the next one stands apart from it.
    fn space(&mut self) {
        if self.width == 0 {
            return;
        }
        if self.column > 0 && self.column + 1 + self.width > WIDTH {
            self.out.push('\n');
            self.column = 0;
        }
        if self.column > 0 {
            self.out.push(' ');
            self.column += 1;
        }
        self.out.push_str(&std::mem::take(&mut self.word));
        self.column += std::mem::take(&mut self.width);
    }

    fn end_line(&mut self) {
        self.space();
        self.out.push('\n');
        self.column = 0;
    }
}

/// What the colours mean, in a line.
pub fn legend() -> String {
    let kinds = [
        (ToponymKind::Literal, "the place"),
        (ToponymKind::Metonym, "a government named by it"),
        (ToponymKind::Demonym, "its people or an adjective"),
        (ToponymKind::Organisation, "part of an organisation's name"),
    ];
    let shown = kinds.map(|(kind, meaning)| {
        let style = style(kind);
        format!("{style}{}{style:#} {meaning}", word(kind).unwrap_or_default())
    });
    shown.join("; ")
}
