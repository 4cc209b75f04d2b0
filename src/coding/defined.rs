//! Abbreviations that a report explains itself: "United People's Democratic
//! Front (UPDF)" is not Uganda's army, whatever the lexicon calls UPDF.

use std::collections::HashMap;

use crate::document::Document;
use crate::lexicon::actors::Group;

/// What a report says its abbreviations stand for, in lower case.
#[derive(Debug, Clone, Default)]
pub(super) struct Defined(HashMap<String, String>);

/// Words before the bracket among which the full name is sought.
const BACK: usize = 12;

impl Defined {
    /// Reads "Full Name (FN)" and "Full Name [FN]" out of a document.
    pub(super) fn of(doc: &Document) -> Self {
        let word = |i: usize| doc.tokens.get(i).map_or("", |t| t.span.of(&doc.text));
        let mut found = HashMap::new();
        for i in 1..doc.tokens.len() {
            let short = word(i);
            let set_off = matches!(word(i - 1), "(" | "[") && matches!(word(i + 1), ")" | "]");
            if !set_off || !(2..=8).contains(&short.len()) || !short.bytes().all(|b| b.is_ascii_uppercase()) {
                continue;
            }
            let before: Vec<&str> = (i.saturating_sub(BACK)..i - 1).map(word).collect();
            if let Some(full) = expansion(short, &before) {
                found.entry(short.to_owned()).or_insert(full);
            }
        }
        Self(found)
    }

    /// Whether a group of the lexicon may be meant by `form` in this report.
    pub(super) fn allows(&self, form: &str, group: &Group) -> bool {
        self.0.get(form).is_none_or(|full| {
            std::iter::once(&group.name).chain(&group.aliases).any(|name| {
                let name = name.to_lowercase();
                name.contains(full.as_str()) || name.contains(' ') && full.contains(&name)
            })
        })
    }
}

/// The words before a bracket whose first letters make the abbreviation, in
/// any order: Spanish and French ones follow their own.
fn expansion(short: &str, before: &[&str]) -> Option<String> {
    let mut wanted: Vec<char> = short.chars().collect();
    let mut from = before.len();
    while !wanted.is_empty() {
        from = from.checked_sub(1)?;
        let word = before[from];
        let small =
            matches!(&*word.to_lowercase(), "of" | "the" | "and" | "for" | "in" | "de" | "del" | "la" | "el" | "'s");
        if small || !word.starts_with(char::is_alphabetic) {
            continue;
        }
        let first = word.chars().next()?.to_ascii_uppercase();
        let at = wanted.iter().position(|c| *c == first)?;
        wanted.swap_remove(at);
    }
    let words: Vec<String> = before[from..].iter().map(|w| w.to_lowercase()).collect();
    Some(words.join(" ").replace(" 's", "'s"))
}

#[cfg(test)]
mod tests {
    use super::expansion;

    #[test]
    fn a_full_name_begins_with_the_letters_of_its_abbreviation() {
        let full = expansion("UPDF", &["the", "United", "People", "'s", "Democratic", "Front"]);
        assert_eq!(full.as_deref(), Some("united people's democratic front"));
        let spanish = expansion("MNR", &["OPPOSITION", "NATIONAL", "REVOLUTIONARY", "MOVEMENT"]);
        assert_eq!(spanish.as_deref(), Some("national revolutionary movement"));
        assert_eq!(expansion("FMLN", &["said", "the", "rebels"]), None);
    }
}
