//! Who and what a noun group names: its class, its country, how many.

use super::defined::Defined;
use super::quantity::count_at;
use super::sentence::{Group as NounGroup, Sent, is_possessive};
use super::{Actor, Inter, Quantity};
use jiff::civil::Date;

use crate::geoparse::{Toponym, ToponymKind};
use crate::grammar::Upos;
use crate::lexicon::Lexicon;
use crate::lexicon::role_nouns::{RoleClass, RoleNoun, RoleSort};
use crate::temporal::TimeExpression;
use crate::text::Span;

/// What a noun group names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// Soldiers, armies.
    Military,
    /// Police and other law enforcement.
    Police,
    /// Rebels, insurgents, named non-state groups.
    Rebel,
    /// Militias.
    Militia,
    /// Gunmen, gangs, bandits.
    Gang,
    /// Peacekeepers and other foreign forces.
    Peacekeeper,
    Protester,
    Rioter,
    /// People who take no part, officials included.
    Civilian,
    /// A people by its demonym ("ethnic Armenians").
    People,
    /// A government, by name, capital or seat.
    State,
    /// A person by name alone.
    Person,
    /// "they", "it", "he".
    Pronoun,
    /// "three", "another": people by number alone.
    Number,
    /// Things of war.
    MilitaryThing,
    /// Other things.
    Thing,
    /// A place.
    Place,
    /// Anything else.
    Other,
}

impl Class {
    /// Whether it bears arms.
    pub(super) const fn armed(self) -> bool {
        matches!(
            self,
            Self::Military | Self::Police | Self::Rebel | Self::Militia | Self::Gang | Self::Peacekeeper | Self::State
        )
    }

    /// Whether it can be killed.
    pub(super) const fn human(self) -> bool {
        !matches!(self, Self::MilitaryThing | Self::Thing | Self::Place | Self::Other | Self::State)
    }

    /// Whether a side of a fight may be told so: "from the Serbs", "from the army".
    pub(super) const fn stands_against(self) -> bool {
        self.armed() || matches!(self, Self::People)
    }

    /// ACLED's kind of actor.
    pub(super) const fn inter(self) -> Option<Inter> {
        Some(match self {
            Self::Military | Self::Police | Self::State => Inter::StateForces,
            Self::Rebel => Inter::RebelGroup,
            Self::Militia | Self::Gang => Inter::PoliticalMilitia,
            Self::Peacekeeper => Inter::ExternalForces,
            Self::Protester => Inter::Protesters,
            Self::Rioter => Inter::Rioters,
            Self::Civilian => Inter::Civilians,
            Self::People => Inter::IdentityMilitia,
            _ => return None,
        })
    }
}

/// A group that the lexicon knows: its ACLED-style name, kind and home.
pub(super) type Known = (String, Option<Inter>, Option<String>);

/// A noun group read as who or what.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entity {
    pub(super) group: usize,
    pub(super) span: Span,
    pub(super) class: Class,
    /// Code of the country or de facto state it belongs to.
    pub(super) code: Option<String>,
    /// ACLED-style name and kind, where the lexicon knows the group.
    pub(super) known: Option<(String, Option<Inter>, Option<String>)>,
    /// The words by which the lexicon knows the group.
    pub(super) alias: Option<String>,
    /// Whose it is, of a thing: "guerrilla positions", "an army camp".
    pub(super) owner: Option<Class>,
    /// A word before the act names it: "a rebel attack".
    pub(super) passing: bool,
    pub(super) count: Option<Quantity>,
    pub(super) plural: bool,
    /// "its", "their": belongs to the speaker or the subject.
    pub(super) possessive: bool,
    /// Lemma of the head.
    pub(super) head: String,
    /// `persons`, `families`...
    pub(super) unit: &'static str,
}

/// What entities are read with.
pub(super) struct Reader<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) toponyms: &'a [Toponym],
    /// Time expressions: "Sunday" and "December 2014" are nobody.
    pub(super) times: &'a [TimeExpression],
    /// The day of publication, for who exists then.
    pub(super) day: Option<Date>,
    /// Indexes of the places in countries that nothing else speaks of.
    pub(super) strange: Vec<usize>,
    /// What the report says its abbreviations stand for.
    pub(super) defined: Defined,
    /// The text is all capitals: "IS" and "US" are words.
    pub(super) all_caps: bool,
}

