//! `lookup`: names, points and streams of place descriptions, to places.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::exit::{Code, Failure};
use super::lines::{Line, Lines};
use super::queries::LookupArgs;
use super::say::Voice;
use super::stream::{as_error, as_line, filter, open};
use crate::error::Notice;
use crate::format::lookup::{NameAnswer, PointAnswer, around, candidates};
use crate::gazetteer::{Around, BadPoint, FeatureClass, Gazetteer, Query, Ranked, parse_point};
use crate::geoparse::{Description, describe, locate};
use crate::lexicon::Lexicon;
use crate::text::counted;

/// The longest name that is looked for, in characters; the longest place name
/// of the world has 168.
const LONGEST: usize = 300;
/// The longest description in a stream, in characters.
const LONGEST_TEXT: usize = 5000;
/// From how many kilometres to the nearest place on a point looks wrong.
const FAR_KM: f64 = 200.0;

/// Runs the command.
///
/// # Errors
/// When a name is not known or is none, the input cannot be opened, or standard
/// output not be written.
pub(super) fn run(arguments: &LookupArgs, gazetteer: &Gazetteer, voice: Voice) -> Result<Code, Failure> {
    if let Some(input) = &arguments.jsonl {
        let lexicon = Lexicon::english()?;
        return filter(open(input)?, input, |line| answer(line, gazetteer, &lexicon));
    }
    let asker = Asker::new(arguments, gazetteer, voice)?;
    let mut asked = Vec::new();
    if let Some(point) = one_point(&arguments.names) {
        asked.push(asker.ask(&point).map_err(Failure::usage)?);
        return asker.write(&asked);
    }
    for name in &arguments.names {
        if name == "-" {
            asker.ask_lines(&mut asked)?;
        } else {
            asked.push(asker.ask(name).map_err(Failure::usage)?);
        }
    }
    asker.write(&asked)
}

/// Two arguments that are the halves of one point: `39.6 46.5`.
fn one_point(names: &[String]) -> Option<String> {
    let [one, two] = names else { return None };
    let both = format!("{one} {two}");
    let apart = parse_point(one).is_ok() || parse_point(two).is_ok();
    (!apart && parse_point(&both) != Err(BadPoint::NotCoordinates)).then_some(both)
}

