//! Gold and stored predictions: JSON Lines of
//! `{"id","text","toponyms":[{"start","end","name"?,"lat"?,"lon"?,"kind"?,"radius_km"?}]}`,
//! offsets in Unicode code points, half-open.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use crate::document::Report;
use crate::document::container::jsonl_report;
use crate::error::Notice;

/// The kind of a mention that has none.
pub(super) const UNMARKED: &str = "unmarked";

/// A marked name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mention {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The name, where the file gives it or the text does.
    pub name: String,
    /// Degrees north and east, where it has a point.
    pub point: Option<(f64, f64)>,
    /// What the name stands for.
    pub kind: String,
    /// Kilometres around the point within which the place itself lies: a right
    /// point for a large country may be that far off.
    pub radius_km: f64,
}

/// A text with its marked names.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The id as it was written, a string or a number.
    pub id: Value,
    /// The text; `None` where a file of predictions leaves it out.
    pub text: Option<String>,
    /// The names, in the order of the file.
    pub mentions: Vec<Mention>,
    /// Whether the kinds were given by annotators, and not reckoned.
    pub kinds_annotated: bool,
    /// What else the reader may go by: title, source, address.
    pub report: Report,
}

/// A name as a file has it.
#[derive(Debug, Deserialize)]
struct Written {
    start: Option<i64>,
    end: Option<i64>,
    name: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    kind: Option<String>,
    kind_src: Option<String>,
    radius_km: Option<f64>,
    field: Option<String>,
}

/// Reads gold, and says of each line that cannot be read why.
pub fn read_gold(file: &str, text: &str) -> (Vec<Text>, Vec<Notice>) {
    read(file, text, true)
}

/// Reads predictions, and says of each line that cannot be read why. A line
/// with an `error` instead of names has none.
pub fn read_predictions(file: &str, text: &str) -> (Vec<Text>, Vec<Notice>) {
    read(file, text, false)
}

fn read(file: &str, text: &str, gold: bool) -> (Vec<Text>, Vec<Notice>) {
    let (mut texts, mut notices) = (Vec::new(), Vec::new());
    let mut ids = BTreeSet::new();
    let lines = (1u64..).zip(text.trim_start_matches('\u{feff}').lines()).filter(|(_, l)| !l.trim().is_empty());
    for (number, line) in lines {
        let say = |what: String, remedy: &str| Notice::new(file, what, remedy).at_line(number);
        match read_line(line, number, gold, &mut |what, remedy| notices.push(say(what, remedy))) {
            Ok(read) if ids.insert(read.id.to_string()) => texts.push(read),
            Ok(read) => {
                let what = format!("a second text with the id {}", read.id);
                notices.push(say(what, "give each text an id of its own"));
            }
            Err((what, remedy)) => notices.push(say(what, remedy)),
        }
    }
    (texts, notices)
}

