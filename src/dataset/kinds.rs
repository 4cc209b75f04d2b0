//! The colours of rows: known types have their own, the values of any other
//! column the six there are, by how many rows have them.

use std::cmp::Reverse;

use super::Dataset;
use super::dialect::Dialect;
use super::record::{Record, Word};
use crate::coding::{EventType, SubEvent};

/// How many values have a colour of their own where there are more of them: the
/// last colour stands for the rest.
const OWN: usize = EventType::ALL.len() - 1;

/// UCDP's types of violence, by their numbers.
const UCDP: [(&str, &str, EventType); 3] = [
    ("1", "State-based violence", EventType::Battles),
    ("2", "Non-state violence", EventType::Riots),
    ("3", "One-sided violence", EventType::ViolenceAgainstCivilians),
];

/// The words of a type: UCDP writes numbers.
pub(super) fn told(dialect: Dialect, cell: &str) -> &str {
    let found = UCDP.iter().find(|(code, ..)| dialect == Dialect::Ucdp && *code == cell);
    found.map_or(cell, |(_, words, _)| words)
}

/// The type that words name: ACLED's types and sub-types, the types of its old
/// files, UCDP's.
pub fn event_type_named(words: &str) -> Option<EventType> {
    let lower = words.to_lowercase();
    let same = |name: &str| name.to_lowercase() == lower;
    EventType::ALL
        .into_iter()
        .find(|kind| same(kind.name()))
        .or_else(|| SubEvent::ALL.into_iter().find(|sub| same(sub.name())).map(SubEvent::event_type))
        .or_else(|| UCDP.iter().find(|(_, name, _)| same(name)).map(|(.., kind)| *kind))
        .or(match lower.as_str() {
            "remote violence" => Some(EventType::Explosions),
            "riots/protests" => Some(EventType::Riots),
            "strategic development" => Some(EventType::StrategicDevelopments),
            old if old.starts_with("battle-") => Some(EventType::Battles),
            _ => None,
        })
}

/// Which colour each value has, and what the legend says of it.
#[derive(Debug, Clone, Default)]
pub struct Kinds {
    of: Vec<Option<EventType>>,
    /// What each colour stands for, where it is not the type of that name; in
    /// the legend's order.
    pub names: Vec<(EventType, String)>,
}

impl Kinds {
    /// The colour of a row.
    pub fn of(&self, record: &Record) -> EventType {
        self.of.get(record.kind.index()).copied().flatten().unwrap_or(EventType::StrategicDevelopments)
    }
}

impl Dataset {
    /// The colours of all rows.
    pub fn kinds(&self) -> Kinds {
        let mut rows = vec![0_usize; self.words.len()];
        for record in &self.records {
            rows[record.kind.index()] += 1;
        }
        if self.sheets.iter().all(|s| s.color.is_none()) {
            let of = vec![Some(EventType::Battles); self.words.len()];
            return Kinds { of, names: vec![(EventType::Battles, self.called())] };
        }
        let values: Vec<usize> = (0..rows.len()).filter(|n| rows[*n] > 0).collect();
        let known: Vec<Option<EventType>> =
            (0..rows.len()).map(|n| event_type_named(self.value(n)).filter(|_| rows[n] > 0)).collect();
        let named = values.iter().filter(|n| **n != Word::NONE.index());
        if self.sheets.iter().all(|s| !s.own_color) && named.clone().all(|n| known[*n].is_some()) && named.count() > 0 {
            return self.typed(known, rows[Word::NONE.index()]);
        }
        self.counted(values, &rows)
    }

    /// What rows without any type are called.
    pub fn called(&self) -> String {
        let mut dialects: Vec<Dialect> = self.sheets.iter().map(|s| s.dialect).collect();
        dialects.dedup();
        match dialects[..] {
            [one] if one != Dialect::Other => one.rows().to_owned(),
            _ => "Reported incidents".to_owned(),
        }
    }

    fn value(&self, number: usize) -> &str {
        self.words.texts().get(number).map_or("", |text| text)
    }

