//! Which incidents a published map may harm people with:
//! `lexicon/en/sensitive.toml`. The table says why for each group.

use serde::Deserialize;

use crate::error::{Error, Result};

const TABLE: &str = "lexicon/en/sensitive.toml";

/// A sort of sensitive incidents, and the signs of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Group {
    /// What it is called.
    pub name: String,
    /// Whom it can harm, and how.
    pub reason: String,
    /// ACLED sub-event types.
    pub sub_events: Vec<String>,
    /// Kinds of toll: `abducted`, `arrested`.
    pub figures: Vec<String>,
    /// GeoNames feature codes of the place.
    pub feature_codes: Vec<String>,
    /// Words and phrases in lower case; a last `*` stands for any ending.
    pub words: Vec<String>,
    /// Wordings in which such words mean something else.
    pub not: Vec<String>,
}

/// The signs that an incident shows.
#[derive(Debug, Clone, Default)]
pub struct Signs<'a> {
    /// ACLED sub-event type.
    pub sub_event: &'a str,
    /// Kinds of toll that are told.
    pub figures: Vec<&'static str>,
    /// Feature code of the place.
    pub feature_code: Option<&'a str>,
    /// All words that tell it.
    pub texts: Vec<&'a str>,
}

/// The table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sensitive {
    #[serde(rename = "group")]
    groups: Vec<Group>,
}

impl Sensitive {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When it is broken, or a group has no name, reason or sign.
    pub fn english() -> Result<Self> {
        let wrong = |why: String| Error::Data { what: TABLE.to_owned(), why };
        let table: Self =
            toml::from_str(include_str!("../../lexicon/en/sensitive.toml")).map_err(|why| wrong(why.to_string()))?;
        for group in &table.groups {
            if group.name.is_empty() || group.reason.is_empty() || group.words.is_empty() {
                return Err(wrong(format!("group '{}': give it name, reason and words", group.name)));
            }
        }
        Ok(table)
    }

    /// All groups, in the table's order.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The first group that an incident with these signs belongs to.
    pub fn group(&self, signs: &Signs<'_>) -> Option<&Group> {
        let texts: Vec<String> = signs.texts.iter().map(|text| plain(text)).collect();
        self.groups.iter().find(|group| group.fits(signs, &texts))
    }
}

impl Group {
    fn fits(&self, signs: &Signs<'_>, texts: &[String]) -> bool {
        self.sub_events.iter().any(|s| s == signs.sub_event)
            || self.figures.iter().any(|f| signs.figures.contains(&f.as_str()))
            || signs.feature_code.is_some_and(|code| self.feature_codes.iter().any(|c| c == code))
            || texts.iter().any(|text| self.is_told_in(text))
    }

    /// `text` as [`plain`] gives it.
    fn is_told_in(&self, text: &str) -> bool {
        let mut rest = text.to_owned();
        for wording in &self.not {
            rest = rest.replace(&format!(" {wording} "), " ");
        }
        self.words.iter().any(|word| match word.strip_suffix('*') {
            Some(beginning) => rest.contains(&format!(" {beginning}")),
            None => rest.contains(&format!(" {word} ")),
        })
    }
}

/// Words in lower case with one space before, between and after them.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group<'s>(table: &'s Sensitive, text: &str) -> Option<&'s str> {
        let signs = Signs { sub_event: "Attack", texts: vec![text], ..Signs::default() };
        table.group(&signs).map(|g| g.name.as_str())
    }

    #[test]
    fn words_tell_the_group_and_wordings_that_only_look_so_do_not() {
        let table = Sensitive::english().unwrap();
        assert_eq!(group(&table, "A shell hit the town's Hospital."), Some("health site"));
        assert_eq!(group(&table, "The wounded were taken to hospital."), None);
        assert_eq!(group(&table, "They attacked an army camp."), None);
        assert_eq!(group(&table, "They attacked the camp at dawn."), Some("camp"));
        assert_eq!(group(&table, "Two women were raped."), Some("sexual violence"));
        assert_eq!(group(&table, "Fields of rapeseed burned."), None);
    }

    #[test]
    fn types_figures_and_places_tell_it_without_words() {
        let table = Sensitive::english().unwrap();
        let by = |signs: Signs<'_>| table.group(&signs).map(|g| g.name.as_str());
        assert_eq!(by(Signs { sub_event: "Arrests", ..Signs::default() }), Some("detention"));
        assert_eq!(by(Signs { figures: vec!["abducted"], ..Signs::default() }), Some("abduction"));
        assert_eq!(by(Signs { feature_code: Some("HSP"), ..Signs::default() }), Some("health site"));
        assert_eq!(by(Signs { sub_event: "Armed clash", ..Signs::default() }), None);
    }
}
