//! What is said at the end of a run.

use std::collections::BTreeMap;

use super::say::Voice;
use super::target::Target;
use crate::coding::Status;
use crate::format::incident_row::IncidentRow;
use crate::format::qgis::View;
use crate::incident::LeftOut;
use crate::pipeline::Coded;
use crate::text::counted;

/// How many have no place.
pub(super) fn unplaced(rows: &[IncidentRow]) -> usize {
    rows.iter().filter(|r| r.latitude.is_none()).count()
}

/// How many have no day.
pub(super) fn undated(rows: &[IncidentRow]) -> usize {
    rows.iter().filter(|r| r.date_start.is_none() && r.date_end.is_none()).count()
}

/// Says what was not read, and what is odd.
pub(super) fn warn(coded: &Coded, voice: Voice) {
    voice.warnings("not read: ", &coded.not_read);
    voice.warnings("warning: ", &coded.notices);
}

/// Says what came out and where it stands.
pub(super) fn say(coded: &Coded, rows: &[IncidentRow], target: &Target, files: usize, voice: Voice) {
    voice.say(&found(coded, rows));
    for line in left_out(coded) {
        voice.say(&line);
    }
    if undated(rows) > 0 && coded.undated_reports > 0 {
        let which = counted(coded.undated_reports as u64, "report");
        voice.say(&format!("{which} without a day of publication: --date or a manifest.csv gives it"));
    }
    match target {
        Target::Folder(folder) => {
            voice.say(&format!("wrote {} to {}", counted(files as u64, "file"), folder.display()));
        }
        Target::File { path, .. } => voice.say(&format!("wrote {}", path.display())),
        Target::Stdout => {}
    }
}

/// "11 incidents in 5 reports, 2021-11-16 to 2023-03-05; 3 not placed, 2 undated".
fn found(coded: &Coded, rows: &[IncidentRow]) -> String {
    let mut parts =
        vec![format!("{} in {}", counted(rows.len() as u64, "incident"), counted(coded.reports as u64, "report"))];
    match View::of(rows).days {
        Some((first, last)) if first == last => parts.push(first.to_string()),
        Some((first, last)) => parts.push(format!("{first} to {last}")),
        None => {}
    }
    let gaps: Vec<String> = [(unplaced(rows), "not placed"), (undated(rows), "undated")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    let gaps = if gaps.is_empty() { String::new() } else { format!("; {}", gaps.join(", ")) };
    format!("{}{gaps}", parts.join(", "))
}

/// How many a window of days leaves out because their days are not known.
pub(super) fn left_out_undated(coded: &Coded) -> usize {
    coded.left_out().filter(|(incident, why)| *why == LeftOut::Dates && incident.is_undated()).count()
}

/// "not mapped: 4 background, 1 planned (in `not_mapped.csv`; ...)", and what
/// other choices leave out.
fn left_out(coded: &Coded) -> Vec<String> {
    let mut by_status: BTreeMap<Status, usize> = BTreeMap::new();
    let mut by_choice: BTreeMap<LeftOut, usize> = BTreeMap::new();
    for (incident, why) in coded.left_out() {
        if why == LeftOut::Status {
            *by_status.entry(incident.status).or_default() += 1;
        } else {
            *by_choice.entry(why).or_default() += 1;
        }
    }
    let statuses: Vec<String> = by_status.iter().map(|(status, n)| format!("{n} {}", status.name())).collect();
    let undated = left_out_undated(coded);
    let of_them = if undated > 0 { format!(" ({undated} of them undated)") } else { String::new() };
    let chosen = by_choice.iter().map(|(why, n)| match why {
        LeftOut::Dates => format!("{n} by dates{of_them}"),
        LeftOut::Rejected => format!("{n} rejected"),
        _ => format!("{n} by {}", why.name()),
    });
    let chosen: Vec<String> = chosen.collect();
    let line = |head: &str, parts: &[String], remedy: &str| {
        (!parts.is_empty()).then(|| format!("{head}: {} (in not_mapped.csv{remedy})", parts.join(", ")))
    };
    [line("not mapped", &statuses, "; --status maps them"), line("not chosen", &chosen, "")]
        .into_iter()
        .flatten()
        .collect()
}
