//! In what a report's acts take place: where the words around them speak of an
//! accident, a drill, a game or a debate, nobody attacked anybody.

use super::{EventMention, EventType, Inter, Status};
use crate::document::Document;
use crate::grammar::{Upos, lemma};
use crate::lexicon::Lexicon;
use crate::lexicon::wording::{Setting, Settings};

/// What the words of a sentence speak of.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    accident: bool,
    drill: bool,
    /// Words of sport; those of nothing else count twice.
    sport: usize,
    figurative: bool,
    economy: bool,
    negligence: bool,
    memorial: bool,
    /// Words of the arts, of politics, markets and medicine.
    elsewhere: usize,
}

impl Told {
    fn note(&mut self, setting: Setting) {
        match setting {
            Setting::Accident => self.accident = true,
            Setting::Drill => self.drill = true,
            Setting::Sport => self.sport += 2,
            Setting::Game => self.sport += 1,
            Setting::Figurative => {
                self.figurative = true;
                self.elsewhere += 1;
            }
            Setting::Economy => {
                self.economy = true;
                self.elsewhere += 1;
            }
            Setting::Culture => self.elsewhere += 1,
            Setting::Memorial => self.memorial = true,
            Setting::Negligence => self.negligence = true,
        }
    }
}

/// Takes out the mentions that the setting makes unreal.
pub(super) fn sift(mentions: &mut Vec<EventMention>, doc: &Document, lexicon: &Lexicon) {
    if mentions.is_empty() {
        return;
    }
    let settings = &lexicon.wording.settings;
    let told: Vec<Told> = (0..doc.sentences.len()).map(|i| told(doc, i, settings)).collect();
    let sport: usize = told.iter().map(|t| t.sport).sum();
    // One word in twenty, and several.
    let game = sport >= 3 && sport * 20 >= doc.tokens.len();
    let at = |i: usize| told.get(i).copied().unwrap_or_default();
    let near_drill = |i: usize| at(i).drill || at(i + 1).drill || i.checked_sub(1).is_some_and(|b| at(b).drill);
    let primary: Vec<usize> = mentions.iter().filter(|m| is_act(m)).map(|m| m.sentence).collect();
    let acts = |i: usize| primary.contains(&i);
    let accident = |m: &EventMention| {
        let here = at(m.sentence).accident && !acts(m.sentence);
        // What follows the sentence that tells of the crash.
        let before = (1..=2).any(|n| m.sentence.checked_sub(n).is_some_and(|b| at(b).accident && !acts(b)));
        let blast = m.sub_event.event_type() == EventType::Explosions && m.initiator.is_none() && m.weapons.is_empty();
        m.initiator.is_none() && (here || before && !acts(m.sentence)) && (m.result || blast)
    };
    let all_accident = !mentions.is_empty()
        && told.iter().any(|t| t.accident)
        && mentions.iter().all(|m| accident(m) || m.family == "arrest" || !m.status.is_mapped());
    // A report of trade goes on as it begins.
    let trade = |i: usize| at(i).economy || told.iter().take(2).any(|t| t.economy);
    let negligence = told.iter().any(|t| t.negligence);
    // A report of a day of remembrance tells of what was long ago.
    if told.iter().take(2).any(|t| t.memorial) {
        for m in mentions.iter_mut().filter(|m| m.status.is_mapped() && (is_violent(m) || m.result)) {
            m.status = Status::Background;
        }
    }
    mentions.retain(|m| {
        let hurt = m.casualties.iter().any(|c| c.count.min.is_some_and(|n| n > 0));
        let armed = m.initiator.iter().chain(&m.target).chain(&m.others).any(is_armed);
        let drill = near_drill(m.sentence) && (!hurt || at(m.sentence).drill);
        let figurative = (at(m.sentence).figurative && !armed || trade(m.sentence)) && !hurt && is_violent(m);
        let tied = m.family == "arrest" && (all_accident || negligence && told.iter().any(|t| t.accident));
        // "It is a year since troops shot at each other" stays what it was.
        let past = m.status == Status::Background && armed;
        !(accident(m) || drill || game && !hurt && !past || figurative || tied)
    });
}

/// Whether somebody does something, and more is told than what came of it.
fn is_act(m: &EventMention) -> bool {
    let vague_blast =
        m.sub_event.event_type() == EventType::Explosions && m.initiator.is_none() && m.weapons.is_empty();
    m.initiator.is_some() && m.result || is_violent(m) && !m.result && !vague_blast
}

fn is_violent(m: &EventMention) -> bool {
    !matches!(m.sub_event.event_type(), EventType::Protests) && !matches!(&*m.family, "arrest" | "meeting")
}

pub(super) fn is_armed(a: &super::Actor) -> bool {
    a.group.is_some()
        || matches!(
            a.inter,
            Some(Inter::StateForces | Inter::RebelGroup | Inter::PoliticalMilitia | Inter::ExternalForces)
        ) && !a.name.starts_with("Government")
            && !a.name.starts_with("Rebels")
}

/// Whether a report is at home where words of war are figures of speech: two
/// such words, or three of a game.
pub(super) fn is_elsewhere(doc: &Document, lexicon: &Lexicon) -> bool {
    let all = (0..doc.sentences.len()).map(|i| told(doc, i, &lexicon.wording.settings));
    let (words, sport) = all.fold((0, 0), |(w, s), t| (w + t.elsewhere, s + t.sport));
    (words >= 2 && words * 60 >= doc.tokens.len()) || (sport >= 3 && sport * 40 >= doc.tokens.len())
}

fn told(doc: &Document, sentence: usize, settings: &Settings) -> Told {
    let Some(sentence) = doc.sentences.get(sentence) else { return Told::default() };
    let tokens = doc.tokens.get(sentence.tokens.clone()).unwrap_or(&[]);
    let forms: Vec<[String; 3]> = tokens
        .iter()
        .map(|t| {
            let word = t.span.of(&doc.text).to_lowercase();
            let (noun, verb) = (lemma(&word, Upos::Noun).into_owned(), lemma(&word, Upos::Verb).into_owned());
            [word, noun, verb]
        })
        .collect();
    let sport = 2 * usize::from(forms.iter().any(|f| is_result(&f[0])));
    let mut told = Told { accident: vehicle_hits(&forms, settings), sport, ..Told::default() };
    for (i, [word, noun, verb]) in forms.iter().enumerate() {
        let nouns = (noun != word).then_some(noun);
        let verbs = (verb != word && verb != noun).then_some(verb);
        for (setting, phrase) in std::iter::once(word).chain(nouns).chain(verbs).flat_map(|w| settings.beginning(w)) {
            let fits = phrase.iter().enumerate().all(|(k, p)| forms.get(i + k).is_some_and(|f| f.contains(p)));
            if fits {
                told.note(*setting);
            }
        }
    }
    told
}

/// "a bus hit a lorry": a vehicle right before a verb of collision.
fn vehicle_hits(forms: &[[String; 3]], settings: &Settings) -> bool {
    forms.windows(2).any(|pair| settings.collide.contains(&pair[1][2]) && settings.vehicles.contains(&pair[0][1]))
}

/// "3-0": the result of a game.
fn is_result(word: &str) -> bool {
    let goals = |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
    word.split_once(['-', '–']).is_some_and(|(a, b)| goals(a) && goals(b))
}
