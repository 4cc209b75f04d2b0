//! What differs between two tellings of one incident.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::types::{Change, ClaimBrief};
use crate::format::read_back::Stored;
use crate::gazetteer::distance_km;

/// Columns that follow from where it lies.
const PLACE: [&str; 20] = [
    "place",
    "place_as_reported",
    "place_alt",
    "place_kind",
    "reported_relation",
    "geonameid",
    "admin1",
    "admin2",
    "country",
    "iso3",
    "countries_iso3",
    "disputed_area",
    "claimants",
    "administered_by",
    "admin_code",
    "admin_name",
    "coord_basis",
    "uncertainty_km",
    "acled_geo_precision",
    "ucdp_where_prec",
];
/// Columns that follow from its days.
const DAYS: [&str; 5] = ["date_precision", "date_basis", "time_as_reported", "acled_time_precision", "ucdp_date_prec"];
/// Columns that follow from its type.
const TYPE: [&str; 3] = ["event_type", "plover", "type_of_violence"];
/// The parties, each with the columns that follow from it.
const SIDES: [(&str, &[&str]); 3] =
    [("side_a", &["side_a_iso3", "inter_a"]), ("side_b", &["side_b_iso3", "inter_b"]), ("initiator", &[])];
/// The figures.
const TOLL: [&str; 20] = [
    "killed_min",
    "killed_max",
    "killed_best",
    "killed_a",
    "killed_b",
    "killed_civilians",
    "killed_unknown",
    "wounded_min",
    "wounded_max",
    "captured_min",
    "captured_max",
    "missing_min",
    "missing_max",
    "abducted_min",
    "abducted_max",
    "arrested_min",
    "arrested_max",
    "displaced_min",
    "displaced_max",
    "disputed_toll",
];
/// Columns that follow from its reports.
const REPORTS: [&str; 8] = [
    "n_reports",
    "n_independent_sources",
    "sources",
    "report_ids",
    "urls",
    "archive_urls",
    "published_first",
    "published_last",
];

/// The comparison of two tellings under way.
struct Comparison<'s> {
    a: &'s Stored,
    b: &'s Stored,
    /// Columns that a change already told covers.
    told: BTreeSet<&'static str>,
    changes: Vec<Change>,
}

/// What differs, in the order in which it is told. `nested` is whether both
/// know their claims and reports.
pub(super) fn changes(a: &Stored, b: &Stored, nested: bool) -> Vec<Change> {
    let mut c = Comparison { a, b, told: BTreeSet::new(), changes: Vec::new() };
    c.id();
    c.place();
    c.days();
    c.kind();
    c.sides();
    c.toll();
    c.standing();
    if nested {
        c.claims();
    }
    c.reports();
    c.others();
    c.changes
}

impl Comparison<'_> {
    fn differs(&self, column: &str) -> bool {
        let none = Value::Null;
        self.a.row.get(column).unwrap_or(&none) != self.b.row.get(column).unwrap_or(&none)
    }

    /// A column of both as texts.
    fn texts(&self, column: &str) -> (Option<String>, Option<String>) {
        (self.a.text(column).map(str::to_owned), self.b.text(column).map(str::to_owned))
    }

    fn values(&self, column: &str) -> (Value, Value) {
        let of = |s: &Stored| s.row.get(column).cloned().unwrap_or_default();
        (of(self.a), of(self.b))
    }

    fn id(&mut self) {
        self.told.insert("id");
        if self.differs("id") {
            self.changes.push(Change::Renumbered { from: self.a.id().to_owned(), to: self.b.id().to_owned() });
        }
    }

    fn place(&mut self) {
        let (here, there) = (self.a.point(), self.b.point());
        self.told.extend(["latitude", "longitude"]);
        if here == there && !self.differs("place") {
            return;
        }
        self.told.extend(PLACE);
        let km = here.zip(there).map(|(a, b)| (distance_km(a, b) * 10.0).round() / 10.0);
        let (from, to) = self.texts("place");
        self.changes.push(Change::Moved { from, to, km });
    }

    fn days(&mut self) {
        self.told.extend(["date_start", "date_end"]);
        if self.differs("date_start") || self.differs("date_end") {
            self.told.extend(DAYS);
            let of = |s: &Stored| ["date_start", "date_end"].map(|day| s.text(day).map(str::to_owned));
            self.changes.push(Change::Redated { from: of(self.a), to: of(self.b) });
        }
    }

    fn kind(&mut self) {
        self.told.insert("sub_event_type");
        if self.differs("sub_event_type") {
            self.told.extend(TYPE);
            let (from, to) = self.texts("sub_event_type");
            self.changes.push(Change::Retyped { from, to });
        }
    }

    fn sides(&mut self) {
        for (column, more) in SIDES {
            self.told.insert(column);
            if self.differs(column) {
                self.told.extend(more);
                let (from, to) = self.texts(column);
                self.changes.push(Change::Sides { column, from, to });
            }
        }
    }

    fn toll(&mut self) {
        self.told.extend(TOLL);
        for column in TOLL {
            if self.differs(column) {
                self.told.insert("killed_best_basis");
                let (from, to) = self.values(column);
                self.changes.push(Change::Toll { column, from, to });
            }
        }
    }

    fn standing(&mut self) {
        for column in ["status", "attribution"] {
            self.told.insert(column);
            if self.differs(column) {
                let (from, to) = self.texts(column);
                self.changes.push(Change::Status { column, from, to });
            }
        }
    }

    /// Claims are one where all but their standing is the same.
    fn claims(&mut self) {
        self.told.insert("n_claims");
        let mut left: Vec<&Map<String, Value>> = self.b.claims.iter().collect();
        for claim in &self.a.claims {
            let Some(at) = left.iter().position(|other| key(other) == key(claim)) else {
                self.changes.push(Change::ClaimGone(ClaimBrief::new(claim)));
                continue;
            };
            let superseded = |c: &Map<String, Value>| c.get("superseded").and_then(Value::as_bool).unwrap_or(false);
            let other = left.remove(at);
            match (superseded(claim), superseded(other)) {
                (false, true) => self.changes.push(Change::ClaimSuperseded(ClaimBrief::new(other))),
                (true, false) => self.changes.push(Change::ClaimRestored(ClaimBrief::new(other))),
                _ => {}
            }
        }
        self.changes.extend(left.into_iter().map(|claim| Change::ClaimAdded(ClaimBrief::new(claim))));
    }

    fn reports(&mut self) {
        let of = |s: &Stored| -> BTreeSet<String> {
            s.text("report_ids").unwrap_or("").split("; ").filter(|r| !r.is_empty()).map(str::to_owned).collect()
        };
        let (a, b) = (of(self.a), of(self.b));
        self.told.insert("report_ids");
        if a != b {
            self.told.extend(REPORTS);
        }
        self.changes.extend(b.difference(&a).map(|report| Change::ReportAdded { report: report.clone() }));
        self.changes.extend(a.difference(&b).map(|report| Change::ReportGone { report: report.clone() }));
    }

    /// Columns and lists that no change told so far covers.
    fn others(&mut self) {
        let columns: BTreeSet<&String> = self.a.row.keys().chain(self.b.row.keys()).collect();
        // A file that lacks a column says nothing of it.
        let both = |c: &String| self.a.row.contains_key(c) && self.b.row.contains_key(c);
        let other = |c: &&String| both(c) && !self.told.contains(c.as_str()) && self.differs(c);
        let change = |column: &String| {
            let (from, to) = self.values(column);
            Change::Other { column: column.clone(), from, to }
        };
        let others: Vec<Change> = columns.into_iter().filter(other).map(change).collect();
        self.changes.extend(others);
    }
}

