//! Who can speak, and who is meant: names, offices and organs in full, "it",
//! "the ministry" and "the officials" by what was said before.

use super::Speaker;
use super::entity::{Class, Entity, Known, Reader};
use super::sentence::Sent;
use crate::grammar::Upos;
use crate::lexicon::countries::Country;
use crate::lexicon::persons::NameStrength;
use crate::temporal::Anchor;

/// What a speaker is, for the pronouns that stand for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// "he", "she".
    Person,
    /// "they".
    People,
    /// "it".
    Body,
    /// An agency, a newspaper: it carries what others say.
    Media,
}

/// A speaker and whom it speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Voice {
    pub(super) speaker: Speaker,
    /// Code of the state or de facto state spoken for.
    pub(super) code: Option<String>,
    /// The group spoken for, and the words for it.
    pub(super) known: Option<(Known, String)>,
    sort: Sort,
    /// Lemmas of the nouns that it was named by.
    nouns: Vec<String>,
}

/// A person as first introduced.
#[derive(Debug, Clone)]
struct Person {
    surname: String,
    name: String,
    /// "Interior Ministry spokesman", "a senior police officer".
    office: String,
    code: Option<String>,
}

/// What is remembered from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Who spoke, the latest last.
    voices: Vec<Voice>,
    persons: Vec<Person>,
    /// A quotation was begun and not ended.
    pub(super) quoting: bool,
}

/// Speakers that are kept in mind.
const KEPT: usize = 8;

impl Memory {
    pub(super) fn spoke(&mut self, voice: &Voice) {
        self.voices.retain(|v| v.speaker.name != voice.speaker.name);
        self.voices.push(voice.clone());
        if self.voices.len() > KEPT {
            self.voices.remove(0);
        }
    }

    /// Who spoke last.
    pub(super) fn last(&self) -> Option<&Voice> {
        self.voices.last()
    }

    fn last_of(&self, sorts: &[Sort]) -> Option<&Voice> {
        self.voices.iter().rev().find(|v| sorts.contains(&v.sort))
    }

    /// Who spoke last and was called by this noun.
    fn called(&self, noun: &str) -> Option<&Voice> {
        self.voices.iter().rev().find(|v| v.nouns.iter().any(|n| n == noun))
    }

    fn person(&self, surname: &str) -> Option<&Person> {
        self.persons.iter().rev().find(|p| p.surname == surname)
    }
}

/// Reads speakers in one sentence.
pub(super) struct Voices<'a, 'd> {
    pub(super) sent: &'a Sent<'d>,
    pub(super) reader: &'a Reader<'a>,
    pub(super) anchor: &'a Anchor,
}

impl Voices<'_, '_> {
    /// The speaker that a noun group names or points to.
    pub(super) fn of(&self, group: usize, memory: &Memory) -> Option<Voice> {
        let (sent, reader) = (self.sent, self.reader);
        let mut entity = reader.entity(sent, group);
        if entity.class == Class::Pronoun {
            return self.pronoun(group, memory);
        }
        if let Some(country) = self.seat(&entity, group) {
            entity.code = Some(country.code.to_owned());
            return self.body(&entity, group);
        }
        if let Some(voice) = self.titled(&entity, group) {
            return Some(voice);
        }
        if !self.speaks(&entity, group) {
            return None;
        }
        let g = &sent.groups[group];
        let has_name = (g.start..g.end).any(|i| sent.pos(i) == Some(Upos::Propn));
        if entity.code.is_none() && !has_name && matches!(sent.lower(g.start), "the" | "that" | "this") {
            let same = memory.called(&entity.head).or_else(|| {
                let vague = self.cue(|c| &c.speaking_back, &entity.head);
                memory.last_of(&[Sort::Body, Sort::Person, Sort::People, Sort::Media]).filter(|_| vague)
            });
            if let Some(voice) = same {
                return Some(voice.clone());
            }
        }
        if self.is_person(&entity, group) || memory.person(sent.words[g.head].text).is_some() {
            return Some(self.person(&entity, group, memory));
        }
        self.body(&entity, group)
    }