    /// Rows whose types are known ones.
    fn typed(&self, of: Vec<Option<EventType>>, untold: usize) -> Kinds {
        let mut names = Vec::new();
        for kind in EventType::ALL {
            let words: Vec<&str> = (0..of.len()).filter(|n| of[*n] == Some(kind)).map(|n| self.value(n)).collect();
            let ucdp = |words: &&&str| UCDP.iter().any(|(_, name, _)| *name == **words);
            let all_ucdp = !words.is_empty() && words.iter().filter(ucdp).count() == words.len();
            let rest = kind == EventType::StrategicDevelopments && untold > 0;
            let of_ucdp = words.iter().find(|w| ucdp(w));
            if let (true, Some(name)) = (all_ucdp, of_ucdp) {
                names.push((kind, (*name).to_owned()));
            } else if let Some(name) = of_ucdp {
                names.push((kind, format!("{}; {}", kind.name(), name.to_lowercase())));
            } else if rest && words.is_empty() {
                names.push((kind, "Type not told".to_owned()));
            } else if rest {
                names.push((kind, format!("{}, or type not told", kind.name())));
            }
        }
        Kinds { of, names }
    }

    /// The most frequent values, and the rest.
    fn counted(&self, mut values: Vec<usize>, rows: &[usize]) -> Kinds {
        values.sort_by_key(|n| (Reverse(rows[*n]), self.value(*n)));
        let own = if values.len() > EventType::ALL.len() { OWN } else { values.len() };
        let mut of = vec![None; rows.len()];
        let mut names = Vec::new();
        for (value, kind) in values.iter().take(own).zip(EventType::ALL) {
            of[*value] = Some(kind);
            let words = self.value(*value);
            names.push((kind, if words.is_empty() { "Not told".to_owned() } else { words.to_owned() }));
        }
        if values.len() > own {
            names.push((EventType::ALL[OWN], format!("Other ({} values)", values.len() - own)));
        }
        Kinds { of, names }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Wanted;
    use super::*;

    fn read(table: &str, wanted: Wanted) -> Dataset {
        let mut dataset = Dataset::new(wanted);
        dataset.read(&mut table.as_bytes(), "a.csv").unwrap();
        dataset
    }

    #[test]
    fn types_of_known_tables_have_their_colours() {
        let table = "type_of_violence,side_a,side_b,date_start,best,latitude,longitude\n\
                     1,A,B,2020-01-02,1,9,8\n2,A,B,2020-01-02,1,9,8\n3,A,Civilians,2020-01-02,1,9,8\n";
        let dataset = read(table, Wanted::default());
        let kinds = dataset.kinds();
        let of: Vec<EventType> = dataset.records.iter().map(|r| kinds.of(r)).collect();
        assert_eq!(of, [EventType::Battles, EventType::Riots, EventType::ViolenceAgainstCivilians]);
        let names: Vec<&str> = kinds.names.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["State-based violence", "One-sided violence", "Non-state violence"]);
        // Beside ACLED's words a colour stands for both.
        let mixed = read("event_type,latitude,longitude\nRiots,1,2\nNon-state violence,1,2\n", Wanted::default());
        assert_eq!(mixed.kinds().names, [(EventType::Riots, "Riots; non-state violence".to_owned())]);
    }

    #[test]
    fn other_values_are_coloured_by_their_number() {
        let rows: String = "aabbbccdefgh".chars().map(|c| format!("1,2,{c}\n")).collect();
        let dataset = read(&format!("lat,lon,type\n{rows}"), Wanted::default());
        let names = dataset.kinds().names;
        let words: Vec<&str> = names.iter().map(|(_, n)| n.as_str()).collect();
        assert_eq!(words, ["b", "a", "c", "d", "e", "Other (3 values)"]);
        let bare = read("lat,lon\n1,2\n", Wanted::default()).kinds();
        assert_eq!(bare.names, [(EventType::Battles, "Reported incidents".to_owned())]);
    }

    #[test]
    fn old_and_sub_types_are_known() {
        assert_eq!(event_type_named("Battle-No change of territory"), Some(EventType::Battles));
        assert_eq!(event_type_named("ARMED CLASH"), Some(EventType::Battles));
        assert_eq!(event_type_named("Robbery"), None);
    }
}