impl Reader<'_> {
    /// Reads group `group` with the "of"-groups that hang on it.
    pub(super) fn entity(&self, sent: &Sent<'_>, group: usize) -> Entity {
        let own = self.single(sent, group);
        if let Some(shared) = self.shared_noun(sent, group) {
            return Entity { group, span: own.span, code: own.code, known: own.known, count: None, ..shared };
        }
        let own = self.parts(sent, self.led(sent, self.owned(sent, own)));
        let partitive = own.class == Class::Number
            || self.lexicon.wording.cues.partitives.contains(&own.head)
            || own.class == Class::Other && own.count.is_some();
        let g = &sent.groups[group];
        if partitive
            && sent.lower(g.end) == "of"
            && let Some(next) = sent.group_at(g.end + 1)
        {
            let mut inner = self.entity(sent, next);
            // "four members of an opposition front" are people.
            if own.head == "member" && !inner.class.human() {
                inner.class = Class::Civilian;
            }
            if inner.class != Class::Other || own.class == Class::Other {
                let own = if sent.lower(sent.groups[group].head) == "one" {
                    let one = Quantity { min: Some(1), max: Some(1), approx: false };
                    Entity { count: Some(one), ..own }
                } else {
                    own
                };
                let counts = own.class == Class::Number || own.count.is_some() && own.class == Class::Other;
                let members = own.head == "member";
                return Entity {
                    group,
                    span: own.span.join(inner.span),
                    count: if counts || members { own.count.or(inner.count) } else { inner.count },
                    plural: true,
                    possessive: own.possessive || inner.possessive,
                    ..inner
                };
            }
        }
        own
    }

    pub(super) fn single(&self, sent: &Sent<'_>, group: usize) -> Entity {
        self.within(sent, group, &sent.groups[group])
    }

    /// Reads the words `g`, a part of group `group`.
    pub(super) fn within(&self, sent: &Sent<'_>, group: usize, g: &NounGroup) -> Entity {
        let span = sent.span_of(g.start, g.end);
        let head = sent.words[g.head].noun.clone();
        let plural = sent.words[g.head].lower != head || matches!(&*head, "police" | "people" | "personnel");
        let known = self.known_actor(sent, g.start, g.end);
        let code = self.code(sent, g.start, g.end, span);
        let class = self.class(sent, g, known.as_ref().map(|k| &k.0), span);
        let count = self.count(sent, g, class, plural);
        let unit = match &*head {
            "family" => "families",
            "household" => "households",
            _ => "persons",
        };
        let possessive = (g.start..g.end).any(|i| is_possessive(sent.lower(i)));
        let (known, alias) = known.map_or((None, None), |(k, a)| (Some(k), Some(a)));
        let owner = if class.human() { None } else { self.owner(sent, g.start, g.head) };
        Entity { group, span, class, code, known, alias, owner, passing: false, count, plural, possessive, head, unit }
    }

    fn class(
        &self,
        sent: &Sent<'_>,
        g: &NounGroup,
        known: Option<&(String, Option<Inter>, Option<String>)>,
        span: Span,
    ) -> Class {
        let word = &sent.words[g.head];
        if self.is_time(word.span) {
            return Class::Other;
        }
        if word.pos == Upos::Pron
            || matches!(&*word.lower, "another" | "others" | "both" | "all") && g.end - g.start == 1
        {
            return if matches!(&*word.lower, "another" | "others" | "both" | "all") {
                Class::Number
            } else {
                Class::Pronoun
            };
        }
        if word.pos == Upos::Num || matches!(&*word.noun, "other" | "dozen" | "hundred" | "thousand" | "score") {
            return Class::Number;
        }
        // "Houthi forces" are the group's, not a state's.
        let group = known.is_some_and(|k| matches!(k.1, Some(Inter::RebelGroup | Inter::PoliticalMilitia)));
        if let Some(role) = self.role(sent, g.start, g.head).filter(|r| !(group && *r == Class::Military)) {
            return role;
        }
        if let Some((_, inter, _)) = known {
            return match inter {
                Some(Inter::StateForces) => Class::Military,
                Some(Inter::RebelGroup) => Class::Rebel,
                Some(Inter::ExternalForces) => Class::Peacekeeper,
                Some(Inter::Protesters) => Class::Protester,
                Some(Inter::Rioters) => Class::Rioter,
                Some(Inter::Civilians) => Class::Civilian,
                _ => Class::Militia,
            };
        }
        if self.lexicon.wording.cues.military_things.contains(&word.noun) {
            return Class::MilitaryThing;
        }
        if let Some(t) = self.over(word.span).iter().find(|t| t.span.overlaps(word.span)) {
            return match t.kind {
                ToponymKind::Literal => Class::Place,
                ToponymKind::Metonym => Class::State,
                ToponymKind::Demonym => Class::People,
                ToponymKind::Organisation => Class::Other,
            };
        }
        if self.lexicon.countries.demonym(word.text).is_some() && span.len() >= word.text.len() {
            return Class::People;
        }
        if let Some(organ) = self.lexicon.actors.organ(&word.noun).or_else(|| self.lexicon.actors.organ(&word.lower)) {
            // A ministry speaks; "Armenian forces" fight.
            return match Inter::from_name(organ.inter) {
                Some(Inter::StateForces) if organ.speaks => Class::Other,
                Some(Inter::StateForces) if organ.template.starts_with("Police") => Class::Police,
                Some(Inter::StateForces) => Class::Military,
                Some(Inter::Civilians) => Class::Civilian,
                Some(Inter::Protesters) => Class::Protester,
                Some(Inter::Rioters) => Class::Rioter,
                _ => Class::Other,
            };
        }
        if word.pos == Upos::Propn && sent.lower(g.start) != "the" {
            return if self.lexicon.countries.named(word.text).is_some() { Class::State } else { Class::Person };
        }
        // "Mixon was shot": the first word of a sentence may be a name untagged.
        let persons = &self.lexicon.persons;
        let strong = Some(crate::lexicon::persons::NameStrength::Strong);
        let name = persons.last(&word.lower) == strong || persons.first(&word.lower) == strong;
        if g.head == g.start && g.head == 0 && word.text.starts_with(char::is_uppercase) && name {
            return Class::Person;
        }
        Class::Other
    }

    /// The class of the head noun, or of a title before a name: "President X".
    fn role(&self, sent: &Sent<'_>, start: usize, head: usize) -> Option<Class> {
        let at = |i: usize, from: usize| {
            let words = |last: &str| (from..i).map(|k| sent.lower(k)).chain([last]).collect::<Vec<_>>().join(" ");
            let nouns = &self.lexicon.role_nouns;
            nouns.find(&words(&sent.words[i].noun)).or_else(|| nouns.find(&words(&sent.words[i].lower)))
        };
        for from in start..=head {
            if let Some(role) = at(head, from) {
                // "police chief", "a rebel field commander": of those they lead.
                let led = (role.class == RoleClass::Leader).then(|| self.owner(sent, start, head)).flatten();
                return Some(led.unwrap_or(of_role(role)));
            }
        }
        // A name after a title is the person of that title.
        if sent.pos(head) == Some(Upos::Propn) {
            return (start..head).rev().find_map(|i| self.lexicon.role_nouns.find(&sent.words[i].noun)).map(of_role);
        }
        None
    }

    /// The place names that may overlap a span: a stretch of the list.
    pub(super) fn over(&self, span: Span) -> &[Toponym] {
        let (from, to) = self.range(span);
        self.toponyms.get(from..to).unwrap_or_default()
    }

    /// Where that stretch begins and ends.
    pub(super) fn range(&self, span: Span) -> (usize, usize) {
        let from = self.toponyms.partition_point(|t| t.span.end <= span.start);
        let to = self.toponyms.partition_point(|t| t.span.start < span.end);
        (from, to.max(from))
    }

    /// Whether the words belong to a time expression; the name of an event is
    /// told of itself.
    pub(super) fn is_time(&self, span: Span) -> bool {
        let from = self.times.partition_point(|t| t.span.end <= span.start);
        self.times.get(from).is_some_and(|t| t.span.overlaps(span) && !t.is_named_event())
    }

    /// The war that goes by these words, or that they govern in their sentence.
    pub(super) fn war_of(&self, sent: &Sent<'_>, words: Span, governed: bool) -> Option<usize> {
        let from = self.times.partition_point(|t| t.span.end <= words.start);
        let mut here = self.times.iter().enumerate().skip(from).take_while(|(_, t)| t.span.end <= sent.span.end);
        here.find(|(_, t)| t.is_war() && (governed || t.span.overlaps(words))).map(|(i, _)| i)
    }

    pub(super) fn count(&self, sent: &Sent<'_>, g: &NounGroup, class: Class, plural: bool) -> Option<Quantity> {
        let words: Vec<&str> = sent.words.iter().map(|w| &*w.lower).collect();
        // "among the dead", "the wounded": as many as there were.
        if words[g.start] == "the" && matches!(words[g.head], "dead" | "wounded" | "injured" | "missing" | "killed") {
            return None;
        }
        // "Prime Minister", "Highway 12", "G7": numbers after the head are names.
        for i in g.start..=g.head {
            if sent.pos(i) == Some(Upos::Num) || i == g.start || matches!(words[i], "dozen" | "several" | "few") {
                let from_article = matches!(words[i], "a" | "an") || words[i] == "one" && i == g.head && i + 1 == g.end;
                let from_article = from_article && !(words[i] == "one" && plural);
                if let Some(count) = count_at(&words, i).filter(|c| !(from_article && c.end == i + 1)) {
                    // A year or an age is no count.
                    let hyphen = sent.words[i].text.contains('-') && sent.words[i].text.as_bytes()[0].is_ascii_digit();
                    if !hyphen && !self.is_time(sent.words[i].span) {
                        return Some(count.quantity);
                    }
                }
            }
        }
        let exactly = |n| Some(Quantity { min: Some(n), max: Some(n), approx: false });
        match words[g.start] {
            "both" => return exactly(2),
            "no" => return exactly(0),
            "another" if !plural => return exactly(1),
            _ => {}
        }
        if !plural && class.human() && !matches!(class, Class::Pronoun | Class::Number | Class::People) {
            let collective = [
                "army",
                "police",
                "force",
                "group",
                "militia",
                "military",
                "team",
                "patrol",
                "gang",
                "mob",
                "crowd",
                "public",
                "population",
                "staff",
                "community",
            ];
            if !collective.contains(&&*sent.words[g.head].noun) {
                return exactly(1);
            }
        }
        None
    }

    /// The actor as it is written out, before the incident's place is known.
    pub(super) fn actor(&self, entity: &Entity, words: &str) -> Actor {
        let country = entity.code.as_deref().and_then(|c| self.lexicon.countries.by_code(c));
        let iso3 = country.and_then(super::super::lexicon::countries::Country::iso3).map(str::to_owned);
        let place = country.map(|c| c.name);
        let of = |stem: &str| place.map_or_else(|| stem.to_owned(), |p| format!("{stem} of {p}"));
        let within = |stem: &str| place.map_or_else(|| stem.to_owned(), |p| format!("{stem} ({p})"));
        if let Some((name, inter, home)) = &entity.known {
            return Actor {
                name: name.clone(),
                as_reported: words.to_owned(),
                iso3: iso3.or_else(|| home.clone()),
                inter: inter.or(entity.class.inter()),
                group: entity.alias.clone(),
                passing: false,
                span: entity.span,
            };
        }
        let name = match entity.class {
            Class::Military => of("Military Forces"),
            Class::Police => of("Police Forces"),
            Class::State => of("Government"),
            Class::Rebel => within("Rebels"),
            Class::Militia => within("Militia"),
            Class::Gang => within("Unidentified Armed Group"),
            Class::Protester => within("Protesters"),
            Class::Rioter => within("Rioters"),
            Class::Civilian => within("Civilians"),
            _ => words.to_owned(),
        };
        Actor {
            name,
            as_reported: words.to_owned(),
            iso3,
            inter: entity.class.inter(),
            group: None,
            passing: entity.passing,
            span: entity.span,
        }
    }
}

pub(super) fn of_role(noun: RoleNoun) -> Class {
    match (noun.class, noun.sort) {
        (RoleClass::StateMilitary, _) => Class::Military,
        (RoleClass::StatePolice, _) => Class::Police,
        (RoleClass::Rebel, _) => Class::Rebel,
        (RoleClass::Militia, _) => Class::Militia,
        (RoleClass::Gang, _) => Class::Gang,
        (RoleClass::Peacekeeper, _) => Class::Peacekeeper,
        (RoleClass::Protester, _) => Class::Protester,
        (RoleClass::Rioter, _) => Class::Rioter,
        (RoleClass::Thing, RoleSort::Military) => Class::MilitaryThing,
        (RoleClass::Thing, _) => Class::Thing,
        (RoleClass::Civilian | RoleClass::Official | RoleClass::Leader, _) => Class::Civilian,
    }
}