/// What makes a claim: the wording may change, and later claims decide whether
/// it stands.
fn key(claim: &Map<String, Value>) -> Vec<&Value> {
    const KEY: [&str; 8] = ["report_id", "speaker", "act", "what", "about_side", "min", "max", "scope"];
    KEY.iter().map(|k| claim.get(*k).unwrap_or(&Value::Null)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn stored(changed: &Value) -> Stored {
        let mut line = json!({
            "id": "i1", "place": "Tikrit", "latitude": 34.6, "longitude": 43.68, "admin1": "Salah ad Din",
            "date_start": "2022-03-04", "date_end": "2022-03-04", "killed_best": 5, "side_a": null,
            "status": "reported", "report_ids": "a.txt", "n_reports": 1, "quote": "A bomb.",
            "claims": [{"report_id": "a.txt", "speaker": "police", "what": "killed", "min": 5, "superseded": false}],
        });
        for (key, value) in changed.as_object().unwrap() {
            line[key] = value.clone();
        }
        Stored::parse(&line.to_string()).unwrap()
    }

    fn kinds(changed: &Value) -> Vec<String> {
        let found = changes(&stored(&json!({})), &stored(changed), true);
        found.iter().map(|c| serde_json::to_value(c).unwrap()["kind"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn each_change_has_its_kind_and_covers_what_follows_from_it() {
        assert_eq!(kinds(&json!({})), Vec::<String>::new());
        assert_eq!(kinds(&json!({"place": "Baiji", "latitude": 34.93, "admin1": "Other"})), ["moved"]);
        assert_eq!(kinds(&json!({"admin1": "Other"})), ["other"]);
        assert_eq!(kinds(&json!({"date_end": "2022-03-05"})), ["redated"]);
        assert_eq!(kinds(&json!({"side_a": "Rebels"})), ["sides"]);
        assert_eq!(kinds(&json!({"killed_best": 6})), ["toll"]);
        assert_eq!(kinds(&json!({"status": "claimed"})), ["status"]);
        assert_eq!(kinds(&json!({"report_ids": "a.txt; b.txt", "n_reports": 2})), ["report_added"]);
        assert_eq!(kinds(&json!({"id": "i2", "report_ids": "b.txt"})), ["renumbered", "report_added", "report_gone"]);
        assert_eq!(kinds(&json!({"claims": []})), ["claim_gone"]);
        let superseded = json!([{"report_id": "a.txt", "speaker": "police", "what": "killed", "min": 5, "superseded": true},
            {"report_id": "b.txt", "speaker": "police", "what": "killed", "min": 6, "superseded": false}]);
        assert_eq!(kinds(&json!({"claims": superseded})), ["claim_superseded", "claim_added"]);
    }

    #[test]
    fn a_move_says_how_far() {
        let found = changes(&stored(&json!({})), &stored(&json!({"latitude": 35.6})), true);
        let Change::Moved { km: Some(km), .. } = &found[0] else { panic!("{found:?}") };
        assert!((km - 111.2).abs() < 0.5, "{km}");
        let unplaced = json!({"place": null, "latitude": null, "longitude": null});
        assert!(matches!(
            &changes(&stored(&json!({})), &stored(&unplaced), true)[..],
            [Change::Moved { km: None, .. }]
        ));
    }

    #[test]
    fn flat_files_say_nothing_of_claims() {
        assert_eq!(changes(&stored(&json!({})), &stored(&json!({"claims": []})), false), []);
    }
}
