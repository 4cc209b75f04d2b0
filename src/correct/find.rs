//! Which incident a correction means: by words of a report first, then by id.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::types::Target;
use super::words::{Likeness, Words, report_key};
use crate::incident::Incident;

/// What is known of an incident that may be meant.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Its id, and those of incidents that were merged into it.
    pub ids: Vec<String>,
    /// Its evidence: report and words, the main one first.
    pub evidence: Vec<(String, String)>,
    /// Words that its claims rest on, with their reports.
    pub claims: Vec<(String, String)>,
}

impl Told {
    /// Of an incident that was read.
    pub fn of(incident: &Incident) -> Self {
        let words = |e: &Arc<crate::incident::Evidence>| (e.report.to_string(), e.quote.clone());
        Self {
            ids: vec![incident.id.clone()],
            evidence: incident.evidence.iter().map(words).collect(),
            claims: incident.claims.iter().map(|c| words(&c.evidence)).collect(),
        }
    }
}

/// The incidents among which those meant are looked for.
#[derive(Debug, Default)]
pub struct Catalog {
    told: Vec<Told>,
    by_id: BTreeMap<String, usize>,
    by_report: BTreeMap<String, Vec<usize>>,
}

/// An incident that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its number in the catalog.
    pub at: usize,
    /// What a person should know of how it was found.
    pub note: Option<String>,
}

impl Catalog {
    /// Of these incidents; they are numbered in this order.
    pub fn new(told: impl IntoIterator<Item = Told>) -> Self {
        let mut catalog = Self::default();
        for (n, told) in told.into_iter().enumerate() {
            for id in &told.ids {
                catalog.by_id.entry(id.clone()).or_insert(n);
            }
            for (report, _) in told.evidence.iter().chain(&told.claims) {
                let list = catalog.by_report.entry(report_key(report)).or_default();
                if list.last() != Some(&n) {
                    list.push(n);
                }
            }
            catalog.told.push(told);
        }
        catalog
    }

    /// Also knows an incident by this id.
    pub fn also(&mut self, id: &str, at: usize) {
        self.by_id.insert(id.to_owned(), at);
    }

    /// Whether a report tells any incident.
    pub fn has_report(&self, report: &str) -> bool {
        self.by_report.contains_key(&report_key(report))
    }

    /// The incident that is meant.
    ///
    /// # Errors
    /// Why none is.
    pub fn find(&self, target: &Target) -> Result<Found, String> {
        let by_id = target.id.as_ref().and_then(|id| self.by_id.get(id.trim())).copied();
        let words = target.report.as_deref().zip(target.quote.as_deref());
        let by_words = words.map(|(report, quote)| self.by_words(report, quote, by_id));
        match (by_words, by_id) {
            (Some(Ok(at)), Some(other)) if at != other => Ok(Found { at, note: Some(self.apart(target, at)) }),
            (Some(Ok(at)), _) => Ok(Found { at, note: None }),
            (Some(Err(why)), Some(at)) => {
                let id = target.id.as_deref().unwrap_or_default();
                Ok(Found { at, note: Some(format!("{why}; found by the id {id} alone")) })
            }
            (None, Some(at)) => Ok(Found { at, note: None }),
            (Some(Err(why)), None) => Err(match &target.id {
                Some(id) => format!("{why}, and there is no incident {id}"),
                None => why,
            }),
            (None, None) => Err(match &target.id {
                Some(id) => format!("there is no incident {id}"),
                None => "it names no incident".to_owned(),
            }),
        }
    }

    /// What to say where id and quote lead apart.
    fn apart(&self, target: &Target, at: usize) -> String {
        let is = self.told[at].ids.first().map_or("", String::as_str);
        let id = target.id.as_deref().unwrap_or_default();
        format!("the quote is of the incident {is}, the id {id} of another; the quote counts")
    }