/// What was asked, and what is known of it.
enum Asked<'g> {
    /// A name with its candidates.
    Name(String, Vec<Ranked<'g>>),
    /// A point with what lies there.
    Point(String, Box<Around<'g>>),
    /// A line of standard input that cannot be asked.
    Bad(Notice),
}

/// What `--near` means.
#[derive(Debug, Default)]
struct Near {
    /// Near a point.
    point: Option<(f64, f64)>,
    /// Rather in this country, by its alpha-2 code.
    country: Option<String>,
}

/// Asks the gazetteer as the options say.
struct Asker<'a, 'g> {
    arguments: &'a LookupArgs,
    gazetteer: &'g Gazetteer,
    voice: Voice,
    near: Near,
}

impl<'a, 'g> Asker<'a, 'g> {
    fn new(arguments: &'a LookupArgs, gazetteer: &'g Gazetteer, voice: Voice) -> Result<Self, Failure> {
        for country in &arguments.country {
            if gazetteer.country_named(country).is_none() {
                let remedy = "give an ISO 3166-1 code, as in AZ or AZE, or an English name";
                return Err(Failure::usage(format!("--country {country}: no such country ({remedy})")));
            }
        }
        let near = match &arguments.near {
            Some(near) => near_where(near, gazetteer, arguments, voice)?,
            None => Near::default(),
        };
        Ok(Self { arguments, gazetteer, voice, near })
    }

    /// Asks for a name or a point; says what is wrong with it.
    fn ask(&self, text: &str) -> Result<Asked<'g>, String> {
        check(text)?;
        match parse_point(text) {
            Ok(point) => {
                let limit = usize::from(self.arguments.limit);
                let found = self.gazetteer.around(point.0, point.1, self.arguments.date, limit);
                let found = found.map_err(|why| why.to_string())?;
                self.hint(&found);
                Ok(Asked::Point(text.trim().to_owned(), Box::new(found)))
            }
            Err(BadPoint::NotCoordinates) => Ok(Asked::Name(text.trim().to_owned(), self.candidates(text.trim()))),
            Err(bad) => Err(format!("{text}: {bad}")),
        }
    }

    /// Says so where the numbers look swapped: nothing lies here, and something
    /// does the other way round.
    fn hint(&self, found: &Around<'_>) {
        let lonely = found.country.is_none() && found.nearest.first().is_none_or(|n| n.km > FAR_KM);
        if !lonely || found.lon.abs() > 90.0 {
            return;
        }
        let other = self.gazetteer.nearest(found.lon, found.lat, 1);
        if let Some((id, km)) = other.first().filter(|(_, km)| *km < FAR_KM / 4.0) {
            let name = self.gazetteer.place(*id).name;
            self.voice.say(&format!(
                "{},{}: nothing lies near; swapped? {},{} is {km:.0} km from {name} (latitude comes first)",
                found.lat, found.lon, found.lon, found.lat
            ));
        }
    }

    /// The candidates of a name inside the countries and the division asked for.
    fn candidates(&self, name: &str) -> Vec<Ranked<'g>> {
        let arguments = self.arguments;
        let (near, preferred) = (self.near.point, self.near.country.as_deref());
        let query = Query { name, near, country: None, admin1: arguments.admin1.as_deref(), date: arguments.date };
        let mut ranked = Vec::new();
        if arguments.country.is_empty() {
            ranked = self.gazetteer.lookup(&Query { country: preferred, ..query });
        }
        for country in &arguments.country {
            let found = self.gazetteer.lookup(&Query { country: Some(country), ..query });
            ranked.extend(found.into_iter().filter(|r| r.parts.inside > 0.5));
        }
        if arguments.admin1.is_some() {
            ranked.retain(|r| r.parts.inside > 0.9);
        }
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.id.cmp(&b.place.id)));
        let mut seen = BTreeSet::new();
        ranked.retain(|r| seen.insert(r.place.id));
        ranked.truncate(usize::from(arguments.limit));
        ranked
    }

    /// Asks for each line of standard input.
    fn ask_lines(&self, asked: &mut Vec<Asked<'g>>) -> Result<(), Failure> {
        let stdin: Box<dyn BufRead> = open("-")?;
        for line in Lines::new(stdin) {
            let line = line.map_err(|why| Failure::new(format!("standard input: cannot read on: {why}")))?;
            let bad = |what: String| Notice::new("standard input", what, "").at_line(line.number);
            let one = match line.text("standard input") {
                Ok((text, _)) => {
                    let name = text.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
                    self.ask(name).unwrap_or_else(|why| Asked::Bad(bad(why)))
                }
                Err(notice) => Asked::Bad(notice),
            };
            asked.push(one);
        }
        Ok(())
    }

    /// Writes all answers, and says which names nobody bears.
    fn write(&self, asked: &[Asked<'g>]) -> Result<Code, Failure> {
        let written = if self.arguments.json { self.write_json(asked) } else { write_tables(asked) };
        written.map_err(|why| Failure::stdout(&why))?;
        let bad: Vec<&Notice> =
            asked.iter().filter_map(|a| if let Asked::Bad(n) = a { Some(n) } else { None }).collect();
        self.voice.warnings("not asked: ", bad.iter().copied());
        let unknown: Vec<&str> = asked
            .iter()
            .filter_map(|a| match a {
                Asked::Name(name, ranked) if ranked.is_empty() => Some(name.as_str()),
                _ => None,
            })
            .collect();
        if !unknown.is_empty() {
            return Err(Failure::new(self.unknown(&unknown)));
        }
        Ok(if bad.is_empty() { Code::Ok } else { Code::Failed })
    }

    fn unknown(&self, names: &[&str]) -> String {
        let arguments = self.arguments;
        let mut inside: Vec<&str> = arguments.admin1.as_deref().into_iter().collect();
        inside.extend(arguments.country.iter().map(String::as_str));
        let elsewhere = |name: &&&str| !self.gazetteer.lookup(&Query { name, ..Query::default() }).is_empty();
        if !inside.is_empty() && names.iter().any(|n| elsewhere(&n)) {
            let remedy = "leave out --country and --admin1 to see those elsewhere";
            return format!("not in {}: {} ({remedy})", inside.join(", "), names.join(", "));
        }
        let remedy = "try another spelling, or the name of the district";
        format!("not in the gazetteer: {} ({remedy})", names.join(", "))
    }

    fn write_json(&self, asked: &[Asked<'g>]) -> io::Result<()> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        out.write_all(b"[")?;
        let mut first = true;
        for one in asked {
            let entry = match one {
                Asked::Name(name, ranked) => {
                    let location = ranked.first().map(|r| locate(self.gazetteer, r.place.id, self.arguments.date));
                    as_json(&NameAnswer::new(name, location.as_ref(), ranked))
                }
                Asked::Point(text, found) => as_json(&PointAnswer::new(text, found)),
                Asked::Bad(_) => continue,
            };
            out.write_all(if first { b"\n" } else { b",\n" })?;
            first = false;
            out.write_all(&entry)?;
        }
        out.write_all(b"\n]\n")?;
        out.flush()
    }
}

/// The answers as tables, a title over each where there are several.
fn write_tables(asked: &[Asked<'_>]) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    let mut first = true;
    for one in asked {
        let (title, text) = match one {
            Asked::Name(name, ranked) if !ranked.is_empty() => (Some(name), candidates(ranked)),
            Asked::Point(_, found) => (None, around(found)),
            Asked::Name(..) | Asked::Bad(_) => continue,
        };
        let gap = if first { "" } else { "\n" };
        first = false;
        let title = title.filter(|_| asked.len() > 1).map_or_else(String::new, |name| format!("{name}\n"));
        write!(out, "{gap}{title}{text}")?;
    }
    out.flush()
}

fn as_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// Whether a text may be asked for at all.
fn check(text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("an empty name (give the name of a place, or a point)".to_owned());
    }
    let length = text.chars().count();
    if length > LONGEST {
        let begin: String = text.chars().take(20).filter(|c| !c.is_control()).collect();
        return Err(format!(
            "{begin}...: {}, too long for a name (at most {LONGEST})",
            counted(length as u64, "character")
        ));
    }
    if let Some((at, c)) = text.chars().enumerate().find(|(_, c)| c.is_control()) {
        let name: String = text.chars().filter(|c| !c.is_control()).collect();
        return Err(format!("{name}: a control character (U+{:04X}) at character {} (take it out)", c as u32, at + 1));
    }
    Ok(())
}

/// What `--near` means: a point, a country to be preferred, or a place.
fn near_where(near: &str, gazetteer: &Gazetteer, arguments: &LookupArgs, voice: Voice) -> Result<Near, Failure> {
    let wrong = |why: String| Failure::usage(format!("--near {why}"));
    check(near).map_err(wrong)?;
    match parse_point(near) {
        Ok(point) => return Ok(Near { point: Some(point), country: None }),
        Err(BadPoint::NotCoordinates) => {}
        Err(bad) => return Err(wrong(format!("{near}: {bad}"))),
    }
    let ranked = gazetteer.lookup(&Query { name: near, date: arguments.date, ..Query::default() });
    let country = gazetteer
        .country_named(near)
        .filter(|_| near.len() <= 3 || ranked.first().is_none_or(|r| r.place.class == FeatureClass::Country));
    if let Some(country) = country {
        let place = gazetteer.place(country.place);
        // With --country the choice is made; then the middle of the other is meant.
        let point = (!arguments.country.is_empty()).then_some((place.lat, place.lon));
        return Ok(Near { point, country: Some(country.iso2.to_owned()) });
    }
    let Some(best) = ranked.first() else {
        return Err(wrong(format!("{near}: no such place or country (give a point as LAT,LON)")));
    };
    voice.detail(&format!("near {}, {}", best.place.name, best.country.unwrap_or("-")));
    Ok(Near { point: Some((best.place.lat, best.place.lon)), country: None })
}

/// The answer to one line of the stream.
fn answer(line: &Line, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<u8> {
    let number = Value::from(line.number.to_string());
    let parsed = line.text("").and_then(|(text, _)| {
        serde_json::from_str::<Map<String, Value>>(text.trim_start_matches('\u{feff}'))
            .map_err(|why| Notice::new("", format!("broken JSON: {why}"), "give one JSON object a line"))
    });
    let object = match parsed {
        Ok(object) => object,
        Err(notice) => return as_error(&number, &notice),
    };
    let id = object.get("id").filter(|id| !id.is_null()).unwrap_or(&number);
    match asked(&object) {
        Ok(asked) => {
            let mut found = Map::new();
            found.insert("id".to_owned(), id.clone());
            if let Ok(Value::Object(rest)) = serde_json::to_value(describe(&asked, gazetteer, lexicon)) {
                found.extend(rest);
            }
            as_line(&Value::Object(found))
        }
        Err(notice) => as_error(id, &notice),
    }
}

/// The description in a line.
fn asked(object: &Map<String, Value>) -> Result<Description, Notice> {
    for (key, value) in object {
        if value.as_str().is_some_and(|t| t.chars().count() > LONGEST_TEXT) {
            let what = format!("'{key}' has more than {LONGEST_TEXT} characters");
            return Err(Notice::new("", what, "describe the place in a few words"));
        }
    }
    let text = |key: &str| object.get(key).and_then(Value::as_str).filter(|t| !t.trim().is_empty()).map(str::to_owned);
    let near = object.get("near").and_then(Value::as_array).and_then(|n| n.first()?.as_f64().zip(n.get(1)?.as_f64()));
    if near.is_some_and(|(lat, lon)| lat.abs() > 90.0 || lon.abs() > 180.0) {
        return Err(Notice::new("", "'near' is not on the earth", "give [lat,lon] in degrees, latitude first"));
    }
    Ok(Description {
        name: text("name"),
        where_coordinates: text("where_coordinates"),
        where_description: text("where_description"),
        adm_1: text("adm_1"),
        adm_2: text("adm_2"),
        country: text("country"),
        near,
        date: text("date").and_then(|d| d.parse().ok()),
    })
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn what_cannot_be_a_name_is_told() {
        assert!(check("Lachin").is_ok() && check("Krung Thep Maha Nakhon").is_ok());
        assert!(check(" ").unwrap_err().contains("an empty name"));
        assert!(check(&"x".repeat(10_000)).unwrap_err().contains("10,000 characters, too long"));
        assert!(check("La\u{7}chin").unwrap_err().contains("U+0007) at character 3"));
    }
}
