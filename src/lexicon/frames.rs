//! Event frames (`lexicon/en/frames/*.toml`): the words that tell of an event,
//! how its roles are read, and sentences that must and must not match.
//!
//! The words are lemmas: verbs in the infinitive, nouns in the singular, and
//! phrases in which up to three words may stand between two neighbours.
//! `coding` turns them into an index and checks the vocabulary's names.

use serde::Deserialize;

use crate::error::{Error, Result};

/// How the roles of a frame stand around its trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FrameShape {
    /// Subject acts on object: "A attacked B", "A's attack on B".
    Transitive,
    /// The parties do the same to one another: "A and B clashed".
    Symmetric,
    /// People come together: "A protested against B".
    Gathering,
}

/// What another sub-event a frame has, by who is acted upon or acts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ByClass {
    /// Soldiers, police, rebels...
    pub armed: Option<String>,
    /// People who take no part.
    pub civilian: Option<String>,
    /// Positions, bases, convoys.
    pub thing_military: Option<String>,
    /// Rebels and other non-state groups.
    pub rebel: Option<String>,
}

/// One frame.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Its name, unique.
    pub id: String,
    /// The frame whose family, shape, types and figurative uses it shares
    /// where its own row says nothing.
    pub like: Option<String>,
    /// As `like`, and it has that frame's words too: the same act upon, by or
    /// with something of its own. It is tried before that frame.
    pub narrows: Option<String>,
    /// Frames of one family may tell the same incident.
    pub family: String,
    /// How its roles stand.
    pub shape: FrameShape,
    /// ACLED's sub-event, where nothing below chooses another.
    pub sub_event: String,
    /// By who is acted upon.
    #[serde(default)]
    pub by_target: ByClass,
    /// By who acts.
    #[serde(default)]
    pub by_initiator: ByClass,
    /// PLOVER's category, where it is not the sub-event's usual one.
    pub plover: Option<String>,
    /// Status that the frame always has: `background`.
    pub always: Option<String>,
    /// The only status in which it counts: `planned`.
    pub only: Option<String>,
    /// What the object must be: `place`, `thing`, `weapon`, `event`.
    pub object: Option<String>,
    /// The frame tells what came of another event in the same sentence.
    #[serde(default)]
    pub result: bool,
    /// It gives figures to other events and is none by itself unless nothing
    /// else in the report tells one.
    #[serde(default)]
    pub casualty_only: bool,
    /// Far down in a report it is news only with a day of its own; else it is
    /// told as background: what armies and treaties did before.
    #[serde(default)]
    pub dated: bool,
    /// It lasts: a siege, a blockade.
    #[serde(default)]
    pub situation: bool,
    /// The grammatical subject is the one acted upon ("repel an attack").
    #[serde(default)]
    pub reverse: bool,
    /// Verbs that tell the event.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Verbs that tell it only with a fitting subject and object.
    #[serde(default)]
    pub weak_verbs: Vec<String>,
    /// Nouns and noun compounds.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Phrases around a verb.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Phrases whose subject is the one acted upon: "come under attack".
    #[serde(default)]
    pub undergo: Vec<String>,
    /// Wordings that look like a trigger and are not it.
    #[serde(default)]
    pub stop: Vec<String>,
    /// Verbs that count only with an object.
    #[serde(default)]
    pub need_object: Vec<String>,
    /// Nouns that count only with a sign that it took place: a verb of
    /// happening, a figure, a place or a time beside them.
    #[serde(default)]
    pub need_noun: Vec<String>,
    /// Verbs that count only with people as subject.
    #[serde(default)]
    pub need_people: Vec<String>,
    /// Heads of the objects that alone count.
    #[serde(default)]
    pub objects: Vec<String>,
    /// Heads of objects that make the verb figurative or another matter.
    #[serde(default)]
    pub objects_not: Vec<String>,
    /// Heads of subjects that do not count: storms, diseases.
    #[serde(default)]
    pub not_subjects: Vec<String>,
    /// Heads of the subjects that alone count.
    #[serde(default)]
    pub subjects: Vec<String>,
    /// Classes of the subjects that alone count: `police`, `civilian`...
    #[serde(default)]
    pub subject_is: Vec<String>,
    /// Classes of subjects that do not count.
    #[serde(default)]
    pub subject_not: Vec<String>,
    /// Classes of the objects that alone count.
    #[serde(default)]
    pub object_is: Vec<String>,
    /// Heads of what it is done to, in or at: `mosque`, `funeral`.
    #[serde(default)]
    pub at: Vec<String>,
    /// What it is done with: nouns of which one stands in the clause.
    #[serde(default)]
    pub means: Vec<String>,
    /// Nouns of which none may stand in the sentence: `wildfire`, `boiler`.
    #[serde(default)]
    pub not_with: Vec<String>,
    /// Heads of "killed in a ..." that do not count.
    #[serde(default)]
    pub not_in: Vec<String>,
    /// Sentences that must match.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences that must not.
    #[serde(default)]
    pub no: Vec<String>,
}

