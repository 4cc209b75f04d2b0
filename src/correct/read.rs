//! Reading files of corrections: CSV or JSON Lines with the same keys, and
//! review sheets. A line that cannot be understood is named; the rest is read.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::change::Change;
use super::place::{self, PlaceRef};
use super::sheet;
use super::types::{Action, Correction, Fault, Signature, Stands, Target};
use crate::document::container::delimiter;
use crate::error::{Error, Notice, Result};
use crate::gazetteer::{AliasOf, Gazetteer, OwnPlaces};
use crate::text::unguarded;

/// The columns of a file of corrections.
pub const COLUMNS: [&str; 9] = ["incident_id", "report_id", "quote", "action", "field", "value", "who", "when", "why"];
const ACTIONS: &str = "set, drop, merge, split, alias, confirm";

/// The corrections of all files of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Corrections {
    /// Those that were understood, in the order of files and lines.
    pub rows: Vec<Correction>,
    /// What is wrong with the others.
    pub faults: Vec<Fault>,
}

/// A line before it is understood: its cells by name, empty ones left out.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Where it stands.
    pub at: Stands,
    /// The cells that are filled: name, text, and how the column is called in
    /// messages.
    pub cells: Vec<(String, String, String)>,
}

impl Draft {
    /// The text of a column.
    pub fn cell(&self, name: &str) -> Option<&str> {
        self.cells.iter().find(|(n, ..)| n == name).map(|(_, text, _)| text.as_str())
    }

    fn owned(&self, name: &str) -> Option<String> {
        self.cell(name).map(str::to_owned)
    }

    /// A fault in a column; the line is left out for it.
    pub(super) fn fault(&self, column: &str, what: impl Into<String>, remedy: impl Into<String>) -> Fault {
        let shown = self.cells.iter().find(|(n, ..)| n == column).map(|(.., shown)| shown.clone());
        let column = Some(shown.unwrap_or_else(|| format!("column '{column}'")));
        Fault { at: self.at.clone(), column, what: what.into(), remedy: remedy.into(), left_out: true }
    }
}

/// Whether a header is that of a file of corrections.
pub fn is_corrections(header: &[String]) -> bool {
    header.iter().any(|h| h == "action")
}

impl Corrections {
    /// Whether there is nothing to apply.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Reads one more file. Where it is no file of corrections at all, that is
    /// a fault of its first line.
    pub fn read(&mut self, file: &str, text: &str, gazetteer: &Gazetteer) {
        let name: Arc<str> = file.into();
        if let Err(Error::Input(Notice { line, what, remedy, .. })) = self.file(&name, text, gazetteer) {
            let at = Stands { file: name, line: line.unwrap_or(1) };
            self.faults.push(Fault { at, column: None, what, remedy, left_out: true });
        }
    }

    fn file(&mut self, name: &Arc<str>, text: &str, gazetteer: &Gazetteer) -> Result<()> {
        let text = text.trim_start_matches('\u{FEFF}');
        let drafts = if text.trim_start().starts_with('{') {
            self.lines(name, text)
        } else {
            let (header, drafts, faults) = table(name, text)?;
            self.faults.extend(faults);
            if sheet::is_sheet(&header) {
                self.sheet(&drafts, gazetteer);
                return Ok(());
            }
            check_header(name, &header)?;
            drafts
        };
        for draft in &drafts {
            let (rows, faults) = compile(draft, gazetteer);
            self.rows.extend(rows);
            self.faults.extend(faults);
        }
        Ok(())
    }

    fn sheet(&mut self, drafts: &[Draft], gazetteer: &Gazetteer) {
        for draft in drafts {
            let (drafts, fault) = sheet::decided(draft);
            self.faults.extend(fault);
            for draft in drafts {
                let (rows, faults) = compile(&draft, gazetteer);
                self.rows.extend(rows);
                self.faults.extend(faults);
            }
        }
    }

