//! How much of what an analyst wants from the sample reports is read: counts
//! the wishes of `tests/expected.tsv` and may not fall.

use std::path::PathBuf;

use dateline::coding::{CasualtyKind, Coder, Status};
use dateline::document::container::{Manifest, csv_reports, jsonl_reports};
use dateline::document::{self, Report, ReportFormat};
use dateline::gazetteer::Gazetteer;
use dateline::incident::{self, Incident};
use dateline::lexicon::{Lexicon, tsv};
use dateline::{geoparse, temporal};

use crate::support::expected::{casualty_kind, show};

/// The share of wishes met that may not be lost again, in percent. Raise it
/// when the reader has become better.
const FLOOR: usize = 62;

/// A report's id and its incidents.
type Read = (String, Vec<Incident>);

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The sample reports, in the order of their names, with the manifest's dates.
fn reports() -> Vec<Report> {
    let folder = folder().join("reports");
    let manifest = std::fs::read_to_string(folder.join("manifest.csv")).unwrap();
    let manifest = Manifest::read("manifest.csv", &manifest).unwrap();
    let files = std::fs::read_dir(&folder).unwrap();
    let mut names: Vec<String> = files.map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|n| n != "manifest.csv");
    names.sort();
    let mut reports = Vec::new();
    for name in names {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        let one = |format| vec![Report { id: name.clone(), text: text.clone(), format, ..Report::default() }];
        let mut held = match name.rsplit('.').next() {
            Some("jsonl") => jsonl_reports(&name, &text).reports,
            Some("csv") => csv_reports(&name, &text).unwrap().reports,
            Some("html") => one(ReportFormat::Html),
            Some("md") => one(ReportFormat::Markdown),
            _ => one(ReportFormat::Text),
        };
        for report in &mut held {
            manifest.apply(&name, report);
        }
        reports.extend(held);
    }
    reports
}

fn read_all() -> Vec<Read> {
    let lexicon = Lexicon::english().unwrap();
    let gazetteer = Gazetteer::embedded().unwrap();
    let coder = Coder::new(&lexicon).unwrap();
    let read = |report: Report| {
        let id = report.id.clone();
        let doc = document::read(report, &lexicon);
        let anchor = temporal::anchor(&doc, &lexicon, None);
        let times = temporal::find(&doc, &anchor, &lexicon);
        let mut toponyms = geoparse::find(&doc, &gazetteer, &lexicon);
        let mentions = coder.code(&doc, &anchor, &times, &mut toponyms, &lexicon);
        (id, incident::assemble(&doc, &anchor, &mentions, &times, &toponyms, &lexicon))
    };
    reports().into_iter().map(read).collect()
}

/// A row of the table.
struct Wish {
    report: String,
    want: String,
    types: Vec<String>,
    date: String,
    places: Vec<String>,
    figures: Vec<(CasualtyKind, u32)>,
}

fn wishes() -> Vec<Wish> {
    let table = std::fs::read_to_string(folder().join("expected.tsv")).unwrap();
    let mut wishes = Vec::new();
    tsv::read("tests/expected.tsv", &table, &["report", "want", "types", "date", "places", "figures"], |row| {
        let list = |column| row.list(column).map(str::to_owned).collect::<Vec<_>>();
        wishes.push(Wish {
            report: row.need("report")?.to_owned(),
            want: row.need("want")?.to_owned(),
            types: list("types"),
            date: row.get("date").to_owned(),
            places: list("places"),
            figures: list("figures").iter().map(|f| figure(f)).collect(),
        });
        Ok(())
    })
    .unwrap();
    wishes
}

fn figure(cell: &str) -> (CasualtyKind, u32) {
    let (kind, count) = cell.split_once(' ').unwrap();
    (casualty_kind(kind), count.parse().unwrap())
}

/// Whether one of the names stands in the incident's places; "any" always.
fn is_at(incident: &Incident, names: &[String]) -> bool {
    let mut places: Vec<&str> = incident.places.iter().map(String::as_str).collect();
    places.extend(incident.place_as_reported.as_deref());
    if let Some(location) = &incident.location {
        places.push(&location.name);
        places.extend(location.alt.as_deref());
    }
    names.is_empty() || names.iter().any(|n| n == "any" || places.iter().any(|p| p.contains(n.as_str())))
}

/// The place that an incident is put at on the map, as the names say it.
fn is_put_at(incident: &Incident, name: &str) -> bool {
    incident.location.as_ref().is_some_and(|l| name == "any" || l.name.contains(name))
}

fn claims(incident: &Incident, kind: CasualtyKind, count: u32) -> bool {
    let told = incident.claims.iter().filter(|c| c.kind == Some(kind));
    told.into_iter().any(|c| c.count.min == Some(count) || c.count.max == Some(count))
}

/// What is met and what is not, each wish part by part: that there is such an
/// incident at such a place, its day, and each of its figures.
fn weigh(wish: &Wish, incidents: &[Incident]) -> Vec<(bool, String)> {
    if wish.want == "absent" {
        let mapped = incidents.iter().filter(|i| i.status.is_mapped());
        let at = |name: &String| mapped.clone().any(|i| is_put_at(i, name));
        return wish.places.iter().map(|n| (!at(n), format!("{}: nothing at {n}", wish.report))).collect();
    }
    let fits = |i: &&Incident| {
        let standing = match wish.want.as_str() {
            "incident" => i.status.is_mapped(),
            "background" => i.status == Status::Background,
            _ => i.status == Status::Planned,
        };
        standing && wish.types.iter().any(|t| t == i.sub_event.event_type().name()) && is_at(i, &wish.places)
    };
    let dated = |i: &Incident| i.when.start.is_some_and(|d| d.to_string() == wish.date);
    let name = format!("{}: {} {} at {}", wish.report, wish.want, wish.types.join("/"), wish.places.join("/"));
    // Of several that fit, the one that meets most.
    let best = incidents.iter().filter(fits).max_by_key(|i| {
        usize::from(dated(i)) + wish.figures.iter().filter(|(kind, count)| claims(i, *kind, *count)).count()
    });
    let mut parts = vec![(best.is_some(), name.clone())];
    if !wish.date.is_empty() {
        parts.push((best.is_some_and(dated), format!("{name}: on {}", wish.date)));
    }
    for (kind, count) in &wish.figures {
        parts.push((best.is_some_and(|i| claims(i, *kind, *count)), format!("{name}: {kind:?} {count}")));
    }
    parts
}

#[test]
fn the_samples_are_read_no_worse_than_before() {
    let read = read_all();
    let mut met = 0;
    let mut missed = Vec::new();
    for wish in wishes() {
        let (_, incidents) = read.iter().find(|(id, _)| *id == wish.report).expect("the report of the wish exists");
        for (is_met, what) in weigh(&wish, incidents) {
            if is_met {
                met += 1;
            } else {
                missed.push(what);
            }
        }
    }
    let all = met + missed.len();
    let list = missed.join("\n");
    show(&format!("{met} of {all} wishes met; missed:\n{list}"));
    assert!(met * 100 >= FLOOR * all, "{met} of {all} wishes met, fewer than {FLOOR} %; missed:\n{list}");
}