    /// "The authorities in Stepanakert": of what is ruled from there.
    fn seat(&self, entity: &Entity, group: usize) -> Option<&Country> {
        let sent = self.sent;
        let end = sent.chain_end(group);
        let seat = sent.group_at(end + 1).filter(|_| sent.lower(end) == "in")?;
        let rules = entity.code.is_none() && self.cue(|c| &c.rulers, &entity.head);
        let name = bare(sent, sent.groups[seat].start, sent.groups[seat].end);
        self.reader.lexicon.countries.government(&name).filter(|_| rules)
    }

    fn cue(&self, list: fn(&crate::lexicon::wording::Cues) -> &Vec<String>, noun: &str) -> bool {
        list(&self.reader.lexicon.wording.cues).iter().any(|n| n == noun)
    }

    /// Whether such a group can say anything: what is the subject of a verb of
    /// saying does, unless it is a thing that shows or a report.
    fn speaks(&self, entity: &Entity, group: usize) -> bool {
        let g = &self.sent.groups[group];
        let head = &self.sent.words[g.head];
        if self.cue(|c| &c.mute, &entity.head) || self.reader.is_time(head.span) {
            return false;
        }
        match entity.class {
            Class::MilitaryThing | Class::Number | Class::Pronoun => false,
            Class::Thing => {
                self.cue(|c| &c.speaking, &entity.head)
                    || self.cue(|c| &c.media, &entity.head)
                    || head.pos == Upos::Propn
            }
            _ => true,
        }
    }

    /// "he", "it", "they": who spoke last and can be called so.
    fn pronoun(&self, group: usize, memory: &Memory) -> Option<Voice> {
        let word = self.sent.lower(self.sent.groups[group].head);
        let sorts: &[Sort] = match word {
            "he" | "she" | "i" => &[Sort::Person],
            "it" => &[Sort::Body, Sort::Media],
            "they" | "we" => &[Sort::People, Sort::Body],
            _ => return None,
        };
        if let Some(voice) = self.earlier_subject(group, memory) {
            return Some(voice);
        }
        memory.last_of(sorts).or_else(|| memory.last()).cloned()
    }

    /// "Russia expressed concern over ..., where it said": who else acts earlier
    /// in the sentence and can speak.
    fn earlier_subject(&self, group: usize, memory: &Memory) -> Option<Voice> {
        let sent = self.sent;
        let start = sent.groups.get(group)?.start;
        let joint = sent.lower(start.checked_sub(1)?);
        if !matches!(joint, "where" | "when" | "which" | "that" | "as" | "while" | "and" | "but" | ",") {
            return None;
        }
        let verb = sent.verbs.iter().find(|v| v.start < start)?;
        let subject = *sent.subjects(verb).last()?;
        let entity = self.reader.entity(sent, subject);
        let speaks = matches!(entity.class, Class::State | Class::Person | Class::Police | Class::Military)
            || entity.code.is_some();
        (speaks && subject != group && entity.class != Class::Pronoun).then(|| self.of(subject, memory)).flatten()
    }

    fn is_person(&self, entity: &Entity, group: usize) -> bool {
        self.may_be_person(entity, group) && !self.is_media(group)
    }

    /// Whether a name may be a person's: "Armenia's Defence Ministry" is none.
    fn may_be_person(&self, entity: &Entity, group: usize) -> bool {
        let g = &self.sent.groups[group];
        let words: Vec<&str> = self.sent.words[g.start..=g.head].iter().map(|w| &*w.lower).collect();
        let organ = || (0..words.len()).any(|i| self.reader.lexicon.actors.organ(&words[i..].join(" ")).is_some());
        self.sent.words[g.head].pos == Upos::Propn
            && matches!(entity.class, Class::Person | Class::Civilian)
            && !organ()
    }

    fn person(&self, entity: &Entity, group: usize, memory: &Memory) -> Voice {
        let g = &self.sent.groups[group];
        let surname = self.sent.words[g.head].text;
        let known = memory.person(surname).cloned();
        self.voice_of(entity, group, known.unwrap_or_else(|| self.introduce(entity, group)))
    }