impl Frame {
    /// Whether it asks for certain roles and goes before frames that do not.
    pub fn is_narrow(&self) -> bool {
        [&self.objects, &self.subjects, &self.subject_is, &self.object_is, &self.at, &self.means]
            .iter()
            .any(|list| !list.is_empty())
    }
}

#[derive(Deserialize)]
struct File {
    frame: Vec<toml::Table>,
}

/// What a frame takes from the one it is like, and what else from the one it
/// narrows.
const LIKE: [&str; 16] = [
    "family",
    "shape",
    "sub_event",
    "by_target",
    "by_initiator",
    "plover",
    "always",
    "dated",
    "only",
    "object",
    "result",
    "reverse",
    "objects_not",
    "not_subjects",
    "not_in",
    "not_with",
];
const WORDS: [&str; 9] =
    ["verbs", "weak_verbs", "nouns", "phrases", "undergo", "stop", "need_object", "need_noun", "need_people"];

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$((concat!("frames/", $name), include_str!(concat!("../../lexicon/en/frames/", $name)))),+]
    };
}

const FILES: [(&str, &str); 12] = files![
    "battles.toml",
    "territory.toml",
    "explosions.toml",
    "remote.toml",
    "riots.toml",
    "civilians.toml",
    "abductions.toml",
    "protests.toml",
    "property.toml",
    "disrupted.toml",
    "arrests.toml",
    "strategic.toml",
];

/// Reads the English frames.
///
/// # Errors
/// When a file is not TOML of this shape, an id stands twice, or a frame is
/// like one that does not stand before it.
pub fn english() -> Result<Vec<Frame>> {
    let mut rows: Vec<toml::Table> = Vec::new();
    let mut frames: Vec<Frame> = Vec::new();
    for (name, text) in FILES {
        let broken = |why: String| Error::Data { what: name.to_owned(), why };
        let file: File = toml::from_str(text).map_err(|e| broken(e.to_string()))?;
        for mut row in file.frame {
            for (key, with_words) in [("like", false), ("narrows", true)] {
                let Some(other) = row.get(key).and_then(toml::Value::as_str).map(str::to_owned) else { continue };
                let other = rows.iter().find(|r| r.get("id").and_then(toml::Value::as_str) == Some(&other));
                let Some(other) = other.cloned() else {
                    return Err(broken(format!("no frame before it has the id in: {key} = {:?}", row.get(key))));
                };
                for k in LIKE.iter().chain(WORDS.iter().filter(|_| with_words)) {
                    if let Some(value) = other.get(*k).filter(|_| !row.contains_key(*k)) {
                        row.insert((*k).to_owned(), value.clone());
                    }
                }
            }
            let frame: Frame = row.clone().try_into().map_err(|e| broken(format!("frame {:?}: {e}", row.get("id"))))?;
            if frames.iter().any(|f| f.id == frame.id) {
                return Err(broken(format!("frame '{}' stands twice", frame.id)));
            }
            rows.push(row);
            frames.push(frame);
        }
    }
    Ok(frames)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_has_words_and_both_kinds_of_test() {
        let frames = english().unwrap();
        let mut all = 0;
        for f in &frames {
            let words = f.verbs.len() + f.weak_verbs.len() + f.nouns.len() + f.phrases.len() + f.undergo.len();
            assert!(words > 0, "frame {} has no words", f.id);
            assert!(!f.yes.is_empty() && !f.no.is_empty(), "frame {} lacks tests", f.id);
            // The words of a frame that narrows another are that frame's.
            all += if f.narrows.is_some() { 0 } else { words };
        }
        assert!(frames.len() >= 250, "only {} frames", frames.len());
        assert!(all >= 1_500, "only {all} words that trigger frames");
    }

    #[test]
    fn a_narrower_frame_asks_for_a_role() {
        for f in english().unwrap() {
            assert!(f.narrows.is_none() || f.is_narrow(), "frame {} narrows another by nothing", f.id);
        }
    }
}