type Bad = (String, &'static str);

fn read_line(line: &str, number: u64, gold: bool, odd: &mut dyn FnMut(String, &'static str)) -> Result<Text, Bad> {
    let value: Value = serde_json::from_str(line)
        .map_err(|why| (format!("broken JSON: {why}"), "each line must be one JSON object"))?;
    let Value::Object(mut object) = value else {
        return Err(("not a JSON object".to_owned(), "each line must be one JSON object"));
    };
    let id = object.get("id").cloned().unwrap_or_default();
    if !matches!(id, Value::String(_) | Value::Number(_)) {
        return Err(("no 'id'".to_owned(), "give each text an id, a string or a number"));
    }
    let text = object.get("text").and_then(Value::as_str).map(str::to_owned);
    if gold && text.is_none() {
        return Err(("no 'text'".to_owned(), "put the text into the key 'text' as a string"));
    }
    let listed = match object.get_mut("toponyms").map(Value::take) {
        Some(Value::Array(listed)) => listed,
        None | Some(Value::Null) if !gold => Vec::new(),
        _ => return Err(("no list 'toponyms'".to_owned(), "give the names as a list, empty where there are none")),
    };
    let mut kinds_annotated = false;
    let mut mentions = Vec::with_capacity(listed.len());
    let characters = text.as_ref().map(|t| t.chars().count());
    for (n, entry) in (1..).zip(listed) {
        let written: Written = match serde_json::from_value(entry) {
            Ok(written) => written,
            Err(why) => {
                odd(format!("name {n}: {why}"), "give start, end and point as numbers; the name was left out");
                continue;
            }
        };
        // Names in a title are counted in another text.
        if written.field.as_deref().is_some_and(|f| f != "text") {
            continue;
        }
        kinds_annotated |= written.kind.is_some() && written.kind_src.as_deref().is_none_or(|s| s == "annotated");
        match mention(written, text.as_deref(), characters) {
            Ok((mention, None)) => mentions.push(mention),
            Ok((mention, Some(what))) => {
                odd(format!("name {n}: {what}"), "count offsets in Unicode code points");
                mentions.push(mention);
            }
            Err(what) => odd(format!("name {n}: {what}"), "the name was left out"),
        }
    }
    let report = report(object, line, number);
    Ok(Text { id, text, mentions, kinds_annotated, report })
}

/// A name that can be counted; with what is odd about it all the same.
fn mention(
    written: Written,
    text: Option<&str>,
    characters: Option<usize>,
) -> Result<(Mention, Option<String>), String> {
    let offset = |at: Option<i64>, which: &str| {
        at.and_then(|at| usize::try_from(at).ok()).ok_or_else(|| format!("no '{which}' that is an offset"))
    };
    let (start, end) = (offset(written.start, "start")?, offset(written.end, "end")?);
    if start >= end {
        return Err(format!("it ends at {end}, before it begins at {start}"));
    }
    if characters.is_some_and(|all| end > all) {
        let all = characters.unwrap_or_default();
        return Err(format!("offsets {start}-{end} do not fit the text of {all} characters"));
    }
    let there: Option<String> = text.map(|t| t.chars().skip(start).take(end - start).collect());
    let odd = written.name.as_ref().zip(there.as_ref()).filter(|(name, there)| name != there);
    let odd = odd.map(|(name, there)| format!("it is '{name}', but the text has '{there}' at {start}-{end}"));
    let point = written.lat.zip(written.lon).filter(|p| *p != (0.0, 0.0));
    if let Some((lat, lon)) = point.filter(|(lat, lon)| lat.abs() > 90.0 || lon.abs() > 180.0) {
        let swapped = if lat.abs() <= 180.0 && lon.abs() <= 90.0 { "; swapped?" } else { "" };
        return Err(format!("{lat},{lon} is not on the earth (latitude, longitude{swapped})"));
    }
    let mention = Mention {
        start,
        end,
        name: written.name.or(there).unwrap_or_default(),
        point,
        kind: written.kind.unwrap_or_else(|| UNMARKED.to_owned()),
        radius_km: written.radius_km.filter(|km| km.is_finite()).unwrap_or(0.0),
    };
    Ok((mention, odd))
}

/// What the reader may go by: the line without its gold. A source that is an
/// object says its name and address in `domain` and `url`.
fn report(mut object: serde_json::Map<String, Value>, line: &str, number: u64) -> Report {
    let known = ["id", "text", "title", "published", "source", "url", "lang"];
    if let Some(Value::Object(source)) = object.get("source").cloned() {
        let text = |key: &str| source.get(key).filter(|v| v.is_string()).cloned().unwrap_or_default();
        object.insert("source".to_owned(), text("domain"));
        object.insert("url".to_owned(), text("url"));
    }
    object.retain(|key, _| known.contains(&key.as_str()));
    let plain = serde_json::to_string(&object).unwrap_or_else(|_| line.to_owned());
    jsonl_report("", number, &plain).map(|(report, _)| report).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_lines_and_offsets_are_named_and_the_rest_is_read() {
        let text = concat!(
            "{\"id\":1,\"text\":\"In Łódź.\",\"toponyms\":[{\"start\":3,\"end\":7,\"name\":\"Łódź\",\"lat\":51.8,\"lon\":19.5},",
            "{\"start\":3,\"end\":9},{\"start\":5,\"end\":5},{\"start\":0,\"end\":2,\"name\":\"Łódź\"},",
            "{\"start\":0,\"end\":2,\"lat\":151.8,\"lon\":19.5}]}\n",
            "{broken\n\n",
            "{\"id\":\"1\",\"text\":\"A.\"}\n",
            "{\"id\":1,\"text\":\"B.\",\"toponyms\":[]}\n",
            "{\"id\":\"1\",\"text\":\"A.\",\"toponyms\":[]}\n",
        );
        let (texts, notices) = read_gold("gold.jsonl", text);
        assert_eq!(texts.iter().map(|t| t.id.to_string()).collect::<Vec<_>>(), ["1", "\"1\""]);
        assert_eq!(texts[0].mentions.len(), 2, "{:?}", texts[0].mentions);
        assert_eq!(texts[0].mentions[0].point, Some((51.8, 19.5)));
        let told: Vec<String> = notices.iter().map(ToString::to_string).collect();
        for (n, says) in [
            "gold.jsonl:1: name 2: offsets 3-9 do not fit the text of 8 characters",
            "gold.jsonl:1: name 3: it ends at 5, before it begins at 5",
            "gold.jsonl:1: name 4: it is 'Łódź', but the text has 'In' at 0-2",
            "gold.jsonl:1: name 5: 151.8,19.5 is not on the earth (latitude, longitude; swapped?)",
            "gold.jsonl:2: broken JSON",
            "gold.jsonl:4: no list 'toponyms'",
            "gold.jsonl:5: a second text with the id 1",
        ]
        .iter()
        .enumerate()
        {
            assert!(told[n].starts_with(says), "{}", told[n]);
        }
        assert_eq!(told.len(), 7, "{told:?}");
    }

    #[test]
    fn predictions_may_lack_the_text_and_the_names() {
        let text = "{\"id\":\"a\",\"error\":\"no text\"}\n{\"id\":\"b\",\"toponyms\":[{\"start\":9,\"end\":12},{\"field\":\"title\",\"start\":0,\"end\":3}]}\n";
        let (texts, notices) = read_predictions("out.jsonl", text);
        assert_eq!((texts.len(), texts[0].mentions.len(), texts[1].mentions.len()), (2, 0, 1));
        assert_eq!(notices, []);
    }
}