    fn voice_of(&self, entity: &Entity, group: usize, met: Person) -> Voice {
        let g = &self.sent.groups[group];
        let code = met.code.clone().or_else(|| self.office(&met.surname));
        let country = self.country(code.as_deref());
        let about = match (country, met.office.as_str()) {
            (Some(c), "") => c.name.to_owned(),
            (Some(c), office) => format!("{}, {office}", c.name),
            (None, office) => office.to_owned(),
        };
        let name = if about.is_empty() { met.name } else { format!("{} ({about})", met.name) };
        let iso3 = country.and_then(Country::iso3).map(str::to_owned);
        let nouns = vec![entity.head.clone()];
        let nouns = nouns.into_iter().chain(met.office.split(' ').map(str::to_lowercase)).collect();
        let given = self.reader.lexicon.persons.first(&self.sent.words[g.start].lower).is_some();
        let single = g.end - g.start == 1 && met.office.is_empty() && !given && country.is_none();
        let sort = if single { Sort::Body } else { Sort::Person };
        let known = entity.known.clone().zip(entity.alias.clone());
        Voice { speaker: Speaker { name, iso3, via: None }, code, known, sort, nouns }
    }

    /// "Deputy Inspector of Police Hamid Shakil": a name at the end of a title
    /// with "of".
    fn titled(&self, entity: &Entity, group: usize) -> Option<Voice> {
        let met = self.after_title(entity, group)?;
        Some(self.voice_of(entity, group, met))
    }

    /// Who is named at the end of a title with "of", from whichever group of it.
    fn after_title(&self, entity: &Entity, group: usize) -> Option<Person> {
        let sent = self.sent;
        // The parse may have taken the end of the title for the name.
        let before = sent.groups[group].prep.filter(|p| sent.lower(*p) == "of");
        let title = before.and_then(|p| sent.group_at(p.checked_sub(1)?)).unwrap_or(group);
        let (start, end) = (sent.groups[title].start, sent.chain_end(title));
        if end == sent.groups[title].end {
            return None;
        }
        let persons = &self.reader.lexicon.persons;
        let run = (start..end).rev().take_while(|&i| is_of_name(sent, i)).last()?;
        // "President of Georgia Salome X": what follows "of" at once is no given name.
        let inner = (run.max(1)..end).filter(|i| sent.lower(i - 1) != "of");
        let given = inner.clone().find(|i| persons.first(sent.lower(*i)) == Some(NameStrength::Strong));
        let given = given.or_else(|| inner.clone().find(|i| persons.first(sent.lower(*i)).is_some()))?;
        let office = self.rest_of(start, given);
        if end - given < 2 || office.is_empty() {
            return None;
        }
        let name = sent.words[given..end].iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
        let surname = sent.words[end - 1].text.to_owned();
        let code = entity.code.clone().or_else(|| self.office(&name));
        Some(Person { surname, name, office, code })
    }

    fn office(&self, name: &str) -> Option<String> {
        let offices = &self.reader.lexicon.offices;
        offices.find_at(name, self.anchor.date).find(|o| o.speaks_for_state()).map(|o| o.country.to_owned())
    }

    fn country(&self, code: Option<&str>) -> Option<&Country> {
        self.reader.lexicon.countries.by_code(code?)
    }

