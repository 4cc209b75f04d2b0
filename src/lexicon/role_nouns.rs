//! Common nouns for people, forces and things: `lexicon/en/role_nouns.tsv`.
//!
//! Who "two servicemen", "gunmen" and "a minibus" are in the field's terms.

use super::forms::Forms;
use super::tsv;
use crate::error::Result;

const TABLE: &str = "lexicon/en/role_nouns.tsv";
const TEXT: &str = include_str!("../../lexicon/en/role_nouns.tsv");

/// What a noun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleClass {
    /// Soldiers, armies.
    StateMilitary,
    /// Police, guards of the state, its agents.
    StatePolice,
    /// Rebels, insurgents, guerrillas.
    Rebel,
    /// Militias, vigilantes, mercenaries.
    Militia,
    /// Gunmen, gangs, bandits: armed and of no named cause.
    Gang,
    /// Soldiers of a peace mission.
    Peacekeeper,
    /// Those who demonstrate.
    Protester,
    /// Those who riot.
    Rioter,
    /// Those who take no part.
    Civilian,
    /// Holders of public office, who are civilians for ACLED.
    Official,
    /// Leaders: of the class of what they lead.
    Leader,
    /// Vehicles, buildings, positions.
    Thing,
}

impl RoleClass {
    /// Whether it names people who bear arms.
    pub const fn is_armed(self) -> bool {
        matches!(
            self,
            Self::StateMilitary | Self::StatePolice | Self::Rebel | Self::Militia | Self::Gang | Self::Peacekeeper
        )
    }

    /// Whether ACLED counts such people as civilians.
    pub const fn is_civilian(self) -> bool {
        matches!(self, Self::Civilian | Self::Official)
    }
}

/// Finer sorts that matter to the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleSort {
    /// Nothing further.
    Plain,
    /// A collective: "army", "gang".
    Force,
    /// A word that stays inside quotes.
    Loaded,
    /// A vehicle, ship or aircraft.
    Vehicle,
    /// A building or place where people are.
    Building,
    /// A thing of the military.
    Military,
    /// Roads, lines, plants, fields.
    Infrastructure,
    /// A village, town, quarter.
    Settlement,
}

/// A noun's meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleNoun {
    /// The singular, lower-case.
    pub singular: &'static str,
    /// What it stands for.
    pub class: RoleClass,
    /// The finer sort.
    pub sort: RoleSort,
}

/// The table, with its index.
#[derive(Debug, Clone, Default)]
pub struct RoleNouns {
    forms: Forms<(RoleNoun, bool)>,
}

impl RoleNouns {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut forms = Forms::default();
        tsv::read(TABLE, TEXT, &["singular", "plural", "class", "sort"], |row| {
            let noun = RoleNoun { singular: row.need("singular")?, class: class(row)?, sort: sort(row)? };
            forms.add(noun.singular, (noun, false));
            let plural = row.need("plural")?;
            if plural != noun.singular {
                forms.add(plural, (noun, true));
            }
            Ok(())
        })?;
        forms.sort();
        Ok(Self { forms })
    }

    /// The meaning of a noun or noun phrase, singular or plural, in any case.
    pub fn find(&self, noun: &str) -> Option<RoleNoun> {
        self.forms.find(noun).next().map(|(n, _)| *n)
    }

    /// Whether the form is a plural ("soldiers") or the same in both
    /// ("police"); `None` for an unknown noun.
    pub fn is_plural(&self, noun: &str) -> Option<bool> {
        self.forms.find(noun).next().map(|(n, plural)| *plural || (n.singular.ends_with('s') && noun.ends_with('s')))
    }

    /// The number of words of the longest phrase, for n-gram scans.
    pub fn longest(&self) -> usize {
        self.forms.longest()
    }
}

fn class(row: &tsv::Row<'_>) -> Result<RoleClass> {
    Ok(match row.need("class")? {
        "state_military" => RoleClass::StateMilitary,
        "state_police" => RoleClass::StatePolice,
        "rebel" => RoleClass::Rebel,
        "militia" => RoleClass::Militia,
        "gang" => RoleClass::Gang,
        "peacekeeper" => RoleClass::Peacekeeper,
        "protester" => RoleClass::Protester,
        "rioter" => RoleClass::Rioter,
        "civilian" => RoleClass::Civilian,
        "official" => RoleClass::Official,
        "leader" => RoleClass::Leader,
        "thing" => RoleClass::Thing,
        other => return Err(row.error(format!("class '{other}'"), "use a class named at the table's head")),
    })
}

fn sort(row: &tsv::Row<'_>) -> Result<RoleSort> {
    Ok(match row.get("sort") {
        "" => RoleSort::Plain,
        "force" => RoleSort::Force,
        "loaded" => RoleSort::Loaded,
        "vehicle" => RoleSort::Vehicle,
        "building" => RoleSort::Building,
        "military" => RoleSort::Military,
        "infrastructure" => RoleSort::Infrastructure,
        "settlement" => RoleSort::Settlement,
        other => return Err(row.error(format!("sort '{other}'"), "use a sort named at the table's head")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_have_their_class_in_singular_plural_and_capitals() {
        let t = RoleNouns::english().unwrap();
        for (noun, class) in [
            ("servicemen", RoleClass::StateMilitary),
            ("law-enforcement officers", RoleClass::StatePolice),
            ("GUERRILLAS", RoleClass::Rebel),
            ("gunman", RoleClass::Gang),
            ("people", RoleClass::Civilian),
            ("mayor", RoleClass::Official),
            ("minibuses", RoleClass::Thing),
        ] {
            assert_eq!(t.find(noun).map(|n| n.class), Some(class), "{noun}");
        }
        assert_eq!(t.find("army").map(|n| n.sort), Some(RoleSort::Force));
        assert_eq!(t.is_plural("women"), Some(true));
        assert_eq!(t.is_plural("woman"), Some(false));
        assert_eq!(t.find("treaty"), None);
    }

    #[test]
    fn no_form_stands_twice() {
        let mut seen: Vec<&str> = Vec::new();
        tsv::read(TABLE, TEXT, &[], |row| {
            seen.push(row.get("singular"));
            if row.get("plural") != row.get("singular") {
                seen.push(row.get("plural"));
            }
            Ok(())
        })
        .unwrap();
        assert!(seen.len() >= 500);
        seen.sort_unstable();
        let twice: Vec<_> = seen.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
