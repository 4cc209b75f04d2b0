//! Parties as a correction names them.

use crate::coding::{Actor, Inter};
use crate::lexicon::Lexicon;
use crate::lexicon::countries::Country;
use crate::text::Span;

/// The party of that name, with its state and kind where the lexicon or the
/// name itself tells them: a group's, "Military Forces of Armenia", "Civilians
/// (Armenia)". What `before` had stays where the name is the same.
pub(super) fn named(name: &str, before: Option<&Actor>, lexicon: &Lexicon) -> Actor {
    let as_reported = before.map_or_else(|| name.to_owned(), |a| a.as_reported.clone());
    if let Some(same) = before.filter(|a| a.name == name) {
        return same.clone();
    }
    let (iso3, inter) = known(name, lexicon);
    let span = before.map_or_else(Span::default, |a| a.span);
    Actor { name: name.to_owned(), as_reported, iso3, inter, group: None, passing: false, span }
}

fn known(name: &str, lexicon: &Lexicon) -> (Option<String>, Option<Inter>) {
    let code = |country: Option<&Country>| country.and_then(Country::iso3).map(str::to_owned);
    if let Some(group) = lexicon.actors.find(name).next() {
        let home = group.home.and_then(|code| lexicon.countries.by_code(code));
        return (code(home), Inter::from_name(group.inter));
    }
    for organ in lexicon.actors.organs() {
        let Some((before, after)) = organ.template.split_once("{country}") else { continue };
        let country = name.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
        if let Some(country) = country.and_then(|country| lexicon.countries.named(country)) {
            return (code(Some(country)), Inter::from_name(organ.inter));
        }
    }
    let (stem, country) = match name.strip_suffix(')').and_then(|n| n.split_once(" (")) {
        Some((stem, country)) => (stem, lexicon.countries.named(country)),
        None => (name, None),
    };
    (code(country), Inter::from_name(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn state_and_kind_follow_from_the_name() {
        let lexicon = Lexicon::english().unwrap();
        let of = |name: &str| {
            let actor = named(name, None, &lexicon);
            (actor.iso3.unwrap_or_default(), actor.inter)
        };
        assert_eq!(of("Military Forces of Armenia"), ("ARM".into(), Some(Inter::StateForces)));
        assert_eq!(of("Civilians (Iraq)"), ("IRQ".into(), Some(Inter::Civilians)));
        assert_eq!(of("Protesters"), (String::new(), Some(Inter::Protesters)));
        assert_eq!(of("Al Shabaab").1, Some(Inter::RebelGroup));
        assert_eq!(of("The Ferrymen of Nowhere"), (String::new(), None));
    }
}