    /// One JSON object a line.
    fn lines(&mut self, file: &Arc<str>, text: &str) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
            let at = Stands { file: Arc::clone(file), line };
            match serde_json::from_str::<Map<String, Value>>(text) {
                Ok(object) => {
                    let cells = object.iter().filter_map(|(key, value)| {
                        let text = match value {
                            Value::Null => return None,
                            Value::String(text) => text.trim().to_owned(),
                            other => other.to_string(),
                        };
                        let name = key.trim().to_lowercase();
                        (!text.is_empty()).then(|| (name, text, format!("key '{key}'")))
                    });
                    drafts.push(Draft { at, cells: cells.collect() });
                }
                Err(why) => {
                    let remedy = "write one JSON object a line, with the keys incident_id, report_id, quote, action...";
                    let what = format!("no JSON object: {why}");
                    self.faults.push(Fault { at, column: None, what, remedy: remedy.to_owned(), left_out: true });
                }
            }
        }
        drafts
    }

    /// The names that stand for places, to be laid over the gazetteer.
    pub fn own_places(&mut self, gazetteer: &Gazetteer) -> OwnPlaces {
        let mut own = OwnPlaces { file: "corrections".to_owned(), ..OwnPlaces::default() };
        let mut wrong = Vec::new();
        let claims: Vec<super::Claim<'_>> = super::check::aliases(&self.rows).collect();
        let overridden: Vec<usize> = super::settle(&claims).iter().map(|clash| clash.earlier).collect();
        for (n, row) in self.rows.iter().enumerate().filter(|(n, _)| !overridden.contains(n)) {
            let Action::PlaceAlias { name, place } = &row.action else { continue };
            let of = match place {
                PlaceRef::Place(id) => AliasOf::Place(*id),
                PlaceRef::Point(lat, lon) => AliasOf::Point(*lat, *lon),
            };
            if let Err(notice) = own.alias(row.at.line, name, of, gazetteer) {
                wrong.push((n, notice));
            }
        }
        for (n, Notice { what, remedy, .. }) in wrong.into_iter().rev() {
            let at = self.rows.remove(n).at;
            self.faults.push(Fault { at, column: Some("column 'value'".to_owned()), what, remedy, left_out: true });
        }
        own
    }
}

/// The rows of a table under its header, which is given in lower case.
///
/// # Errors
/// [`Error::Input`] where it is none.
pub(super) fn table(file: &Arc<str>, text: &str) -> Result<(Vec<String>, Vec<Draft>, Vec<Fault>)> {
    // Where lines end in two characters the reader would count them from the second.
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let broken = |why: &csv::Error| {
        Error::Input(Notice::new(&**file, format!("no table: {why}"), "save it as CSV in UTF-8").at_line(1))
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(&text)).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|why| broken(&why))?;
    let header: Vec<String> = header.iter().map(|h| h.trim().to_lowercase()).collect();
    let (mut drafts, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        // A record begins, for the reader, with the empty lines before it.
        let line = |position: Option<&csv::Position>| {
            let rest = position.and_then(|p| text.get(p.byte() as usize..)).unwrap_or_default();
            let empty = rest.bytes().take_while(|b| *b == b'\n').count() as u64;
            position.map_or(0, csv::Position::line) + empty
        };
        let here = |line| Stands { file: Arc::clone(file), line };
        match record {
            Ok(record) => {
                let filled = header.iter().zip(&record).enumerate().filter(|(_, (_, cell))| !cell.trim().is_empty());
                let cells = filled.map(|(n, (name, cell))| {
                    (name.clone(), unguarded(cell.trim()).to_owned(), format!("column {} '{name}'", n + 1))
                });
                let draft = Draft { at: here(line(record.position())), cells: cells.collect() };
                drafts.extend((!draft.cells.is_empty()).then_some(draft));
            }
            Err(why) => {
                let (what, remedy) = (format!("a broken line: {why}"), "check its quotes".to_owned());
                faults.push(Fault { at: here(line(why.position())), column: None, what, remedy, left_out: true });
            }
        }
    }
    Ok((header, drafts, faults))
}

/// Whether the columns are there without which nothing can be said.
fn check_header(file: &str, header: &[String]) -> Result<()> {
    let has = |name: &str| header.iter().any(|h| h == name);
    let known = has("incident_id") || has("report_id") && has("quote");
    if has("action") && known {
        return Ok(());
    }
    let lacks = if has("action") { "incident_id, or report_id and quote" } else { "action" };
    let what = format!("no column {lacks}; the columns are: {}", header.join(", "));
    let remedy = format!("the header must be: {}", COLUMNS.join(","));
    Err(Error::Input(Notice::new(file, what, remedy).at_line(1)))
}

/// Understands a line: one correction, or two where `date` sets both days.
/// A bad day in `when` alone leaves the rest standing.
pub fn compile(draft: &Draft, gazetteer: &Gazetteer) -> (Vec<Correction>, Vec<Fault>) {
    let mut faults = Vec::new();
    let when = draft.cell("when").and_then(|text| {
        let day = Some(text).filter(|t| t.len() == 10).and_then(|t| t.parse().ok());
        if day.is_none() {
            let what = format!("'{text}' is no date; the correction counts as one without a day");
            faults.push(Fault { left_out: false, ..draft.fault("when", what, "write YYYY-MM-DD") });
        }
        day
    });
    let by = Signature { who: draft.owned("who"), when, why: draft.owned("why") };
    match actions(draft, gazetteer).and_then(|actions| Ok((target(draft, &actions)?, actions))) {
        Ok((target, actions)) => {
            let row = |action| {
                let (at, target, by) = (draft.at.clone(), target.clone(), by.clone());
                Correction { at, target, action, value: draft.owned("value"), by }
            };
            (actions.into_iter().map(row).collect(), faults)
        }
        Err(fault) => {
            faults.push(fault);
            (Vec::new(), faults)
        }
    }
}

