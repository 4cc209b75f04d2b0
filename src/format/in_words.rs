//! Columns of stored incidents as people say them, for the texts that are
//! made from them.

use serde_json::{Map, Value};

use super::columns::harmless;
use super::read_back::Stored;

/// A text among the keys of a claim or a report.
pub(super) fn text_of<'m>(map: &'m Map<String, Value>, key: &str) -> Option<&'m str> {
    map.get(key)?.as_str()
}

/// What a rule for `killed_best` is.
pub(super) fn basis(rule: &str) -> &'static str {
    match rule {
        "non_party" => "the latest figure of someone who is no party",
        "own_dead" => "each party's figure for its own dead, summed",
        "correction" => "set by a person",
        _ => "",
    }
}

/// "2022-08-03", "2022-08-03 to 2022-08-05", "not known".
pub(super) fn days(s: &Stored) -> String {
    match (s.text("date_start"), s.text("date_end")) {
        (Some(a), Some(b)) if a == b => a.to_owned(),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        (Some(a), None) => format!("since {a}"),
        (None, Some(b)) => format!("until {b}"),
        (None, None) => "not known".to_owned(),
    }
}

/// A text on one line that cannot steer a terminal.
pub(super) fn one_line(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
