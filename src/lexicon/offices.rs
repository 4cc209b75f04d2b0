//! Persons whom news quotes, and the offices they held when:
//! `lexicon/en/offices.tsv`.
//!
//! "Pashinyan said" is Armenia's word in 2022; "Trump said" is Washington's
//! only between two inaugurations.

use jiff::civil::Date;

use super::forms::Forms;
use super::tsv;
use crate::error::Result;

const TABLE: &str = "lexicon/en/offices.tsv";
const TEXT: &str = include_str!("../../lexicon/en/offices.tsv");

/// The sorts of office.
pub const KINDS: [&str; 12] = [
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "interior_minister",
    "spokesperson",
    "military_chief",
    "regional_head",
    "mayor",
    "group_leader",
    "monitor",
    "other",
];

/// A term of office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Full names, all spellings in use; the first is the one to write.
    pub names: Vec<&'static str>,
    /// How the person is named at second mention.
    pub short: Vec<&'static str>,
    /// The office, without the country: "Prime Minister".
    pub office: &'static str,
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// Code of `countries.tsv`, or EU, UN, NATO.
    pub country: &'static str,
    /// First day.
    pub from: Date,
    /// Last day; `None` while in office.
    pub to: Option<Date>,
}

impl Office {
    /// Whether the person is in office on that day.
    pub fn holds_at(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether what the person says is the state's word: an office of a state,
    /// not of an armed group, a city or a monitor.
    pub fn speaks_for_state(&self) -> bool {
        !matches!(self.kind, "group_leader" | "monitor" | "mayor") && !matches!(self.country, "EU" | "UN" | "NATO")
    }
}

/// The table, with its index.
#[derive(Debug, Clone, Default)]
pub struct Offices {
    rows: Vec<Office>,
    forms: Forms<u32>,
}

impl Offices {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut rows = Vec::new();
        tsv::read(TABLE, TEXT, &["names", "short", "office", "kind", "country", "from", "to", "basis"], |row| {
            rows.push(read_row(row)?);
            Ok(())
        })?;
        let mut forms = Forms::default();
        for (i, row) in (0u32..).zip(&rows) {
            for form in row.names.iter().chain(row.short.iter().filter(|s| !row.names.contains(s))) {
                forms.add(form, i);
            }
        }
        forms.sort();
        Ok(Self { rows, forms })
    }

    /// All terms, in the table's order.
    pub fn all(&self) -> &[Office] {
        &self.rows
    }

    /// The terms of those who go by a name, in full or short, at any time.
    pub fn find(&self, name: &str) -> impl Iterator<Item = &Office> {
        self.forms.find(name).filter_map(|i| self.rows.get(*i as usize))
    }

    /// The terms of that name which hold at `day`; without a day, all of them.
    pub fn find_at(&self, name: &str, day: Option<Date>) -> impl Iterator<Item = &Office> {
        self.find(name).filter(move |o| day.is_none_or(|day| o.holds_at(day)))
    }

    /// The number of words of the longest name, for n-gram scans.
    pub fn longest(&self) -> usize {
        self.forms.longest()
    }
}

fn read_row(row: &tsv::Row<'static>) -> Result<Office> {
    let kind = row.need("kind")?;
    if !KINDS.contains(&kind) {
        return Err(row.error(format!("kind '{kind}'"), "use one of the kinds named at the table's head"));
    }
    if !matches!(row.need("basis")?, "official" | "approximate") {
        return Err(row.error("basis is neither official nor approximate", "say how the days are known"));
    }
    row.need("from")?;
    let from = row.date("from")?.unwrap_or_default();
    let to = row.date("to")?;
    if to.is_some_and(|to| to < from) {
        return Err(row.error("'to' lies before 'from'", "check both days"));
    }
    Ok(Office {
        names: row.list("names").collect(),
        short: row.list("short").collect(),
        office: row.need("office")?,
        kind,
        country: row.need("country")?,
        from,
        to,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_surname_speaks_for_a_state_while_in_office() {
        let t = Offices::english().unwrap();
        let state = |name, day| t.find_at(name, Some(day)).map(|o| o.country).collect::<Vec<_>>();
        assert_eq!(state("Pashinyan", date(2022, 9, 13)), ["ARM"]);
        assert_eq!(state("Trump", date(2022, 9, 13)), Vec::<&str>::new());
        assert_eq!(state("Volodymyr Zelensky", date(2022, 9, 13)), ["UKR"]);
        assert_eq!(
            t.find_at("Bush", Some(date(1989, 12, 20))).map(|o| o.names[0]).collect::<Vec<_>>(),
            ["George Bush"]
        );
        assert!(t.find("Nasrallah").all(|o| !o.speaks_for_state()));
    }

    #[test]
    fn countries_are_known_and_short_names_belong_to_their_bearer() {
        let t = Offices::english().unwrap();
        let countries = super::super::countries::Countries::english().unwrap();
        for o in t.all() {
            assert!(countries.by_code(o.country).is_some() || ["EU", "UN", "NATO"].contains(&o.country), "{o:?}");
            for short in &o.short {
                let last = short.rsplit([' ', '-']).next().unwrap_or(short);
                assert!(o.names.iter().any(|n| n.contains(last)) || o.names.len() > 1, "{short}: {:?}", o.names);
            }
        }
        assert!(t.all().len() >= 80);
    }
}