    /// A body, a state, people: named by its country and what it is.
    fn body(&self, entity: &Entity, group: usize) -> Option<Voice> {
        let sent = self.sent;
        let g = &sent.groups[group];
        let media = self.is_media(group);
        let country = self.country(entity.code.as_deref());
        let words = bare(sent, g.start, sent.chain_end(group));
        let name = match country {
            Some(c) if entity.class == Class::State => c.name.to_owned(),
            Some(c) => {
                let rest = self.rest_of(g.start, sent.chain_end(group));
                if rest.is_empty() { c.name.to_owned() } else { format!("{} ({rest})", c.name) }
            }
            None => words,
        };
        let iso3 = country.and_then(Country::iso3).map(str::to_owned);
        let sort = match () {
            () if media => Sort::Media,
            () if entity.plural => Sort::People,
            () => Sort::Body,
        };
        let nouns = (g.start..sent.chain_end(group))
            .filter(|&i| matches!(sent.pos(i), Some(Upos::Noun | Upos::Propn)))
            .map(|i| sent.words[i].noun.clone())
            .collect();
        let speaker = Speaker { via: media.then(|| name.clone()), name, iso3 };
        let known = entity.known.clone().zip(entity.alias.clone());
        (!speaker.name.is_empty()).then_some(Voice { speaker, code: entity.code.clone(), known, sort, nouns })
    }

    /// A news agency by name, or "the newspaper".
    fn is_media(&self, group: usize) -> bool {
        let g = &self.sent.groups[group];
        let words: Vec<&str> = self.sent.words[g.start..g.end].iter().map(|w| w.text).collect();
        let agency = (0..words.len()).any(|i| self.reader.lexicon.agencies.named(&words[i..].join(" ")).is_some());
        agency || self.cue(|c| &c.media, &self.sent.words[g.head].noun)
    }

    /// Remembers the persons that the sentence introduces.
    pub(super) fn meet(&self, memory: &mut Memory) {
        for (i, g) in self.sent.groups.iter().enumerate() {
            let head = &self.sent.words[g.head];
            if head.pos != Upos::Propn || memory.person(head.text).is_some() {
                continue;
            }
            let entity = self.reader.entity(self.sent, i);
            if !self.may_be_person(&entity, i) {
                continue;
            }
            let person = self.introduce(&entity, i);
            let given = self
                .sent
                .words
                .get(g.start)
                .is_some_and(|w| self.reader.lexicon.persons.first(&w.lower) == Some(NameStrength::Strong));
            if person.name.contains(' ') || given || !person.office.is_empty() {
                memory.persons.push(person);
            }
        }
    }

    /// Name, office and country of a person as this sentence has them.
    fn introduce(&self, entity: &Entity, group: usize) -> Person {
        if let Some(person) = self.after_title(entity, group) {
            return person;
        }
        let sent = self.sent;
        let g = &sent.groups[group];
        let from = self.name_start(g.start, g.end);
        let name = sent.words[from..g.end].iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
        let mut code = self.office(&name).or_else(|| entity.code.clone());
        let mut office = self.rest_of(g.start, from);
        if let Some(beside) = self.beside(group) {
            let other = self.reader.entity(sent, beside);
            code = code.or(other.code);
            if office.is_empty() || sent.groups[beside].start > g.start {
                let words = self.rest_of(sent.groups[beside].start, self.wide_end(beside));
                office = if office.is_empty() { words } else { office };
            }
        }
        let surname = sent.words[g.head].text.to_owned();
        Person { surname, name, office, code }
    }

    /// The group in apposition: "X, a senior police officer,", "the minister,
    /// X,", "X of the Sheriff's Office".
    fn beside(&self, group: usize) -> Option<usize> {
        let sent = self.sent;
        let g = &sent.groups[group];
        let tells = |&other: &usize| {
            let e = self.reader.entity(sent, other);
            let named = sent.pos(sent.groups[other].head) == Some(Upos::Propn);
            matches!(e.class, Class::Civilian | Class::Police | Class::Military | Class::Rebel | Class::Militia)
                || self.cue(|c| &c.speaking, &e.head)
                || self.reader.lexicon.actors.organ(&e.head).is_some()
                || e.known.is_some()
                || named && sent.groups[other].prep.is_some_and(|p| p + 1 == sent.groups[other].start)
        };
        let close = |i: usize| sent.lower(i) == "," || sent.lower(i) == "(";
        let after = match sent.lower(g.end) {
            "," | "(" => sent.group_at(g.end + 1),
            "of" | "from" | "with" | "at" | "for" => sent.group_at(g.end + 1),
            _ => None,
        };
        let after = after.filter(tells).filter(|a| {
            let end = self.wide_end(*a);
            !close(g.end) || close(end) || matches!(sent.lower(end), "." | ")" | "said" | "told" | "" | "\"" | "”")
        });
        let before = || g.start.checked_sub(2).filter(|_| close(g.start - 1)).and_then(|i| sent.group_at(i));
        after.or_else(|| before().map(|b| self.first_of_chain(b)).filter(tells))
    }

