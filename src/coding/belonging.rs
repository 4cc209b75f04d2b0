//! Whose somebody or something is: the group that a commander leads, the army
//! that a camp belongs to, the country that a word names.

use super::Inter;
use super::entity::{Class, Entity, Known, Reader, of_role};
use super::sentence::Sent;
use crate::geoparse::{Toponym, ToponymKind};
use crate::grammar::Upos;
use crate::lexicon::actors::Group;
use crate::lexicon::countries::CountryKind;
use crate::lexicon::role_nouns::RoleClass;
use crate::text::Span;

impl Reader<'_> {
    /// "Five people, three soldiers and two policemen, were": what they were.
    pub(super) fn parts(&self, sent: &Sent<'_>, mut entity: Entity) -> Entity {
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

    /// "a commander of Kataib Hezbollah", "a leader of the Gulf cartel": of the
    /// group that they lead.
    pub(super) fn led(&self, sent: &Sent<'_>, mut entity: Entity) -> Entity {
        let leads = self.lexicon.role_nouns.find(&entity.head).is_some_and(|r| r.class == RoleClass::Leader)
            || matches!(entity.class, Class::Rebel | Class::Militia | Class::Gang)
            || matches!(
                &*entity.head,
                "supporter"
                    | "commander"
                    | "cadre"
                    | "operative"
                    | "man"
                    | "troop"
                    | "force"
                    | "faction"
                    | "wing"
                    | "unit"
            );
        let mut end = sent.groups[entity.group].end;
        // "gunmen from two factions of the Sinaloa cartel".
        if matches!(sent.lower(end), "of" | "from")
            && let Some(part) = sent.group_at(end + 1)
            && sent.lower(sent.groups[part].end) == "of"
            && matches!(&*sent.words[sent.groups[part].head].noun, "faction" | "wing" | "branch" | "unit" | "cell")
        {
            end = sent.groups[part].end;
        }
        if leads
            && entity.known.is_none()
            && matches!(sent.lower(end), "of" | "from")
            && let Some(inner) = sent
                .group_at(end + 1)
                .map(|g| self.single(sent, g))
                .filter(|e| e.known.is_some() || matches!(e.class, Class::Rebel | Class::Militia | Class::Gang))
        {
            (entity.class, entity.code, entity.known, entity.alias) =
                (inner.class, inner.code, inner.known, inner.alias);
        }
        // "fighters of "illegal Armenian detachments"", "soldiers of the Karabakh army".
        let serves = leads || matches!(entity.class, Class::Military | Class::Police);
        if serves && entity.known.is_none() && entity.code.is_none() && matches!(sent.lower(end), "of" | "from") {
            let quoted = usize::from(super::sentence::is_quote(sent.lower(end + 1)));
            entity.code = sent.group_at(end + 1 + quoted).and_then(|g| self.single(sent, g).code);
        }
        entity
    }

    /// "Azerbaijani and Armenian troops": what the first adjective belongs to.
    pub(super) fn shared_noun(&self, sent: &Sent<'_>, group: usize) -> Option<Entity> {
        let g = sent.groups.get(group)?;
        if (g.start..g.end).any(|i| sent.pos(i) != Some(Upos::Adj)) {
            return None;
        }
        let next = sent.group_at(g.end + 1).filter(|n| sent.groups[*n].start == g.end + 1)?;
        Some(self.single(sent, next))
    }

    /// "positions of the Azerbaijan armed forces": a thing is of whose it is.
    pub(super) fn owned(&self, sent: &Sent<'_>, mut entity: Entity) -> Entity {
        let end = sent.groups[entity.group].end;
        if entity.code.is_none() && !entity.class.human() && sent.lower(end) == "of" {
            entity.code = sent.group_at(end + 1).and_then(|g| self.single(sent, g).code);
        }
        entity
    }

    /// Who of those that bear arms the words before a thing name.
    pub(super) fn owner(&self, sent: &Sent<'_>, start: usize, head: usize) -> Option<Class> {
        (start..head).rev().find_map(|i| {
            let word = &sent.words[i];
            if matches!(&*word.noun, "government" | "regime") {
                return Some(Class::Military);
            }
            self.lexicon.role_nouns.find(&word.noun).map(of_role).filter(|c| c.armed())
        })
    }

    pub(super) fn known_actor(&self, sent: &Sent<'_>, start: usize, end: usize) -> Option<(Known, String)> {
        for len in (1..=(end - start).min(7)).rev() {
            for from in start..=end - len {
                let phrase: Vec<&str> = sent.words[from..from + len].iter().map(|w| w.text).collect();
                let mut form = phrase.join(" ");
                // "Sudan People's Liberation Army".
                for genitive in [" 's", " ’s"] {
                    if form.contains(genitive) {
                        form = form.replace(genitive, &genitive[1..]);
                    }
                }
                if let Some(actor) = self.actor_named(&form) {
                    let home = actor.home.map(str::to_owned);
                    return Some(((actor.name.to_owned(), Inter::from_name(actor.inter), home), form));
                }
            }
        }
        None
    }

    /// A group by that name that exists on the day of the report.
    pub(super) fn actor_named(&self, form: &str) -> Option<&Group> {
        if self.all_caps && crate::lexicon::forms::is_also_a_word(form) {
            return None;
        }
        // "the base" is not the group that calls itself The Base.
        let capital = |form: &str| form.split(' ').skip(1).any(|w| w.starts_with(char::is_uppercase));
        let spelt = |g: &&Group| {
            let own = |name: &&&str| name.eq_ignore_ascii_case(form) && name.contains(' ');
            let written = std::iter::once(&g.name).chain(&g.aliases).find(own);
            self.all_caps || capital(form) || written.is_none_or(|w| !capital(w))
        };
        self.lexicon.actors.find_at(form, self.day).find(|g| spelt(g) && self.defined.allows(form, g))
    }

    /// The country named in words `start..end`: by demonym, name, or possessor.
    pub(super) fn code(&self, sent: &Sent<'_>, start: usize, end: usize, span: Span) -> Option<String> {
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
        // "U.S.-backed rebels" are not American.
        let words = sent.words.get(start..end).unwrap_or_default();
        let leaning = |t: &Toponym| words.iter().any(|w| w.span.contains(t.span) && leans_on(&w.lower));
        self.over(span)
            .iter()
            .filter(|t| span.contains(t.span) && t.kind != ToponymKind::Organisation && !leaning(t))
            .find_map(|t| t.location.as_ref()?.iso3.clone())
    }

    /// A party that part of a word names: "ANC" in "ANC-Inkatha".
    pub(super) fn party(&self, sent: &Sent<'_>, group: usize, span: Span, name: &str) -> Entity {
        let country = self.lexicon.countries.demonym(name).or_else(|| self.lexicon.countries.named(name));
        let known = self.actor_named(name);
        let of = |g: &Group| (g.name.to_owned(), Inter::from_name(g.inter), g.home.map(str::to_owned));
        Entity {
            span,
            class: if country.is_some() { Class::Military } else { Class::Militia },
            code: country.map(|c| c.code.to_owned()),
            alias: known.map(|_| name.to_owned()),
            known: known.map(of).or_else(|| country.is_none().then(|| (name.to_owned(), None, None))),
            count: None,
            ..self.single(sent, group)
        }
    }
}

/// "Iran-backed", "pro-Russian": a word that names a country without saying
/// that somebody is of it.
fn leans_on(word: &str) -> bool {
    const AFTER: [&str; 18] = [
        "backed",
        "supported",
        "trained",
        "funded",
        "financed",
        "armed",
        "aligned",
        "allied",
        "linked",
        "sponsored",
        "held",
        "controlled",
        "occupied",
        "administered",
        "made",
        "built",
        "supplied",
        "brokered",
    ];
    let parts = word.rsplit_once('-');
    parts.is_some_and(|(before, after)| AFTER.contains(&after) || matches!(before, "pro" | "anti"))
}
