//! `agree`: how far two coders agree.

use std::io::{self, Write as _};
use std::path::Path;

use super::super::exit::{Code, Failure};
use super::super::say::Voice;
use super::args::AgreeArgs;
use super::text_of;
use crate::correct::{Agreement, Codings, agreement};
use crate::format::columns::aligned;
use crate::gazetteer::Gazetteer;

/// Runs the command.
///
/// # Errors
/// When a file is nothing that was coded, no incident is in both, or standard
/// output cannot be written.
pub(in crate::cli) fn run(arguments: &AgreeArgs, gazetteer: &Gazetteer, voice: Voice) -> Result<Code, Failure> {
    let read = |path: &Path, second| -> Result<Codings, Failure> {
        let codings = Codings::read(&path.to_string_lossy(), &text_of(path)?.1, second, gazetteer)?;
        voice.each_warning(&codings.notices);
        Ok(codings)
    };
    let first = read(&arguments.first, false)?;
    let second = match &arguments.second {
        Some(path) => read(path, false)?,
        None => read(&arguments.first, true)?,
    };
    let told = agreement(&first, &second);
    if told.by_id + told.by_quote == 0 {
        let remedy = "of a review sheet only rows with a decision count";
        let (a, b) = (first.len(), second.len());
        return Err(Failure::new(format!("no incident was coded by both; coded: {a} and {b} ({remedy})")));
    }
    let text = if arguments.json {
        serde_json::to_string(&told).map_err(|why| Failure::new(why.to_string()))? + "\n"
    } else {
        as_table(&told)
    };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|why| Failure::stdout(&why))?;
    Ok(Code::Ok)
}

fn as_table(told: &Agreement) -> String {
    let mut rows = vec![["field", "metric", "n", "alpha", "agreement"].map(str::to_owned).to_vec()];
    for field in &told.fields {
        let alpha = field.alpha.map_or_else(|| "-".to_owned(), |a| format!("{a:.3}"));
        let share = field.agreement.map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", share * 100.0));
        rows.push(vec![field.field.to_owned(), field.metric.to_owned(), field.n.to_string(), alpha, share]);
    }
    let Agreement { by_id, by_quote, only_first, only_second, .. } = told;
    format!(
        "incidents coded by both: {} (by id {by_id}, by words {by_quote}); by the first alone: {only_first}, by the second alone: {only_second}\n\n{}\nalpha: Krippendorff's; - where both gave one value throughout\n",
        by_id + by_quote,
        aligned(&rows)
    )
}
