//! Armed groups, forces and agencies: `lexicon/en/actors.tsv`.
//!
//! Two sorts of row: groups by name ("PKK: Kurdistan Workers Party"), which
//! exist from one day to another, and organs of any state by head noun
//! ("army", "defence ministry"), which become an actor with their country.

use jiff::civil::Date;

use super::forms::Forms;
use super::tsv;
use crate::error::Result;

const TABLE: &str = "lexicon/en/actors.tsv";
const TEXT: &str = include_str!("../../lexicon/en/actors.tsv");

/// ACLED's kinds of actor, in its own words and order (`inter` 1-8).
pub const INTER: [&str; 8] = [
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
];

/// A group known by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// In ACLED's manner.
    pub name: &'static str,
    /// As news writes it, abbreviations included, without "the".
    pub aliases: Vec<&'static str>,
    /// One of [`INTER`].
    pub inter: &'static str,
    /// Code of `countries.tsv`; `None` for groups without one home.
    pub home: Option<&'static str>,
    /// First day under this description.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Group {
    /// Whether the group exists, so described, on that day.
    pub fn exists_at(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A force or body that every state has, known by head noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organ {
    /// The actor's name, with "{country}" where the country's name goes.
    pub template: &'static str,
    /// One of [`INTER`].
    pub inter: &'static str,
    /// Whether it is a body that speaks (a ministry) and not a force.
    pub speaks: bool,
}

impl Organ {
    /// The actor of a country: "Military Forces of Azerbaijan".
    pub fn of(&self, country: &str) -> String {
        self.template.replace("{country}", country)
    }
}

/// The table, with its indexes.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    groups: Vec<Group>,
    organs: Vec<Organ>,
    group_forms: Forms<u32>,
    organ_forms: Forms<u32>,
}

impl Actors {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut table = Self::default();
        let columns = ["name", "aliases", "inter", "home", "valid_from", "valid_to", "organ"];
        tsv::read(TABLE, TEXT, &columns, |row| match row.opt("organ") {
            Some(organ) => table.add_organ(row, organ),
            None => table.add_group(row),
        })?;
        table.group_forms.sort();
        table.organ_forms.sort();
        Ok(table)
    }

    fn add_organ(&mut self, row: &tsv::Row<'static>, organ: &str) -> Result<()> {
        if !matches!(organ, "pattern" | "ministry") || !row.get("name").contains("{country}") {
            return Err(row.error("a row with an organ", "write pattern or ministry, and {country} in the name"));
        }
        let index = self.organs.len() as u32;
        row.list("aliases").for_each(|noun| self.organ_forms.add(noun, index));
        let speaks = organ == "ministry";
        self.organs.push(Organ { template: row.need("name")?, inter: inter(row)?, speaks });
        Ok(())
    }

    fn add_group(&mut self, row: &tsv::Row<'static>) -> Result<()> {
        let group = Group {
            name: row.need("name")?,
            aliases: row.list("aliases").collect(),
            inter: inter(row)?,
            home: row.opt("home"),
            from: row.date("valid_from")?,
            to: row.date("valid_to")?,
        };
        if group.from.zip(group.to).is_some_and(|(from, to)| to < from) {
            return Err(row.error("valid_to lies before valid_from", "check both days"));
        }
        let index = self.groups.len() as u32;
        for form in std::iter::once(&group.name).chain(&group.aliases) {
            self.group_forms.add(form, index);
        }
        self.groups.push(group);
        Ok(())
    }

    /// All groups, in the table's order.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The forces and bodies that every state has, in the table's order.
    pub fn organs(&self) -> &[Organ] {
        &self.organs
    }

    /// The groups that go by a name or abbreviation, at any time. In a text
    /// set in capitals ask [`super::forms::is_also_a_word`] first: "IS".
    pub fn find(&self, form: &str) -> impl Iterator<Item = &Group> {
        self.group_forms.find(form).filter_map(|i| self.groups.get(*i as usize))
    }

    /// The groups of that name which exist at `day`; without a day, all.
    pub fn find_at(&self, form: &str, day: Option<Date>) -> impl Iterator<Item = &Group> {
        self.find(form).filter(move |g| day.is_none_or(|day| g.exists_at(day)))
    }

    /// The organ of a state that a head noun names: "army", "defence ministry".
    pub fn organ(&self, noun: &str) -> Option<&Organ> {
        self.organ_forms.find(noun).find_map(|i| self.organs.get(*i as usize))
    }

    /// The number of words of the longest name, for n-gram scans.
    pub fn longest(&self) -> usize {
        self.group_forms.longest().max(self.organ_forms.longest())
    }
}

fn inter(row: &tsv::Row<'static>) -> Result<&'static str> {
    let inter = row.need("inter")?;
    if INTER.contains(&inter) {
        Ok(inter)
    } else {
        Err(row.error(format!("inter '{inter}'"), format!("use one of: {}", INTER.join(", "))))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn groups_are_found_by_name_and_abbreviation() {
        let t = Actors::english().unwrap();
        for (form, name) in [
            ("FMLN", "FMLN: Farabundo Marti National Liberation Front"),
            ("Sendero Luminoso", "Shining Path"),
            ("SHINING PATH", "Shining Path"),
            ("RSF", "RSF: Rapid Support Forces"),
            ("Karabakh army", "Military Forces of Nagorno-Karabakh"),
            ("al-Shabaab", "Al Shabaab"),
        ] {
            assert_eq!(t.find(form).map(|g| g.name).collect::<Vec<_>>(), [name], "{form}");
        }
        assert_eq!(t.find("is").count(), 0, "a verb is no armed group");
        assert_eq!(t.find("sac").count(), 0);
    }

    #[test]
    fn the_date_decides_what_the_taliban_are() {
        let t = Actors::english().unwrap();
        let inter = |day| t.find_at("Taliban", Some(day)).map(|g| g.inter).collect::<Vec<_>>();
        assert_eq!(inter(date(2019, 5, 1)), ["Rebel group"]);
        assert_eq!(inter(date(2023, 5, 1)), ["State forces"]);
    }

    #[test]
    fn organs_become_actors_with_their_country() {
        let t = Actors::english().unwrap();
        let army = t.organ("army").unwrap();
        assert_eq!((army.of("Azerbaijan").as_str(), army.speaks), ("Military Forces of Azerbaijan", false));
        assert!(t.organ("defence ministry").unwrap().speaks);
        assert_eq!(t.organ("police").unwrap().of("Haiti"), "Police Forces of Haiti");
    }

    #[test]
    fn homes_are_known_and_no_name_has_two_meanings_on_one_day() {
        let t = Actors::english().unwrap();
        let countries = super::super::countries::Countries::english().unwrap();
        assert!(t.groups().len() >= 250);
        for g in t.groups() {
            assert!(g.home.is_none_or(|h| countries.by_code(h).is_some()), "{}", g.name);
            for form in std::iter::once(&g.name).chain(&g.aliases) {
                for day in [date(1989, 6, 1), date(2001, 6, 1), date(2014, 6, 1), date(2023, 6, 1)] {
                    assert!(t.find_at(form, Some(day)).count() <= 1, "{form} at {day}");
                }
            }
        }
    }
}
