//! Events that news refers to by name, with their days:
//! `lexicon/en/named_events.tsv`.
//!
//! "The worst fighting since last year's 44-day war" gives the year of an
//! undated report, and the war itself is background, not an incident.

use jiff::civil::Date;

use super::forms::Forms;
use super::tsv;
use crate::error::Result;

const TABLE: &str = "lexicon/en/named_events.tsv";
const TEXT: &str = include_str!("../../lexicon/en/named_events.tsv");

/// What sort of event it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NamedEventKind {
    /// A war, siege, offensive or spell of fighting.
    War,
    /// An attack, massacre, assassination or disappearance.
    Attack,
    /// A coup or an attempt.
    Coup,
    /// An uprising, revolution or wave of protest.
    Uprising,
    /// A treaty, accord, truce or act of independence.
    Accord,
    /// A vote.
    Election,
    /// An earthquake, storm, accident or epidemic.
    Disaster,
    /// The first of a day that is kept every year.
    Anniversary,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedEvent {
    /// The usual name.
    pub name: &'static str,
    /// Other names, without "the".
    pub aliases: Vec<&'static str>,
    /// What it is.
    pub kind: NamedEventKind,
    /// First day.
    pub start: Date,
    /// Last day; `None` while it goes on.
    pub end: Option<Date>,
    /// Codes of `countries.tsv`.
    pub countries: Vec<&'static str>,
    /// Where the days can be checked.
    pub source: &'static str,
}

impl NamedEvent {
    /// Whether any day of the event lies in that year.
    pub fn touches_year(&self, year: i16) -> bool {
        self.start.year() <= year && self.end.is_none_or(|end| year <= end.year())
    }

    /// Whether the event ended before `day`.
    pub fn is_past_at(&self, day: Date) -> bool {
        self.end.is_some_and(|end| end < day)
    }
}

/// The table, with its index.
#[derive(Debug, Clone, Default)]
pub struct NamedEvents {
    rows: Vec<NamedEvent>,
    forms: Forms<u32>,
}

impl NamedEvents {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut rows = Vec::new();
        tsv::read(TABLE, TEXT, &["name", "aliases", "kind", "start", "end", "countries", "source"], |row| {
            rows.push(read_row(row)?);
            Ok(())
        })?;
        let mut forms = Forms::default();
        for (i, row) in (0u32..).zip(&rows) {
            for form in std::iter::once(&row.name).chain(&row.aliases) {
                forms.add(form, i);
            }
        }
        forms.sort();
        Ok(Self { rows, forms })
    }

    /// All rows, in the table's order.
    pub fn all(&self) -> &[NamedEvent] {
        &self.rows
    }

    /// The events that go by a name (words parted by single spaces, without
    /// "the"; case is ignored).
    pub fn find(&self, form: &str) -> impl Iterator<Item = &NamedEvent> {
        self.forms.find(form).filter_map(|i| self.rows.get(*i as usize))
    }

    /// The most words of a name that begins with this word; 0 where none does.
    pub fn most_words(&self, first: &str) -> usize {
        self.forms.most_words(first)
    }

    /// The number of words of the longest name, for n-gram scans.
    pub fn longest(&self) -> usize {
        self.forms.longest()
    }
}

fn read_row(row: &tsv::Row<'static>) -> Result<NamedEvent> {
    let kind = match row.need("kind")? {
        "war" => NamedEventKind::War,
        "attack" => NamedEventKind::Attack,
        "coup" => NamedEventKind::Coup,
        "uprising" => NamedEventKind::Uprising,
        "accord" => NamedEventKind::Accord,
        "election" => NamedEventKind::Election,
        "disaster" => NamedEventKind::Disaster,
        "anniversary" => NamedEventKind::Anniversary,
        other => return Err(row.error(format!("kind '{other}'"), "use one of the kinds named at the table's head")),
    };
    row.need("start")?;
    let start = row.date("start")?.unwrap_or_default();
    let end = row.date("end")?;
    if end.is_some_and(|end| end < start) {
        return Err(row.error("the end lies before the start", "check both days"));
    }
    Ok(NamedEvent {
        name: row.need("name")?,
        aliases: row.list("aliases").collect(),
        kind,
        start,
        end,
        countries: row.list("countries").collect(),
        source: row.need("source")?,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_war_goes_by_many_names_and_has_its_days() {
        let t = NamedEvents::english().unwrap();
        for name in ["44-day war", "six-week war", "2020 war over Nagorno-Karabakh", "Second Karabakh War"] {
            let found: Vec<_> = t.find(name).collect();
            assert_eq!(found.len(), 1, "{name}");
            assert_eq!(found[0].start, date(2020, 9, 27));
            assert!(found[0].touches_year(2020) && !found[0].touches_year(2021));
            assert!(found[0].is_past_at(date(2021, 11, 16)));
        }
        assert!(t.find("RUSSIAN INVASION OF UKRAINE").all(|e| e.end.is_none()));
    }

    #[test]
    fn no_name_stands_for_two_events_and_countries_are_known() {
        let t = NamedEvents::english().unwrap();
        let countries = super::super::countries::Countries::english().unwrap();
        for e in t.all() {
            for form in std::iter::once(&e.name).chain(&e.aliases) {
                assert_eq!(t.find(form).count(), 1, "{form}");
            }
            for code in &e.countries {
                assert!(countries.by_code(code).is_some(), "{}: {code}", e.name);
            }
        }
        assert!(t.all().len() >= 60);
    }
}
