//! `score`: the field's measures on a user's own gold.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::exit::{Code, Failure};
use super::queries::ScoreArgs;
use super::say::Voice;
use crate::document::decode;
use crate::error::Notice;
use crate::gazetteer::Gazetteer;
use crate::pipeline::Context;
use crate::score::{Options, Scored, Text, predict, read_gold, read_predictions, report, score};

/// Runs the command.
///
/// # Errors
/// When no text of the gold can be read, the files do not belong together, or
/// standard output cannot be written.
pub(super) fn run(arguments: &ScoreArgs, gazetteer: Gazetteer, voice: Voice) -> Result<Code, Failure> {
    let (gold, notices) = read_gold(&arguments.gold, &read(&arguments.gold)?);
    voice.warnings("not counted: ", &notices);
    if gold.is_empty() {
        let remedy = "give JSON Lines of {\"id\",\"text\",\"toponyms\":[{\"start\",\"end\",\"lat\",\"lon\"}]}";
        return Err(Failure::new(format!("{}: no text with gold in it ({remedy})", arguments.gold)));
    }
    let predicted = if let Some(file) = &arguments.predictions {
        stored(file, &arguments.gold, &gold, voice)?
    } else {
        let (predicted, notices) = predict(&gold, &Context::new(gazetteer, None)?);
        voice.warnings("not read: ", &notices);
        predicted
    };
    let kinds = |list: &Option<String>| {
        let named = list.as_deref().unwrap_or_default().split(',').map(str::trim);
        named.filter(|k| !k.is_empty()).map(str::to_owned).collect()
    };
    let mut options = Options { drop_predicted: kinds(&arguments.drop_pred), ..Options::default() };
    if arguments.ignore.is_some() {
        options.ignore = kinds(&arguments.ignore);
    }
    let scored = score(&gold, &predicted, &options);
    let text = if arguments.json { json_of(&scored, arguments.errors) } else { report(&scored, arguments.errors) };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|why| Failure::stdout(&why))?;
    Ok(Code::Ok)
}

fn read(file: &str) -> Result<String, Failure> {
    let path = Path::new(file);
    let bytes = if file == "-" {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|why| Failure::io(path, "cannot read", &why))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(String::new());
    }
    let decoded = decode(&bytes).map_err(|odd| Failure::new(odd.of(file).to_string()))?;
    Ok(decoded.text)
}

/// Predictions that another run, or another program, has stored.
fn stored(file: &str, gold_file: &str, gold: &[Text], voice: Voice) -> Result<Vec<Text>, Failure> {
    let (predicted, mut notices) = read_predictions(file, &read(file)?);
    let by_id: BTreeMap<String, &Text> = gold.iter().map(|t| (t.id.to_string(), t)).collect();
    let known = |id: &Value| by_id.get(&id.to_string());
    let stray: Vec<&Text> = predicted.iter().filter(|t| known(&t.id).is_none()).collect();
    if let Some(first) = stray.first() {
        let what = format!("{} texts that the gold does not have, the first with the id {}", stray.len(), first.id);
        notices.push(Notice::new(file, what, format!("they are not counted; is {gold_file} the right gold?")));
    }
    voice.warnings("not counted: ", &notices);
    if predicted.is_empty() {
        let remedy = "give JSON Lines of {\"id\",\"toponyms\":[...]}, as `dateline places` writes them";
        return Err(Failure::new(format!("{file}: no predictions in it ({remedy})")));
    }
    let differs = |t: &&Text| known(&t.id).is_some_and(|g| t.text.is_some() && t.text != g.text);
    if let Some(other) = predicted.iter().find(differs) {
        let message = format!(
            "{file}: the text of {} is another one than in {gold_file}, so that offsets do not agree (score the same texts)",
            other.id
        );
        return Err(Failure::new(message));
    }
    Ok(predicted)
}

fn json_of(scored: &Scored, errors: usize) -> String {
    let mut document = json!(scored);
    if errors > 0 {
        let failings = &scored.failings;
        let first = |mut list: Vec<crate::score::NameCount>| {
            list.truncate(errors);
            list
        };
        let far = failings.farthest();
        document["errors"] = json!({
            "counts": failings.by_kind().into_iter().collect::<BTreeMap<_, _>>(),
            "missed": first(failings.missed_most()),
            "false_alarms": first(failings.false_alarms_most()),
            "far": far.iter().take(errors).collect::<Vec<_>>(),
        });
    }
    format!("{document}\n")
}