    /// From "Isiolo" in "member of parliament for Isiolo" to "member".
    fn first_of_chain(&self, group: usize) -> usize {
        let mut first = group;
        while let Some(p) = self.sent.groups[first].prep.and_then(|p| p.checked_sub(1)) {
            let Some(up) = self.sent.group_at(p) else { break };
            first = up;
        }
        first
    }

    /// One past a group and the groups that hang on it by "of", "for", "at".
    fn wide_end(&self, group: usize) -> usize {
        let mut end = self.sent.groups[group].end;
        while matches!(self.sent.lower(end), "of" | "for" | "at" | "in")
            && let Some(next) = self.sent.group_at(end + 1)
        {
            end = self.sent.groups[next].end;
        }
        end
    }

    /// Where the name of a person begins: after titles and common nouns.
    fn name_start(&self, start: usize, end: usize) -> usize {
        let sent = self.sent;
        let persons = &self.reader.lexicon.persons;
        let word = |at: usize| move |k: usize| sent.words.get(at + k).map(|w| w.text);
        let lower = |at: usize| move |k: usize| sent.words.get(at + k).map(|w| w.lower.as_str());
        let mut from = (start..end).rev().take_while(|&i| is_of_name(sent, i)).last().unwrap_or(start);
        // Titles may stand one after another: "Minister General X".
        let mut i = from;
        while i + 1 < end {
            let title = persons.title(word(i)).or_else(|| persons.title_lower(lower(i)));
            let organ = self.reader.lexicon.actors.organ(&sent.words[i].noun).is_some();
            match title {
                Some((n, _)) if i + n < end => i += n,
                _ if organ || persons.is_role(sent.lower(i)) || self.names_country(i) => i += 1,
                _ => break,
            }
            from = i;
        }
        from
    }

    fn names_country(&self, i: usize) -> bool {
        let countries = &self.reader.lexicon.countries;
        let t = self.sent.words[i].text;
        countries.demonym(t).is_some() || countries.named(t).is_some() || countries.government(t).is_some()
    }

    /// What is left of some words beside the country: "Defence Ministry".
    fn rest_of(&self, start: usize, end: usize) -> String {
        let sent = self.sent;
        let bare =
            |i: &usize| !matches!(sent.pos(*i), Some(Upos::Det | Upos::Part | Upos::Punct)) && !self.names_country(*i);
        let words: Vec<String> = (start..end).filter(bare).map(|i| capitalised(sent.words[i].text)).collect();
        words.join(" ").trim_end_matches([' ', ',']).to_owned()
    }
}

/// A name or what joins its parts: "Ursula von der Leyen".
fn is_of_name(sent: &Sent<'_>, i: usize) -> bool {
    const JOINTS: [&str; 14] =
        ["von", "van", "der", "den", "ter", "de", "del", "della", "da", "di", "dos", "bin", "ibn", "al"];
    sent.pos(i) == Some(Upos::Propn) || JOINTS.contains(&sent.lower(i))
}

/// A group's words without determiners and possessive marks.
fn bare(sent: &Sent<'_>, start: usize, end: usize) -> String {
    let skip = |i: usize| i == start && matches!(sent.pos(i), Some(Upos::Det));
    let mut out = String::new();
    for i in (start..end).filter(|&i| !skip(i)) {
        let text = sent.words[i].text;
        if !out.is_empty() && !matches!(text, "'s" | "’s" | "'" | "’") {
            out.push(' ');
        }
        out.push_str(text);
    }
    out
}

fn capitalised(word: &str) -> String {
    if matches!(word, "of" | "for" | "the" | "at" | "in" | "and") {
        return word.to_owned();
    }
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
