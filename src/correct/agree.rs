//! How far two coders agree, field by field.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use serde::Serialize;

use super::alpha::{Metric, alpha};
use super::change::Change;
use super::find::{Catalog, Told};
use super::place::{self, PlaceRef};
use super::read::{Draft, table};
use super::sheet::{Decision, is_sheet};
use super::types::Target;
use crate::coding::SubEvent;
use crate::error::{Error, Notice, Result};
use crate::gazetteer::Gazetteer;

/// The fields that are compared, and how. Days are compared by their distance;
/// counts in proportion to their size, since one more in two is not one more
/// in two hundred; all else is equal or not.
const FIELDS: [(&str, Metric); 21] = [
    ("decision", Metric::Nominal),
    ("event_type", Metric::Nominal),
    ("sub_event_type", Metric::Nominal),
    ("status", Metric::Nominal),
    ("attribution", Metric::Nominal),
    ("date_start", Metric::Interval),
    ("date_end", Metric::Interval),
    ("date_precision", Metric::Nominal),
    ("place", Metric::Nominal),
    ("iso3", Metric::Nominal),
    ("side_a", Metric::Nominal),
    ("side_b", Metric::Nominal),
    ("initiator", Metric::Nominal),
    ("killed_best", Metric::Ratio),
    ("killed_min", Metric::Ratio),
    ("killed_max", Metric::Ratio),
    ("killed_a", Metric::Ratio),
    ("killed_b", Metric::Ratio),
    ("killed_civilians", Metric::Ratio),
    ("wounded_min", Metric::Ratio),
    ("wounded_max", Metric::Ratio),
];

/// What one coder says of the incidents.
#[derive(Debug, Clone, Default)]
pub struct Codings {
    units: Vec<Unit>,
    /// What is wrong with single lines.
    pub notices: Vec<Notice>,
}

/// What one coder says of an incident; what is not told is missing.
#[derive(Debug, Clone)]
struct Unit {
    id: Option<String>,
    reports: Vec<String>,
    quote: String,
    values: BTreeMap<String, String>,
}

/// How far a field is agreed on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldAgreement {
    /// The field.
    pub field: &'static str,
    /// How values are compared: nominal, interval, ratio.
    pub metric: &'static str,
    /// Incidents that both gave a value.
    pub n: usize,
    /// Krippendorff's alpha; `None` where both gave one value throughout, or
    /// none.
    pub alpha: Option<f64>,
    /// Share of equal values, 0-1; `None` without any.
    pub agreement: Option<f64>,
}

/// How far two coders agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// Incidents paired by their id.
    pub by_id: usize,
    /// Incidents paired by words of a report.
    pub by_quote: usize,
    /// Incidents that only the first coded.
    pub only_first: usize,
    /// Incidents that only the second coded.
    pub only_second: usize,
    /// The fields that both have.
    pub fields: Vec<FieldAgreement>,
}

impl Codings {
    /// Reads a review sheet, of which only what was decided counts, or an
    /// `incidents.csv`. With `second` the second coder of a sheet is read.
    ///
    /// # Errors
    /// [`Error::Input`] where it is neither.
    pub fn read(file: &str, text: &str, second: bool, gazetteer: &Gazetteer) -> Result<Self> {
        let (header, drafts, faults) = table(&file.into(), text)?;
        let has = |name: &str| header.iter().any(|h| h == name);
        let sheet = is_sheet(&header);
        let refuse = |what: String| Err(Error::Input(Notice::new(file, what, REMEDY).at_line(1)));
        if !has("id") || !(has("event_type") || sheet) {
            return refuse(format!("no review sheet and no incidents.csv; the columns are: {}", header.join(", ")));
        }
        if second && !(sheet && has("second_decision")) {
            return refuse("no column second_decision, so that there is one coder only".to_owned());
        }
        let mut codings = Self { notices: faults.iter().map(super::Fault::notice).collect(), ..Self::default() };
        for draft in &drafts {
            let decision = if sheet { codings.decision(draft, second, gazetteer) } else { None };
            if decision.is_some() || !sheet {
                codings.units.push(unit(draft, decision.as_ref(), gazetteer));
            }
        }
        Ok(codings)
    }