    /// The incident of a report that rests on these words. Where several do
    /// equally well, the one of the id, else the one whose main words they are.
    fn by_words(&self, report: &str, quote: &str, id: Option<usize>) -> Result<usize, String> {
        let Some(told) = self.by_report.get(&report_key(report)) else {
            return Err(format!("no incident is told by the report {report}"));
        };
        let words = Words::of(quote);
        let key = report_key(report);
        let fit = |at: &usize| Some((self.fit(*at, &key, &words)?, *at));
        let fits: Vec<(Fit, usize)> = told.iter().filter_map(fit).collect();
        let Some(best) = fits.iter().map(|(fit, _)| *fit).max() else {
            return Err(format!("no incident of the report {report} rests on these words any more"));
        };
        let equal: Vec<usize> = fits.iter().filter(|(fit, _)| *fit == best).map(|(_, at)| *at).collect();
        if let Some(at) = id.filter(|at| equal.contains(at)) {
            return Ok(at);
        }
        if let [at] = equal[..] {
            return Ok(at);
        }
        let ids: Vec<&str> = equal.iter().filter_map(|at| self.told[*at].ids.first()).map(String::as_str).collect();
        Err(format!("the words fit {} equally well", ids.join(" and ")))
    }

    fn fit(&self, at: usize, report: &str, words: &Words) -> Option<Fit> {
        let of = |list: &[(String, String)], main: bool| {
            let own = list.iter().enumerate().filter(|(_, (r, _))| report_key(r) == report);
            own.filter_map(|(n, (_, q))| Some((words.likeness(&Words::of(q))?, main && n == 0))).max()
        };
        let told = &self.told[at];
        let by = |is_evidence: bool| move |(likeness, main)| Fit { is_evidence, likeness, main };
        of(&told.evidence, true).map(by(true)).or_else(|| of(&told.claims, false).map(by(false)))
    }
}

/// How well words fit an incident, rising.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    is_evidence: bool,
    likeness: Likeness,
    main: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog() -> Catalog {
        let told = |id: &str, evidence: &[(&str, &str)]| Told {
            ids: vec![id.into()],
            evidence: evidence.iter().map(|(r, q)| ((*r).into(), (*q).into())).collect(),
            claims: vec![("a.txt".into(), format!("{id} speaks of nine dead"))],
        };
        Catalog::new([
            told("i1", &[("a.txt", "A bomb killed two in Goris"), ("b.txt", "Two died in Goris")]),
            told("i2", &[("a.txt", "Gunmen shot three in Kapan")]),
            told("i3", &[("a.txt", "Gunmen shot three in Kapan")]),
        ])
    }

    fn target(id: &str, report: &str, quote: &str) -> Target {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Target { id: given(id), report: given(report), quote: given(quote) }
    }

    #[test]
    fn words_come_before_ids() {
        let catalog = catalog();
        let at = |id, report, quote| catalog.find(&target(id, report, quote));
        assert_eq!(at("", "./a.txt", "a bomb \u{201c}killed two\u{201d}"), Ok(Found { at: 0, note: None }));
        assert_eq!(at("gone", "b.txt", "two died"), Ok(Found { at: 0, note: None }), "renumbered");
        let apart = at("i2", "a.txt", "A bomb killed two").unwrap();
        assert!(apart.at == 0 && apart.note.unwrap().contains("the id i2 of another; the quote counts"));
        let alone = at("i2", "a.txt", "what was never written here").unwrap();
        assert!(alone.at == 1 && alone.note.unwrap().contains("by the id i2 alone"));
        assert_eq!(at("", "a.txt", "i2 speaks of nine dead"), Ok(Found { at: 1, note: None }), "words of a claim");
    }

    #[test]
    fn what_is_not_found_says_why() {
        let catalog = catalog();
        let why = |id, report, quote| catalog.find(&target(id, report, quote)).unwrap_err();
        assert_eq!(why("i9", "", ""), "there is no incident i9");
        assert!(why("i9", "z.txt", "x").contains("told by the report z.txt, and there is no incident i9"));
        assert!(why("", "a.txt", "never written").contains("rests on these words any more"));
        assert_eq!(why("", "a.txt", "gunmen shot three"), "the words fit i2 and i3 equally well");
        assert_eq!(catalog.find(&target("i3", "a.txt", "gunmen shot three")).unwrap().at, 2, "the id decides");
    }
}
