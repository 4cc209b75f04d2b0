//! `gazetteer info`: what a gazetteer holds.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::super::data::{Kind, hash, open_index, read_own};
use super::super::exit::{Code, Failure};
use super::InfoArgs;
use crate::format::run::{CREDITS, DATA};
use crate::gazetteer::{Census, Gazetteer};

/// Countries that the table shows.
const SHOWN: usize = 12;

/// What is told of a gazetteer.
struct Info {
    file: String,
    kind: &'static str,
    sha256: String,
    bytes: u64,
    census: Census,
    about: Vec<(String, String)>,
}

/// Runs the command.
///
/// # Errors
/// When the file cannot be read or is nothing of the kind.
pub(super) fn run(arguments: &InfoArgs) -> Result<Code, Failure> {
    let info = info(arguments)?;
    let known = Gazetteer::embedded()?;
    let text = if arguments.json { as_json(&info) + "\n" } else { as_table(&info, &known) };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|why| Failure::stdout(&why))?;
    Ok(Code::Ok)
}

fn info(arguments: &InfoArgs) -> Result<Info, Failure> {
    let Some(path) = &arguments.file else {
        let gazetteer = Gazetteer::embedded()?;
        let bytes = gazetteer.base_bytes();
        let mut about = about(&gazetteer);
        about.extend(DATA.iter().filter(|d| d.name == "gazetteer").map(|d| ("data sha256".into(), d.sha256.into())));
        return Ok(Info {
            file: "inside the program".into(),
            kind: "index",
            sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
            bytes: bytes.len() as u64,
            census: gazetteer.census(false),
            about,
        });
    };
    let (sha256, bytes) = hash(path)?;
    let file = path.display().to_string();
    match Kind::look(path)? {
        Kind::Index => {
            let gazetteer = open_index(path)?;
            let (census, about) = (gazetteer.census(false), about(&gazetteer));
            Ok(Info { file, kind: "index", sha256, bytes, census, about })
        }
        Kind::Table => {
            let mut gazetteer = Gazetteer::embedded()?;
            let own = read_own(path, &gazetteer)?;
            gazetteer.lay_over(&own)?;
            let census = gazetteer.census(true);
            let left_out = own.faults.iter().filter(|fault| fault.left_out).count();
            let about = vec![
                ("rows left out".into(), left_out.to_string()),
                ("rows without a point".into(), own.blank.to_string()),
            ];
            Ok(Info { file, kind: "table of own places", sha256, bytes, census, about })
        }
        Kind::Dump => {
            let remedy = "make an index of it: dateline gazetteer build FILE -o my.gaz";
            Err(Failure::new(format!("{file}: a dump of GeoNames ({remedy})")))
        }
    }
}

/// What an index says of itself.
fn about(gazetteer: &Gazetteer) -> Vec<(String, String)> {
    let version = ("version".to_owned(), gazetteer.version().to_string());
    let lines = gazetteer.about().lines().filter_map(|line| line.split_once('\t'));
    std::iter::once(version).chain(lines.map(|(key, value)| (key.to_owned(), value.to_owned()))).collect()
}

fn as_json(info: &Info) -> String {
    let about: Map<String, Value> =
        info.about.iter().map(|(key, value)| (key.replace(' ', "_"), Value::from(value.as_str()))).collect();
    let classes: Map<String, Value> =
        info.census.classes.iter().map(|(class, places)| (class_name(&json!(class)), Value::from(*places))).collect();
    let value = json!({
        "file": info.file,
        "kind": info.kind,
        "sha256": info.sha256,
        "bytes": info.bytes,
        "places": info.census.places,
        "names": info.census.names,
        "classes": classes,
        "countries": info.census.countries,
        "about": about,
    });
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

fn class_name(class: &Value) -> String {
    class.as_str().unwrap_or_default().to_owned()
}

fn as_table(info: &Info, known: &Gazetteer) -> String {
    let mut out = String::new();
    let mut line = |key: &str, value: &str| {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{key:<22}{value}");
    };
    line("file", &info.file);
    line("kind", info.kind);
    for (key, value) in &info.about {
        line(key, value);
    }
    line("size", &format!("{:.1} MB", info.bytes as f64 / 1e6));
    line("sha256", &info.sha256);
    line("places", &info.census.places.to_string());
    line("names", &info.census.names.to_string());
    for (class, places) in &info.census.classes {
        line(&format!("  {}", class_name(&json!(class))), &places.to_string());
    }
    let mut countries: Vec<(&String, &u64)> = info.census.countries.iter().collect();
    countries.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    line("countries", &countries.iter().filter(|(iso2, _)| !iso2.is_empty()).count().to_string());
    for (iso2, places) in countries.iter().take(SHOWN) {
        let name = known.country_by_iso2(iso2).map_or("none", |country| country.name);
        line(&format!("  {name}"), &places.to_string());
    }
    if countries.len() > SHOWN {
        line("  ...", "--json has all");
    }
    for credit in CREDITS.iter().filter(|_| info.kind == "index").take(2) {
        line(&format!("{} ({})", credit.source, credit.licence), credit.url);
    }
    out
}