    /// How many incidents were coded.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// What was decided in a row of a sheet; `None` where nothing was.
    fn decision(&mut self, draft: &Draft, second: bool, gazetteer: &Gazetteer) -> Option<Decision> {
        let column = if second { "second_decision" } else { "decision" };
        let text = draft.cell(column)?;
        let own = |name: &str| draft.cell(name).filter(|_| !second);
        let decision = match Decision::parse(text, own("field"), own("value")) {
            Ok(decision) => decision,
            Err((wrong, what, remedy)) => {
                let wrong = if wrong == "decision" { column } else { wrong };
                self.notices.push(draft.fault(wrong, what, remedy).notice());
                return None;
            }
        };
        let Decision::Set(list) = &decision else { return Some(decision) };
        for (what, remedy) in list.iter().filter_map(|(f, v)| Change::parse(f, v, gazetteer).err()) {
            self.notices.push(draft.fault(if second { column } else { "value" }, what, remedy).notice());
        }
        Some(decision)
    }
}

const REMEDY: &str = "give review.csv as people filled it in, or the incidents.csv of a run";

/// What a row says, with what was decided laid over it.
fn unit(draft: &Draft, decision: Option<&Decision>, gazetteer: &Gazetteer) -> Unit {
    let dropped = matches!(decision, Some(Decision::Drop));
    let columns = FIELDS.iter().filter(|_| !dropped).filter_map(|(name, _)| Some((*name, draft.cell(name)?)));
    let mut values: BTreeMap<String, String> =
        columns.filter(|(name, _)| *name != "decision").map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    if let Some(Decision::Set(list)) = decision {
        for (field, value) in list {
            set(&mut values, field, value, gazetteer);
        }
    }
    values.extend(decision.map(|d| ("decision".to_owned(), d.name().to_owned())));
    let reports = draft.cell("report_id").map(|r| vec![r.to_owned()]);
    let several = || draft.cell("report_ids").unwrap_or_default().split("; ").map(str::to_owned).collect();
    Unit {
        id: draft.cell("id").map(str::to_owned),
        reports: reports.unwrap_or_else(several),
        quote: draft.cell("quote").unwrap_or_default().to_owned(),
        values,
    }
}

/// Gives a field the value that a correction would give it.
fn set(values: &mut BTreeMap<String, String>, field: &str, value: &str, gazetteer: &Gazetteer) {
    let known = !value.eq_ignore_ascii_case("unknown");
    let mut give = |field: &str, value: Option<&str>| match value.filter(|_| known) {
        Some(value) => drop(values.insert(field.to_owned(), value.trim().to_owned())),
        None => drop(values.remove(field)),
    };
    match field {
        "date" => {
            let (start, end) = value.split_once('/').unwrap_or((value, value));
            give("date_start", Some(start));
            give("date_end", Some(end));
        }
        "sub_event_type" => {
            let all = SubEvent::ALL.into_iter();
            let sub = all.into_iter().find(|s| s.name().eq_ignore_ascii_case(value));
            give("event_type", sub.map(|s| s.event_type().name()));
            give(field, Some(value));
        }
        "event_type" => {
            give("sub_event_type", None);
            give(field, Some(value));
        }
        "place" | "geonameid" => {
            let place = place::parse(value, gazetteer);
            let name = match &place {
                Ok(PlaceRef::Place(id)) => gazetteer.place(*id).name,
                _ => value,
            };
            give("place", Some(name));
            give("iso3", None);
        }
        _ => give(field, Some(value)),
    }
}

