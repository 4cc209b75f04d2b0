//! JSONL: one report a line.

use serde_json::{Map, Value};

use super::super::types::Report;
use super::{Contained, bad_day, day, sniff};
use crate::error::Notice;

/// A line that is no report; the rest goes on.
#[derive(Debug, Clone, PartialEq)]
pub struct BadLine {
    /// The line's id, where it could be read; else its number.
    pub id: Value,
    /// What is wrong with it.
    pub notice: Notice,
}

/// Reads one line: `{"id","text","title"?,"published"?,"source"?,"url"?,"archive_url"?,"retrieved"?,"lang"?}`.
///
/// `line` counts from 1 and becomes the id where there is none. A bad date is
/// a notice in the list; the report is read without it.
///
/// # Errors
/// When the line is no JSON object with a string `text`.
pub fn jsonl_report(file: &str, line: u64, json: &str) -> Result<(Report, Vec<Notice>), Box<BadLine>> {
    let bad = |id: Option<&Value>, what: String, remedy: &str| {
        let id = id.cloned().unwrap_or_else(|| line.to_string().into());
        Box::new(BadLine { id, notice: Notice::new(file, what, remedy).at_line(line) })
    };
    let json = json.trim_start_matches('\u{FEFF}').trim();
    let value: Value = serde_json::from_str(json).map_err(|e| {
        bad(None, format!("broken JSON at column {}: {}", e.column(), plain(&e)), "each line must be one JSON object")
    })?;
    let Value::Object(mut object) = value else {
        return Err(bad(None, "not a JSON object".into(), "each line must be one JSON object with a text"));
    };
    let id = object.shift_remove("id").filter(|id| !id.is_null());
    let text = match object.shift_remove("text") {
        Some(Value::String(text)) => text,
        Some(_) => {
            return Err(bad(id.as_ref(), "'text' is not a string".into(), "put the report's text there as a string"));
        }
        None => return Err(bad(id.as_ref(), "no 'text'".into(), "put the report's text into the key 'text'")),
    };
    let mut notices = Vec::new();
    let id_number = matches!(id, Some(Value::Number(_)));
    let id = match id {
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) => id.to_string(),
        Some(_) => return Err(bad(None, "'id' is neither string nor number".into(), "give a string or a number")),
        None => line.to_string(),
    };
    let mut dated = |object: &mut Map<String, Value>, key: &str| {
        let written = string(object, key)?;
        let date = day(&written);
        if date.is_none() && !written.trim().is_empty() {
            notices.push(bad_day(file, line, key, &written));
        }
        date
    };
    let (published, retrieved) = (dated(&mut object, "published"), dated(&mut object, "retrieved"));
    let report = Report {
        id,
        id_number,
        format: sniff(&text),
        text,
        title: string(&mut object, "title").filter(|t| !t.trim().is_empty()),
        published,
        source: string(&mut object, "source"),
        url: string(&mut object, "url"),
        archive_url: string(&mut object, "archive_url"),
        retrieved,
        lang: string(&mut object, "lang"),
        extra: object,
        sha256: String::new(),
    };
    Ok((report, notices))
}

/// Reads all lines of a file; empty lines are passed over.
pub fn jsonl_reports(file: &str, text: &str) -> Contained {
    let mut contained = Contained::default();
    for (number, line) in (1u64..).zip(text.lines()).filter(|(_, l)| !l.trim().is_empty()) {
        match jsonl_report(file, number, line) {
            Ok((report, notices)) => {
                contained.reports.push(report);
                contained.notices.extend(notices);
            }
            Err(bad) => contained.notices.push(bad.notice),
        }
    }
    contained
}

/// Takes a string out; what is of another type stays among the unknown keys.
fn string(object: &mut Map<String, Value>, key: &str) -> Option<String> {
    match object.get(key) {
        Some(Value::String(_)) => match object.shift_remove(key) {
            Some(Value::String(s)) => Some(s),
            _ => None,
        },
        Some(Value::Null) => {
            object.shift_remove(key);
            None
        }
        _ => None,
    }
}

/// The reason without serde's own "at line 1 column 5".
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_keys_are_read_and_others_come_back() {
        let line = r#"{"id":7,"text":"Two died.","published":"2022-08-04T10:00:00Z","retrieved":"2022-08-09","n":3,"source":{"a":1},"url":null}"#;
        let (report, notices) = jsonl_report("in.jsonl", 1, line).unwrap();
        assert_eq!((report.id.as_str(), report.id_number), ("7", true));
        assert_eq!(report.published.unwrap().to_string(), "2022-08-04");
        assert_eq!(report.retrieved.unwrap().to_string(), "2022-08-09");
        assert_eq!(report.extra.keys().collect::<Vec<_>>(), ["n", "source"]);
        assert!(notices.is_empty());
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_goes_on() {
        let text = "{\"id\":\"a\",\"text\":\"One died.\"}\n{\"id\":\"b\",\n\n{\"id\":\"c\"}\n{\"text\":\"x\",\"published\":\"soon\"}\n";
        let contained = jsonl_reports("in.jsonl", text);
        assert_eq!(contained.reports.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["a", "5"]);
        let told: Vec<String> = contained.notices.iter().map(ToString::to_string).collect();
        assert!(told[0].starts_with("in.jsonl:2: broken JSON"), "{told:?}");
        assert!(told[1].starts_with("in.jsonl:4: no 'text'"), "{told:?}");
        assert!(told[2].contains("'soon' is no date"), "{told:?}");
    }

    #[test]
    fn pages_are_told_from_text() {
        let line = r#"{"text":"<!DOCTYPE html><p>Two died.</p>"}"#;
        let (report, _) = jsonl_report("in.jsonl", 3, line).unwrap();
        assert_eq!(report.format, super::super::ReportFormat::Html);
        assert_eq!(report.id, "3");
    }
}
