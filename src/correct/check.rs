//! What is wrong with corrections, before they are applied: faults, those that
//! contradict one another, and, against the incidents of a run, those that are
//! stale.

use std::collections::BTreeMap;

use serde::Serialize;

use super::find::Catalog;
use super::read::Corrections;
use super::settle::{Claim, Clash, settle};
use super::types::{Action, Correction, Target};
use super::words::{Words, report_key};
use crate::error::Notice;

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `fault`, `contradiction`, `stale` or `note`.
    pub kind: &'static str,
    /// The file.
    pub file: String,
    /// The line in it.
    pub line: u64,
    /// The column, where one is wrong.
    pub column: Option<String>,
    /// What was found.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// Looks at all corrections; `catalog` are the incidents they are about.
pub fn check(corrections: &Corrections, catalog: Option<&Catalog>) -> Vec<Finding> {
    let rows = &corrections.rows;
    let fault = |f: &super::Fault| Finding {
        kind: "fault",
        file: f.at.file.to_string(),
        line: f.at.line,
        column: f.column.clone(),
        what: f.what.clone(),
        remedy: f.remedy.clone(),
    };
    let mut findings: Vec<Finding> = corrections.faults.iter().map(fault).collect();
    let mut claims: Vec<Claim<'_>> = aliases(rows).collect();
    match catalog {
        Some(catalog) => claims.extend(found(rows, catalog, &mut findings)),
        None => claims.extend(named(rows)),
    }
    findings.extend(settle(&claims).into_iter().map(|c| finding("contradiction", clash(rows, c))));
    findings.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    findings
}

fn finding(kind: &'static str, notice: Notice) -> Finding {
    let Notice { file, line, what, remedy } = notice;
    Finding { kind, file, line: line.unwrap_or(0), column: None, what, remedy }
}

fn is_alias(row: &Correction) -> bool {
    matches!(row.action, Action::PlaceAlias { .. } | Action::ActorAlias { .. })
}

/// Aliases, which are about no incident.
pub(super) fn aliases(rows: &[Correction]) -> impl Iterator<Item = Claim<'_>> {
    let of = |(number, correction)| Claim { correction, number, about: usize::MAX, other: None, reports: (None, None) };
    rows.iter().enumerate().filter(|(_, row)| is_alias(row)).map(of)
}

/// How two corrections that contradict one another are told.
pub(super) fn clash(rows: &[Correction], clash: Clash) -> Notice {
    let (earlier, later) = (&rows[clash.earlier], &rows[clash.later]);
    let said = |row: &Correction| match &row.value {
        Some(value) => format!("{} '{value}'", row.what()),
        None => row.what(),
    };
    let by_day = earlier.by.when != later.by.when;
    let why = if by_day { "later by its day" } else { "the later line" };
    let place = if earlier.at.file == later.at.file { format!("line {}", later.at.line) } else { later.at.to_string() };
    let what = format!("{} contradicts {place} ({}), which is {why} and is applied", said(earlier), said(later));
    Notice::new(&*earlier.at.file, what, "take one of them out").at_line(earlier.at.line)
}

/// Corrections by the incidents that they name, none of which is known.
fn named(rows: &[Correction]) -> Vec<Claim<'_>> {
    let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_words: BTreeMap<(String, Words), usize> = BTreeMap::new();
    let mut next = 0;
    let mut number_of = |target: &Target| {
        let words = target.report.as_deref().zip(target.quote.as_deref()).map(|(r, q)| (report_key(r), Words::of(q)));
        let known = words.as_ref().and_then(|w| by_words.get(w)).or(target.id.as_ref().and_then(|id| by_id.get(id)));
        let number = known.copied().unwrap_or(next);
        next = next.max(number + 1);
        if let Some(words) = words {
            by_words.entry(words).or_insert(number);
        }
        if let Some(id) = &target.id {
            by_id.entry(id.clone()).or_insert(number);
        }
        number
    };
    let mut claims = Vec::new();
    for (number, correction) in rows.iter().enumerate().filter(|(_, row)| !is_alias(row)) {
        let about = number_of(&correction.target);
        let (other, report) = match &correction.action {
            Action::Merge(other) => (Some(number_of(other)), other.report.clone()),
            _ => (None, None),
        };
        claims.push(Claim { correction, number, about, other, reports: (correction.target.report.clone(), report) });
    }
    claims
}

/// Corrections by the incidents that are found; what is not is stale.
fn found<'c>(rows: &'c [Correction], catalog: &Catalog, findings: &mut Vec<Finding>) -> Vec<Claim<'c>> {
    const REMEDY: &str = "correct its quote or id, or take the line out";
    let mut claims = Vec::new();
    for (number, correction) in rows.iter().enumerate().filter(|(_, row)| !is_alias(row)) {
        let here =
            |what: String, remedy: &str| Notice::new(&*correction.at.file, what, remedy).at_line(correction.at.line);
        let stale =
            |why: &str| finding("stale", here(format!("{} no longer applies: {why}", correction.what()), REMEDY));
        let about = match catalog.find(&correction.target) {
            Ok(found) => found,
            Err(why) => {
                findings.push(stale(&why));
                continue;
            }
        };
        if let Some(note) = about.note {
            let what = format!("{}: {note}", correction.what());
            findings.push(finding("note", here(what, "check that it is the incident that you mean")));
        }
        let (other, report) = match &correction.action {
            Action::Merge(other) => match catalog.find(other) {
                Ok(found) => (Some(found.at), other.report.clone()),
                Err(why) => {
                    findings.push(stale(&format!("the other incident: {why}")));
                    continue;
                }
            },
            Action::Split(report) if !catalog.has_report(report) => {
                findings.push(stale(&format!("no incident is told by the report {report}")));
                continue;
            }
            _ => (None, None),
        };
        let reports = (correction.target.report.clone(), report);
        claims.push(Claim { correction, number, about: about.at, other, reports });
    }
    claims
}
