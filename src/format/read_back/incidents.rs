//! Incidents as files hold them: the columns of a row, and in
//! `incidents.jsonl` claims, evidence, reports and accounts beside them.

use std::io::BufRead;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::format::nested;
use crate::incident::{Account, Incident};
use crate::text::{SourceSpan, published};

/// Words that prove something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredEvidence {
    /// The report's id.
    pub report: String,
    /// Where in it.
    #[serde(with = "published")]
    pub span: SourceSpan,
    /// The words.
    pub quote: String,
}

/// An incident as a file holds it.
#[derive(Debug, Clone, Deserialize)]
pub struct Stored {
    /// The rows of `claims.csv` about it; none in GeoJSON.
    #[serde(default)]
    pub claims: Vec<Map<String, Value>>,
    /// The proof, the main one first; none in GeoJSON.
    #[serde(default)]
    pub evidence: Vec<StoredEvidence>,
    /// The reports, each with id, title, source, url, published; none in GeoJSON.
    #[serde(default)]
    pub reports: Vec<Map<String, Value>>,
    /// Why it reads as it does, an account a report; none in GeoJSON.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// What people corrected; none in GeoJSON.
    #[serde(default)]
    pub corrections: Vec<Map<String, Value>>,
    /// The columns of `incidents.csv`, and the lists that are not named above.
    #[serde(flatten)]
    pub row: Map<String, Value>,
}

/// A text that holds no incident.
#[derive(Debug, thiserror::Error)]
#[error("no incident: {0}")]
pub struct NoIncident(#[from] serde_json::Error);

impl Stored {
    /// Of an incident just read.
    ///
    /// # Errors
    /// When the writer and the reader of the file do not agree.
    pub fn new(incident: &Incident) -> Result<Self, NoIncident> {
        Ok(serde_json::from_value(nested::value(incident))?)
    }

    /// Of a line of `incidents.jsonl`.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(line: &str) -> Result<Self, NoIncident> {
        Ok(serde_json::from_str(line)?)
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.text("id").unwrap_or("")
    }

    /// A column of texts or dates; `None` where it is null or not there.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.row.get(column)?.as_str()
    }

    /// A column of numbers; `None` where it is null or not there.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.row.get(column)?.as_f64()
    }

    /// Degrees north and east.
    pub fn point(&self) -> Option<(f64, f64)> {
        Some((self.number("latitude")?, self.number("longitude")?))
    }

    /// Whether it is of a status that maps show.
    pub fn is_mapped(&self) -> bool {
        matches!(self.text("status"), Some("reported" | "claimed"))
    }
}

/// What is wrong with a file, with its line.
fn wrong(line: usize, why: &dyn std::fmt::Display) -> String {
    format!("line {line}: {why}")
}

/// The incidents of `incidents.jsonl`, in order.
///
/// # Errors
/// Says which line is none, or why the file cannot be read on.
pub fn from_jsonl(input: impl BufRead) -> Result<Vec<Stored>, String> {
    let mut incidents = Vec::new();
    for (number, line) in (1..).zip(input.lines()) {
        let line = line.map_err(|why| wrong(number, &why))?;
        if !line.trim().is_empty() {
            let stored = Stored::parse(&line).map_err(|why| wrong(number, &why))?;
            if stored.id().is_empty() {
                return Err(wrong(number, &"no incident: it has no id"));
            }
            incidents.push(stored);
        }
    }
    Ok(incidents)
}

/// A collection as the file holds it.
#[derive(Deserialize)]
struct Collection {
    name: Option<String>,
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Option<Point>,
    properties: Map<String, Value>,
}

#[derive(Deserialize)]
struct Point {
    coordinates: Vec<f64>,
}

/// The incidents of `incidents.geojson`, in order: their columns alone.
///
/// # Errors
/// Says why the text is no such file.
pub fn from_geojson(text: &str) -> Result<Vec<Stored>, String> {
    let collection: Collection =
        serde_json::from_str(text).map_err(|why| format!("no collection of Dateline's incidents: {why}"))?;
    if collection.name.as_deref() != Some("incidents") {
        let name = collection.name.unwrap_or_default();
        return Err(format!("a collection named '{name}'; one named 'incidents' is expected"));
    }
    Ok(collection.features.into_iter().map(stored).collect())
}

/// The row of a feature, its point in the columns where CSV has it.
fn stored(feature: Feature) -> Stored {
    let Feature { geometry, properties: mut row } = feature;
    let degrees = |n: usize| geometry.as_ref().and_then(|g| g.coordinates.get(n).copied());
    row.insert("longitude".to_owned(), degrees(0).into());
    row.insert("latitude".to_owned(), degrees(1).into());
    Stored {
        claims: Vec::new(),
        evidence: Vec::new(),
        reports: Vec::new(),
        accounts: Vec::new(),
        corrections: Vec::new(),
        row,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::coding::SubEvent;
    use crate::format::geojson;
    use crate::format::incident_row::IncidentRow;
    use crate::incident::ReportRef;

    fn incident() -> Incident {
        let mut incident = Incident::new("i0123456789ab", SubEvent::Attack);
        incident.reports.push(Arc::new(ReportRef { id: "a.txt".into(), ..ReportRef::default() }));
        incident
    }

    #[test]
    fn what_was_written_is_read_back() {
        let mut lines = Vec::new();
        nested::write(&mut lines, &[incident()]).unwrap();
        let from_lines = from_jsonl(lines.as_slice()).unwrap();
        let mut features = Vec::new();
        geojson::write(&mut features, "incidents", [&IncidentRow::new(&incident())]).unwrap();
        let from_features = from_geojson(&String::from_utf8(features).unwrap()).unwrap();
        for read in [&from_lines[0], &from_features[0]] {
            assert_eq!((read.id(), read.text("sub_event_type")), ("i0123456789ab", Some("Attack")));
            assert_eq!((read.point(), read.text("place")), (None, None));
        }
        assert_eq!(from_lines[0].reports[0]["id"], "a.txt");
        let lists = ["places", "actors", "perpetrators", "targets", "victims", "weapons", "triggers", "parts"];
        let mut row = from_lines[0].row.clone();
        row.retain(|column, _| !lists.contains(&column.as_str()));
        let mut flat = from_features[0].row.clone();
        row.sort_keys();
        flat.sort_keys();
        assert_eq!(row, flat);
    }

    #[test]
    fn what_is_none_is_told_by_its_line() {
        assert!(from_jsonl(&b"\n{\"id\":\n"[..]).unwrap_err().starts_with("line 2: no incident"));
        assert!(from_jsonl(&b"{\"a\":1}\n"[..]).unwrap_err().contains("no id"));
        assert!(from_geojson("{\"type\":\"FeatureCollection\",\"name\":\"places\",\"features\":[]}").is_err());
        assert!(from_geojson("[]").is_err());
    }
}
