//! `lookup`: names, and streams of place descriptions, to places.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::args::LookupArgs;
use super::exit::{Code, Failure};
use super::lines::Line;
use super::stream::{as_error, as_line, filter, open};
use crate::error::Notice;
use crate::format::lookup::{CandidateLine, LookupLine, table};
use crate::gazetteer::{Gazetteer, Query, Ranked};
use crate::geoparse::{Description, describe, locate};
use crate::lexicon::Lexicon;

/// Candidates that are shown.
const SHOWN: usize = 10;

/// Runs the command.
///
/// # Errors
/// When no name is known, the input cannot be opened, or standard output not
/// be written.
pub(super) fn run(arguments: &LookupArgs, gazetteer: &Gazetteer) -> Result<Code, Failure> {
    if let Some(input) = &arguments.jsonl {
        let lexicon = Lexicon::english()?;
        return filter(open(input)?, input, |line| answer(line, gazetteer, &lexicon));
    }
    names(arguments, gazetteer)
}

fn names(arguments: &LookupArgs, gazetteer: &Gazetteer) -> Result<Code, Failure> {
    let mut out = io::stdout().lock();
    let mut unknown = Vec::new();
    for (index, name) in arguments.names.iter().enumerate() {
        let query = Query { name, near: arguments.near, country: arguments.country.as_deref(), ..Query::default() };
        let mut ranked = gazetteer.lookup(&query);
        ranked.truncate(SHOWN);
        if ranked.is_empty() {
            unknown.push(name.as_str());
        }
        let text = if arguments.json {
            as_line(&best(&Value::from(name.as_str()), &ranked, gazetteer))
        } else if ranked.is_empty() {
            continue;
        } else {
            let title = if arguments.names.len() > 1 {
                format!("{}{name}\n", if index > 0 { "\n" } else { "" })
            } else {
                String::new()
            };
            format!("{title}{}", table(&ranked)).into_bytes()
        };
        out.write_all(&text).map_err(|why| Failure::stdout(&why))?;
    }
    out.flush().map_err(|why| Failure::stdout(&why))?;
    if unknown.is_empty() {
        return Ok(Code::Ok);
    }
    let remedy = "try another spelling, or the name of the district";
    Err(Failure::new(format!("not in the gazetteer: {} ({remedy})", unknown.join(", "))))
}

/// The answer to a name: the best candidate and what else it might be.
fn best(id: &Value, ranked: &[Ranked<'_>], gazetteer: &Gazetteer) -> Value {
    let first = ranked.first();
    let location = first.map(|r| locate(gazetteer, r.place.id, None));
    let candidates = ranked.iter().map(CandidateLine::from).collect();
    let line = LookupLine::new(id, location.as_ref(), first.map(|r| r.score), candidates);
    serde_json::to_value(line).unwrap_or_default()
}

/// The answer to one line of the stream.
fn answer(line: &Line, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<u8> {
    let number = Value::from(line.number.to_string());
    let parsed = line.text("").and_then(|(text, _)| {
        serde_json::from_str::<Map<String, Value>>(text.trim_start_matches('\u{feff}'))
            .map_err(|why| Notice::new("", format!("broken JSON: {why}"), "give one JSON object a line"))
    });
    let object = match parsed {
        Ok(object) => object,
        Err(notice) => return as_error(&number, &notice),
    };
    let id = object.get("id").filter(|id| !id.is_null()).unwrap_or(&number);
    let text = |key: &str| object.get(key).and_then(Value::as_str).filter(|t| !t.trim().is_empty()).map(str::to_owned);
    let near = object.get("near").and_then(Value::as_array).and_then(|n| n.first()?.as_f64().zip(n.get(1)?.as_f64()));
    let asked = Description {
        name: text("name"),
        where_coordinates: text("where_coordinates"),
        where_description: text("where_description"),
        adm_1: text("adm_1"),
        adm_2: text("adm_2"),
        country: text("country"),
        near,
        date: text("date").and_then(|d| d.parse().ok()),
    };
    let mut found = Map::new();
    found.insert("id".to_owned(), id.clone());
    if let Ok(Value::Object(rest)) = serde_json::to_value(describe(&asked, gazetteer, lexicon)) {
        found.extend(rest);
    }
    as_line(&Value::Object(found))
}
