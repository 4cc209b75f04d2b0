//! The explanation as a JSON object of stable order.

use serde_json::{Map, Value, json};

use super::{Stored, basis};
use crate::format::stream::PublicSpan;
use crate::incident::Account;
use crate::incident::telling::{Mark, Marked, Words};

/// The counts of the toll, as the incident's columns name them.
const TOLL: [&str; 21] = [
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
    "killed_best_basis",
];

pub(super) fn explanation(s: &Stored) -> Value {
    json!({
        "id": s.row.get("id"),
        "mapped": s.is_mapped(),
        "reports": s.reports,
        "what": what(s),
        "status": {"value": s.text("status"), "why": s.why("status", |a| &a.status)},
        "attribution": {"value": s.text("attribution"), "why": s.why("attribution", |a| &a.attribution)},
        "when": when(s),
        "where": place(s),
        "who": who(s),
        "toll": toll(s),
        "confidence": s.row.get("extraction_confidence"),
        "sentences": sentences(s),
        "corrections": s.corrections,
    })
}

/// Some of the columns.
fn columns(s: &Stored, keys: &[&str]) -> Map<String, Value> {
    keys.iter().map(|key| ((*key).to_owned(), s.row.get(*key).cloned().unwrap_or_default())).collect()
}

/// A list with an entry for each report: its id, and what `of` gives.
fn by_report(s: &Stored, of: impl Fn(&Account) -> Value) -> Value {
    let entry = |a: &Account| {
        let mut entry = Map::new();
        entry.insert("report".to_owned(), json!(a.report));
        match of(a) {
            Value::Object(more) => entry.extend(more),
            Value::Null => return None,
            other => {
                entry.insert("value".to_owned(), other);
            }
        }
        Some(Value::Object(entry))
    };
    s.accounts.iter().filter_map(entry).collect()
}

fn what(s: &Stored) -> Value {
    let mut what = columns(s, &["event_type", "sub_event_type", "plover", "weapons"]);
    what.insert("told".to_owned(), by_report(s, |a| json!({"tellings": a.tellings})));
    Value::Object(what)
}

fn when(s: &Stored) -> Value {
    let keys =
        ["date_start", "date_end", "date_precision", "date_basis", "time_as_reported", "ongoing", "ongoing_as_of"];
    let mut when = columns(s, &keys);
    when.insert("told".to_owned(), by_report(s, |a| json!(a.time)));
    Value::Object(when)
}

fn place(s: &Stored) -> Value {
    let keys = [
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
        "latitude",
        "longitude",
        "coord_basis",
        "uncertainty_km",
    ];
    let mut place = columns(s, &keys);
    place.insert("told".to_owned(), by_report(s, |a| json!(a.place)));
    Value::Object(place)
}

fn who(s: &Stored) -> Value {
    let keys = [
        "side_a",
        "inter_a",
        "side_b",
        "inter_b",
        "initiator",
        "initiator_by",
        "responsibility_claimed_by",
        "perpetrators",
        "targets",
        "victims",
    ];
    let mut who = columns(s, &keys);
    who.insert("told".to_owned(), by_report(s, |a| json!({"side_a": a.side_a, "side_b": a.side_b})));
    Value::Object(who)
}

fn toll(s: &Stored) -> Value {
    let mut toll = columns(s, &TOLL);
    toll.insert("why".to_owned(), json!(s.text("killed_best_basis").map(basis).filter(|why| !why.is_empty())));
    let figure = |claim: &Map<String, Value>| {
        let mut figure = claim.clone();
        figure.shift_remove("incident_id");
        let words = s.words_of(claim);
        let at = words.map(|w| spoken(&w.at));
        figure.insert("words".to_owned(), json!(at));
        Value::Object(figure)
    };
    toll.insert("claims".to_owned(), s.claims.iter().map(figure).collect());
    Value::Object(toll)
}

fn spoken(words: &Words) -> Value {
    json!({"span": PublicSpan(words.span), "words": words.words})
}

fn sentences(s: &Stored) -> Value {
    if s.accounts.is_empty() {
        return json!(s.evidence);
    }
    let mark = |m: &Marked, k: &Mark| json!({"field": k.field, "span": PublicSpan(k.span), "within": k.within, "words": m.words(k)});
    let sentence = |a: &Account, m: &Marked| {
        let marks: Vec<Value> = m.marks.iter().map(|k| mark(m, k)).collect();
        json!({"report": a.report, "span": PublicSpan(m.span), "text": m.text, "marks": marks})
    };
    let of = |a: &Account| a.sentences.iter().map(|m| sentence(a, m)).collect::<Vec<Value>>();
    s.accounts.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::super::text_of;
    use super::*;
    use crate::coding::SubEvent;
    use crate::incident::Incident;

    #[test]
    fn an_incident_without_accounts_is_explained_as_far_as_its_row_goes() {
        let stored = Stored::new(&Incident::new("i1", SubEvent::Attack)).unwrap();
        let told = explanation(&stored);
        let keys: Vec<&String> = told.as_object().unwrap().keys().collect();
        assert_eq!(keys[..4], ["id", "mapped", "reports", "what"]);
        assert_eq!((&told["id"], &told["status"]["value"]), (&json!("i1"), &json!("reported")));
        assert_eq!(text_of(&stored.row, "id"), Some("i1"));
    }
}