fn target(draft: &Draft, actions: &[Action]) -> std::result::Result<Target, Fault> {
    let target =
        Target { id: draft.owned("incident_id"), report: draft.owned("report_id"), quote: draft.owned("quote") };
    let alias = actions.iter().any(|a| matches!(a, Action::PlaceAlias { .. } | Action::ActorAlias { .. }));
    let named = target.id.is_some() || target.report.is_some() && target.quote.is_some();
    if alias || named {
        return Ok(target);
    }
    let (column, what) = match (&target.report, &target.quote) {
        (Some(_), None) => ("quote", "a report without words of it"),
        (None, Some(_)) => ("report_id", "words without the report that they are of"),
        _ => ("incident_id", "it names no incident"),
    };
    Err(draft.fault(column, what, "give report_id and quote, or incident_id"))
}

fn actions(draft: &Draft, gazetteer: &Gazetteer) -> std::result::Result<Vec<Action>, Fault> {
    let action = draft.cell("action").unwrap_or_default().to_lowercase();
    let value = draft.cell("value").unwrap_or_default();
    let field = draft.cell("field").unwrap_or_default().to_lowercase();
    let needs = |what: &str, remedy: &str| {
        if value.is_empty() { Err(draft.fault("value", what, remedy)) } else { Ok(value.to_owned()) }
    };
    match action.as_str() {
        "set" => {
            let known = super::fields().any(|name| name == field);
            let wrong = |(what, remedy)| draft.fault(if known { "value" } else { "field" }, what, remedy);
            let changes = Change::parse(&field, value, gazetteer).map_err(wrong)?;
            Ok(changes.into_iter().map(Action::Set).collect())
        }
        "drop" => Ok(vec![Action::Drop]),
        "confirm" => Ok(vec![Action::Confirm]),
        "merge" => Ok(vec![Action::Merge(other(&needs(
            "no incident to merge with",
            "give the other's id, or REPORT|WORDS OF IT",
        )?))]),
        "split" => Ok(vec![Action::Split(needs(
            "no report to take out",
            "give the id of the report whose incident is another one",
        )?)]),
        "alias" => alias(draft, &field, value, gazetteer).map(|action| vec![action]),
        "" => Err(draft.fault("action", "no action", format!("use one of: {ACTIONS}"))),
        other => Err(draft.fault("action", format!("'{other}' is no action"), format!("use one of: {ACTIONS}"))),
    }
}

/// "i0123456789ab", or "report.txt|words of it".
fn other(value: &str) -> Target {
    match value.split_once('|') {
        Some((report, quote)) => {
            Target { id: None, report: Some(report.trim().to_owned()), quote: Some(quote.trim().to_owned()) }
        }
        None => Target { id: Some(value.trim().to_owned()), ..Target::default() },
    }
}

