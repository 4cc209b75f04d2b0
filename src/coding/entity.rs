//! Who and what a noun group names: its class, its country, how many.

use super::quantity::count_at;
use super::sentence::{Sent, is_possessive};
use super::{Actor, Inter, Quantity};
use jiff::civil::Date;

use crate::geoparse::{Toponym, ToponymKind};
use crate::grammar::Upos;
use crate::lexicon::Lexicon;
use crate::lexicon::actors::Group;
use crate::lexicon::countries::CountryKind;
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

    /// "Five people, three soldiers and two policemen, were": what they were.
    fn parts(&self, sent: &Sent<'_>, mut entity: Entity) -> Entity {
        let people = matches!(&*entity.head, "people" | "person" | "victim") && entity.count.is_some();
        let end = sent.groups[entity.group].end;
        if people
            && matches!(sent.lower(end), "," | "-" | "–" | "—")
            && sent.pos(end + 1) == Some(Upos::Num)
            && let Some(part) = sent.group_at(end + 1).map(|g| self.single(sent, g)).filter(|e| e.class.armed())
        {
            (entity.class, entity.code) = (part.class, entity.code.or(part.code));
        }
        entity
    }

    /// "a commander of Kataib Hezbollah", "the leaders of the Maute group": of
    /// the group that they lead.
    fn led(&self, sent: &Sent<'_>, mut entity: Entity) -> Entity {
        let leads = self.lexicon.role_nouns.find(&entity.head).is_some_and(|r| r.class == RoleClass::Leader)
            || matches!(
                &*entity.head,
                "fighter" | "militant" | "gunman" | "supporter" | "commander" | "cadre" | "operative"
            );
        let end = sent.groups[entity.group].end;
        if leads
            && entity.known.is_none()
            && matches!(sent.lower(end), "of" | "from")
            && let Some(inner) = sent.group_at(end + 1).map(|g| self.single(sent, g)).filter(|e| e.known.is_some())
        {
            (entity.class, entity.code, entity.known, entity.alias) =
                (inner.class, inner.code, inner.known, inner.alias);
        }
        entity
    }

    /// "Azerbaijani and Armenian troops": what the first adjective belongs to.
    fn shared_noun(&self, sent: &Sent<'_>, group: usize) -> Option<Entity> {
        let g = sent.groups.get(group)?;
        if (g.start..g.end).any(|i| sent.pos(i) != Some(Upos::Adj)) {
            return None;
        }
        let next = sent.group_at(g.end + 1).filter(|n| sent.groups[*n].start == g.end + 1)?;
        Some(self.single(sent, next))
    }

    /// "positions of the Azerbaijan armed forces": a thing is of whose it is.
    fn owned(&self, sent: &Sent<'_>, mut entity: Entity) -> Entity {
        let end = sent.groups[entity.group].end;
        if entity.code.is_none() && !entity.class.human() && sent.lower(end) == "of" {
            entity.code = sent.group_at(end + 1).and_then(|g| self.single(sent, g).code);
        }
        entity
    }

    fn single(&self, sent: &Sent<'_>, group: usize) -> Entity {
        let g = &sent.groups[group];
        let span = sent.group_span(group);
        let head = sent.words[g.head].noun.clone();
        let plural = sent.words[g.head].lower != head || matches!(&*head, "police" | "people" | "personnel");
        let known = self.known_actor(sent, g.start, g.end);
        let code = self.code(sent, g.start, g.end, span);
        let class = self.class(sent, group, known.as_ref().map(|k| &k.0), span);
        let count = self.count(sent, group, class, plural);
        let unit = match &*head {
            "family" => "families",
            "household" => "households",
            _ => "persons",
        };
        let possessive = (g.start..g.end).any(|i| is_possessive(sent.lower(i)));
        let (known, alias) = known.map_or((None, None), |(k, a)| (Some(k), Some(a)));
        Entity { group, span, class, code, known, alias, passing: false, count, plural, possessive, head, unit }
    }

    fn class(
        &self,
        sent: &Sent<'_>,
        group: usize,
        known: Option<&(String, Option<Inter>, Option<String>)>,
        span: Span,
    ) -> Class {
        let g = &sent.groups[group];
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
                return Some(of_role(role));
            }
        }
        // A name after a title is the person of that title.
        if sent.pos(head) == Some(Upos::Propn) {
            return (start..head).rev().find_map(|i| self.lexicon.role_nouns.find(&sent.words[i].noun)).map(of_role);
        }
        None
    }

    fn known_actor(&self, sent: &Sent<'_>, start: usize, end: usize) -> Option<(Known, String)> {
        for len in (1..=(end - start).min(6)).rev() {
            for from in start..=end - len {
                let phrase: Vec<&str> = sent.words[from..from + len].iter().map(|w| w.text).collect();
                let form = phrase.join(" ");
                if let Some(actor) = self.actor_named(&form) {
                    let home = actor.home.map(str::to_owned);
                    return Some(((actor.name.to_owned(), Inter::from_name(actor.inter), home), form));
                }
            }
        }
        None
    }

    /// A group by that name that exists on the day of the report.
    fn actor_named(&self, form: &str) -> Option<&Group> {
        if self.all_caps && crate::lexicon::forms::is_also_a_word(form) {
            return None;
        }
        self.lexicon.actors.find_at(form, self.day).next()
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
        self.times.get(from).is_some_and(|t| t.span.overlaps(span) && t.rule != "named-event")
    }

    /// The country named in words `start..end`: by demonym, name, or possessor.
    fn code(&self, sent: &Sent<'_>, start: usize, end: usize, span: Span) -> Option<String> {
        // "Papua | New Guinea police": a name that begins before the group.
        let wider = self
            .over(span)
            .iter()
            .find(|t| t.span.start < span.start && t.span.end > span.start && t.kind != ToponymKind::Organisation);
        if let Some(code) = wider.and_then(|t| t.location.as_ref()?.iso3.clone()) {
            return Some(code);
        }
        let longest = self.lexicon.countries.longest();
        for len in (1..=(end - start).min(longest)).rev() {
            for from in start..=end - len {
                let phrase: Vec<&str> = sent.words[from..from + len].iter().map(|w| w.text).collect();
                let form = phrase.join(" ");
                let hit = self
                    .lexicon
                    .countries
                    .demonym(&form)
                    .or_else(|| self.lexicon.countries.named(&form))
                    .or_else(|| self.lexicon.countries.government(&form));
                // "African forces" are those of some state, not of a continent.
                if let Some(country) = hit.filter(|c| c.kind != CountryKind::Macro) {
                    return Some(country.code.to_owned());
                }
            }
        }
        self.over(span)
            .iter()
            .filter(|t| span.contains(t.span) && t.kind != ToponymKind::Organisation)
            .find_map(|t| t.location.as_ref()?.iso3.clone())
    }

    fn count(&self, sent: &Sent<'_>, group: usize, class: Class, plural: bool) -> Option<Quantity> {
        let g = &sent.groups[group];
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

fn of_role(noun: RoleNoun) -> Class {
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