/// Compares what two coders say.
pub fn agreement(first: &Codings, second: &Codings) -> Agreement {
    let (pairs, by_id) = pair(&first.units, &second.units);
    let fields = FIELDS.iter().filter_map(|(field, metric)| compare(field, *metric, &pairs)).collect();
    Agreement {
        by_id,
        by_quote: pairs.len() - by_id,
        only_first: first.units.len() - pairs.len(),
        only_second: second.units.len() - pairs.len(),
        fields,
    }
}

type Pair<'u> = (&'u Unit, &'u Unit);

/// The units that are of one incident, by id and then by words; and how many
/// by id.
fn pair<'u>(first: &'u [Unit], second: &'u [Unit]) -> (Vec<Pair<'u>>, usize) {
    let by_id: BTreeMap<&str, usize> =
        second.iter().enumerate().filter_map(|(n, u)| Some((u.id.as_deref()?, n))).collect();
    let mut taken = BTreeSet::new();
    let mut pairs = Vec::new();
    let mut left = Vec::new();
    for unit in first {
        match unit.id.as_deref().and_then(|id| by_id.get(id)).filter(|n| taken.insert(**n)) {
            Some(n) => pairs.push((unit, &second[*n])),
            None => left.push(unit),
        }
    }
    let found_by_id = pairs.len();
    let told = |unit: &Unit| Told {
        evidence: unit.reports.iter().map(|r| (r.clone(), unit.quote.clone())).collect(),
        ..Told::default()
    };
    let catalog = Catalog::new(second.iter().map(told));
    for unit in left {
        let target =
            |report: &String| Target { id: None, report: Some(report.clone()), quote: Some(unit.quote.clone()) };
        let mut found = unit.reports.iter().filter_map(|report| catalog.find(&target(report)).ok());
        if let Some(found) = found.find(|found| !taken.contains(&found.at)) {
            taken.insert(found.at);
            pairs.push((unit, &second[found.at]));
        }
    }
    (pairs, found_by_id)
}