/// "NAME=147622", "NAME=39.64,46.55": a place; with the field `actor`, or where
/// the right side is neither number nor point, a party.
fn alias(draft: &Draft, field: &str, value: &str, gazetteer: &Gazetteer) -> std::result::Result<Action, Fault> {
    const REMEDY: &str = "write NAME=GEONAMEID, NAME=LAT,LON, or NAME=OTHER NAME of a party";
    let parts = value.split_once('=').map(|(name, of)| (name.trim(), of.trim()));
    let Some((name, of)) = parts.filter(|(name, of)| !name.is_empty() && !of.is_empty()) else {
        return Err(draft.fault("value", format!("'{value}' is no alias"), REMEDY));
    };
    let placed = of.starts_with(|c: char| c.is_ascii_digit() || "-+.".contains(c));
    match field {
        "place" => {}
        "" if placed => {}
        "" | "actor" => return Ok(Action::ActorAlias { name: name.to_owned(), to: of.to_owned() }),
        _ => {
            let what = format!("an alias is of a place or an actor, not of '{field}'");
            return Err(draft.fault("field", what, "write place or actor, or leave it empty"));
        }
    }
    let place = place::parse(of, gazetteer).map_err(|(what, remedy)| draft.fault("value", what, remedy))?;
    Ok(Action::PlaceAlias { name: name.to_owned(), place })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str, text: &str) -> Corrections {
        let mut corrections = Corrections::default();
        corrections.read(file, text, &Gazetteer::embedded().unwrap());
        corrections
    }

    const HEADER: &str = "incident_id,report_id,quote,action,field,value,who,when,why\n";

    #[test]
    fn both_forms_say_the_same() {
        let csv = read(
            "c.csv",
            "\u{feff}Report_ID;Quote;Action;Field;Value;Note;When\n\
             a.txt;two died;set;killed_best;3;kept quiet;2024-05-01\n\n\
             a.txt;two died;SET;date;2022-08-03;;\n",
        );
        let jsonl = read(
            "c.csv",
            "\n{\"report_id\":\"a.txt\",\"quote\":\"two died\",\"action\":\"set\",\"field\":\"killed_best\",\"value\":3,\"when\":\"2024-05-01\",\"more\":[1]}\n\
             {\"report_id\":\"a.txt\",\"quote\":\"two died\",\"action\":\"set\",\"field\":\"date\",\"value\":\"2022-08-03\",\"why\":null}\n",
        );
        assert_eq!((csv.faults.len(), csv.rows.len()), (0, 3), "{:?}", csv.faults);
        assert_eq!(jsonl.rows[0].action, csv.rows[0].action);
        assert_eq!(csv.rows[0].by.when, jsonl.rows[0].by.when);
        assert_eq!(csv.rows[2].action.field(), Some("date_end"));
        let excel = read("c.csv", &format!("{HEADER}i1,,,drop,,,,,\n\ni1,,,erase,,,,,\n").replace('\n', "\r\n"));
        assert_eq!((excel.rows[0].at.line, excel.faults[0].at.line), (2, 4), "line ends of two characters");
    }

    #[test]
    fn each_fault_is_named_by_line_and_column_and_the_rest_is_read() {
        let rows = [
            ("i1,,,erase,,,,,", 4, "'erase' is no action", "use one of: set, drop, merge"),
            ("i1,,,,,,,,", 0, "no action", "use one of"),
            ("i1,,,set,killed_best,four,,,", 6, "'four' is no whole number", "digits"),
            ("i1,,,set,colour,red,,,", 5, "'colour' cannot be set", "use one of: event_type"),
            ("i1,,,merge,,,,,", 0, "no incident to merge with", "REPORT|WORDS"),
            (",a.txt,,drop,,,,,", 0, "a report without words of it", "report_id and quote"),
            (",,two died,drop,,,,,", 0, "words without the report", "report_id and quote"),
            (",,,alias,,Qorz,,,", 6, "'Qorz' is no alias", "NAME=GEONAMEID"),
            (",,,alias,,\"Qorz=139.5,46\",,,", 6, "swapped", "LAT,LON"),
            ("i1,,,confirm,,,,soon,", 8, "'soon' is no date", "YYYY-MM-DD"),
        ];
        let text: String = rows.iter().map(|(row, ..)| format!("{row}\n")).collect();
        let read = read("c.csv", &format!("{HEADER}{text}i1,,,drop,,,,,\n"));
        for (n, (_, column, what, remedy)) in rows.iter().enumerate() {
            let fault =
                read.faults.iter().find(|f| f.at.line == n as u64 + 2).unwrap_or_else(|| panic!("line {}", n + 2));
            let told = fault.notice().to_string();
            assert!(told.contains(what) && told.contains(remedy), "{told}");
            assert!(*column == 0 || told.contains(&format!("column {column} '")), "{told}");
        }
        let kept: Vec<u64> = read.rows.iter().map(|r| r.at.line).collect();
        assert_eq!(kept, [11, 12], "a bad day alone leaves the correction standing");
    }

    #[test]
    fn what_is_no_file_of_corrections_is_refused() {
        for (text, lacks) in
            [("id,text\n1,x\n", "no column action"), ("action,value\ndrop,\n", "no column incident_id, or")]
        {
            let mut corrections = Corrections::default();
            corrections.read("c.csv", text, &Gazetteer::embedded().unwrap());
            let why = corrections.faults[0].notice().to_string();
            assert!(
                why.starts_with("c.csv:1: ") && why.contains(lacks) && why.contains("incident_id,report_id"),
                "{why}"
            );
        }
    }

    #[test]
    fn an_alias_is_of_a_place_or_of_a_party() {
        let text =
            ",,,alias,,\"Qorz Hill=39.64,46.55\",,,\n,,,alias,,Hill Band=Hill Front,,,\n,,,alias,place,Qorz=Goris,,,\n";
        let mut corrections = read("c.csv", &format!("{HEADER}{text}"));
        let fields: Vec<_> = corrections.rows.iter().map(|r| r.action.field().unwrap()).collect();
        assert_eq!(fields, ["place", "actor", "place"], "{:?}", corrections.faults);
        let own = corrections.own_places(&Gazetteer::embedded().unwrap());
        assert_eq!(
            own.points().map(|(line, name, _)| (line, name)).collect::<Vec<_>>(),
            [(2, "Qorz Hill"), (4, "Qorz")]
        );
    }
}