/// A field over all pairs; `None` where one of them never has it.
fn compare(field: &'static str, metric: Metric, pairs: &[Pair<'_>]) -> Option<FieldAgreement> {
    let text =
        |unit: &Unit| unit.values.get(field).map(|v| v.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
    let told: Vec<(Option<String>, Option<String>)> = pairs.iter().map(|(a, b)| (text(a), text(b))).collect();
    if told.iter().all(|(a, _)| a.is_none()) || told.iter().all(|(_, b)| b.is_none()) {
        return None;
    }
    let names: BTreeSet<&String> = told.iter().flat_map(|(a, b)| a.iter().chain(b)).collect();
    let numbers: BTreeMap<&String, f64> = names.into_iter().zip(0u32..).map(|(name, n)| (name, f64::from(n))).collect();
    let value = |text: &Option<String>| match metric {
        Metric::Nominal => numbers.get(text.as_ref()?).copied(),
        Metric::Interval => text.as_deref().and_then(days),
        Metric::Ratio => text.as_deref().and_then(|t| t.parse::<f64>().ok()).filter(|n| *n >= 0.0),
    };
    let units: Vec<Vec<f64>> = told.iter().map(|(a, b)| value(a).into_iter().chain(value(b)).collect()).collect();
    let both: Vec<&Vec<f64>> = units.iter().filter(|u| u.len() == 2).collect();
    let equal = both.iter().filter(|u| u[0].total_cmp(&u[1]).is_eq()).count();
    let rounded = |share: f64| (share * 1e4).round() / 1e4;
    Some(FieldAgreement {
        field,
        metric: metric.name(),
        n: both.len(),
        alpha: alpha(&units, metric).map(rounded),
        agreement: (!both.is_empty()).then(|| rounded(equal as f64 / both.len() as f64)),
    })
}

/// A date as days from a fixed one.
fn days(text: &str) -> Option<f64> {
    let day: Date = text.parse().ok()?;
    day.since((jiff::Unit::Day, date(1970, 1, 1))).ok().map(|span| f64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str =
        "id,report_id,quote,event_type,date_start,place,killed_best,decision,field,value,second_decision\n";

    fn read(rows: &str, second: bool) -> Codings {
        let gazetteer = Gazetteer::embedded().unwrap();
        Codings::read("r.csv", &format!("{HEADER}{rows}"), second, &gazetteer).unwrap()
    }

    fn of<'a>(agreement: &'a Agreement, field: &str) -> &'a FieldAgreement {
        agreement.fields.iter().find(|f| f.field == field).unwrap()
    }

    #[test]
    fn two_sheets_are_compared_by_what_was_decided() {
        let first = read(
            "i1,a.txt,two died,Battles,2022-08-03,Goris,2,ok,,,\n\
             i2,a.txt,four fled,Riots,2022-08-04,Kapan,4,set,killed_best,5,\n\
             i3,a.txt,a third,Battles,2022-08-05,Goris,1,drop,,,\n\
             i4,a.txt,nothing said,Battles,2022-08-05,Goris,1,,,,\n",
            false,
        );
        let second = read(
            "i1,a.txt,two died,Battles,2022-08-03,Goris,2,ok,,,\n\
             x2,./a.txt,\"'Four fled'\",Riots,2022-08-04,Kapan,4,ok,,,\n\
             i3,a.txt,a third,Battles,2022-08-05,Goris,1,ok,,,\n\
             i4,a.txt,nothing said,Battles,2022-08-05,Goris,1,ok,,,\n",
            false,
        );
        let told = agreement(&first, &second);
        assert_eq!((told.by_id, told.by_quote, told.only_first, told.only_second), (2, 1, 0, 1));
        let decision = of(&told, "decision");
        assert_eq!((decision.n, decision.agreement), (3, Some(0.3333)));
        let killed = of(&told, "killed_best");
        // Of those dropped no field is compared. Values 2 2, 5 4: observed 2/4 · (1/9)²
        // = 1/162; expected 1/12 · 2 · (2 · (3/7)² + 2 · (2/6)² + (1/9)²).
        let expected = (2.0 * 9.0 / 49.0 + 2.0 / 9.0 + 1.0 / 81.0) / 6.0;
        let wanted = ((1.0 - 1.0 / 162.0 / expected) * 1e4_f64).round() / 1e4;
        assert_eq!((killed.n, killed.agreement, killed.alpha), (2, Some(0.5), Some(wanted)));
        assert_eq!(of(&told, "place").alpha, Some(1.0));
    }

    #[test]
    fn the_second_coder_stands_in_the_same_sheet() {
        let rows = "i1,a.txt,two died,Battles,2022-08-03,Goris,2,ok,,,ok\n\
             i2,a.txt,four fled,Riots,2022-08-04,Kapan,4,ok,,,killed_best=6; date=2022-08-05\n\
             i3,a.txt,a third,Riots,2022-08-04,Kapan,4,ok,,,perhaps\n";
        let (first, second) = (read(rows, false), read(rows, true));
        assert!(
            second.notices[0].to_string().contains("r.csv:4: column 11 'second_decision': 'perhaps' is no decision")
        );
        let told = agreement(&first, &second);
        assert_eq!((of(&told, "killed_best").n, of(&told, "killed_best").agreement), (2, Some(0.5)));
        // Days 0 0, 1 2: observed 2 · 1 / 4; expected 2 · (2·1 + 2·4 + 1) / 12.
        assert_eq!(of(&told, "date_start").alpha, Some(0.7273));
        let gazetteer = Gazetteer::embedded().unwrap();
        let none = Codings::read("i.csv", "id,event_type\ni1,Battles\n", true, &gazetteer).unwrap_err().to_string();
        assert!(none.contains("no column second_decision"), "{none}");
        let no = Codings::read("x.csv", "a,b\n1,2\n", false, &gazetteer).unwrap_err().to_string();
        assert!(no.starts_with("x.csv:1: no review sheet and no incidents.csv; the columns are: a, b"), "{no}");
    }
}
