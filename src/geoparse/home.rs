//! Where a report is at home: the place of its dateline, and what its
//! publisher's name and address say.

use std::collections::{BTreeMap, BTreeSet};

use crate::gazetteer::{FeatureClass, NameKind, Place};

use super::atlas::Atlas;
use super::words::Words;
use crate::document::Document;

/// The most towns that a publisher's name may mean.
const MOST_TOWNS: usize = 12;

/// What is known of a report's home region.
#[derive(Debug, Clone, Default)]
pub(super) struct Home<'g> {
    /// The towns that the publisher's name may mean, each with its worth
    /// before the report's own names are known: a paper named after a town is
    /// seldom the largest town's of that name.
    pub(super) towns: Vec<(Place<'g>, f32)>,
    /// How sure it is that one of them is home, 0-1.
    pub(super) sure: f32,
    /// The publisher's country, ISO 3166-1 alpha-2, by its address.
    pub(super) iso2: Option<String>,
    /// The country for whose readers the report seems written, with how sure
    /// that is, 0-1.
    pub(super) locale: Option<(&'static str, f32)>,
}

/// Reads the home off the report's source and address, and off its words.
pub(super) fn home<'g>(doc: &Document, words: &Words<'_>, atlas: Atlas<'g>) -> Home<'g> {
    let mut home = Home { locale: locale(words, atlas), ..Home::default() };
    let hosts = [doc.report.source.as_deref(), doc.report.url.as_deref().map(host)];
    for host in hosts.into_iter().flatten() {
        if host.contains('.') && !host.contains(' ') {
            read_host(host, atlas, &mut home);
        } else {
            read_name(host, atlas, &mut home);
        }
        if !home.towns.is_empty() {
            break;
        }
    }
    home
}

/// The country whose institutions and spellings the report uses most: each
/// phrase counts once, a few are enough.
fn locale(words: &Words<'_>, atlas: Atlas<'_>) -> Option<(&'static str, f32)> {
    let mut seen: BTreeSet<(&str, &'static str)> = BTreeSet::new();
    let mut sums: BTreeMap<&'static str, f32> = BTreeMap::new();
    for i in 0..words.len() {
        for locale in atlas.lexicon.locale_words.at(|n| words.on(i, n)) {
            if seen.insert((words.lower(i), locale.iso2)) {
                *sums.entry(locale.iso2).or_default() += locale.weight;
            }
        }
    }
    let total: f32 = sums.values().sum();
    let (iso2, most) = sums.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(a.0)))?;
    let sure = (most / 6.0).min(1.0) * (2.0 * most / total - 0.8).clamp(0.0, 1.0);
    (sure > 0.1).then_some((iso2, sure))
}

/// The host of an address.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, r)| r);
    rest.split(['/', ':', '?']).next().unwrap_or(rest)
}

/// "www.bakersfieldcalifornian.com": the country by the top level, the town by
/// the longest beginning of the label that is a town's name, where what is
/// left is a newspaper's word.
fn read_host<'g>(host: &str, atlas: Atlas<'g>, home: &mut Home<'g>) {
    let labels: Vec<&str> = host.trim_start_matches("www.").split('.').collect();
    let Some((top, rest)) = labels.split_last() else { return };
    let country = top.to_uppercase();
    if country.len() == 2 {
        let iso2 = if country == "UK" { "GB".to_owned() } else { country };
        home.iso2 = atlas.gaz.country_by_iso2(&iso2).map(|c| c.iso2.to_owned());
    }
    if let Some(outlet) = atlas.lexicon.outlets.find(host) {
        let known = |p: &Place<'_>| p.iso2 == outlet.iso2 && (outlet.admin1.is_empty() || p.admin1 == outlet.admin1);
        home.sure = 1.0;
        towns(outlet.town, atlas, &known, home);
        home.towns.truncate(1);
        return;
    }
    let Some(label) = rest.iter().max_by_key(|l| l.len()) else { return };
    let label = label.to_lowercase();
    let iso2 = home.iso2.clone();
    for town in atlas.lexicon.outlets.split(&label) {
        home.sure = 0.8;
        if towns(&town, atlas, &|p| iso2.as_deref().is_none_or(|c| c == p.iso2), home) {
            return;
        }
    }
}

/// "The Daily Star (Beirut)", "Kyiv Post": the words before a newspaper's word.
fn read_name<'g>(name: &str, atlas: Atlas<'g>, home: &mut Home<'g>) {
    let label: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    for town in atlas.lexicon.outlets.split(&label) {
        home.sure = 0.7;
        if towns(&town, atlas, &|_| true, home) {
            return;
        }
    }
}

/// Keeps the towns of that name that fit; whether there are any.
fn towns<'g>(name: &str, atlas: Atlas<'g>, fits: &dyn Fn(&Place<'_>) -> bool, home: &mut Home<'g>) -> bool {
    let hits = atlas.gaz.find(name).into_iter().filter(|h| !h.loose && h.kind != NameKind::Alternate);
    let places = hits.map(|h| atlas.gaz.place(h.place)).filter(|p| p.class == FeatureClass::Town && fits(p));
    let locale = home.locale;
    let worth = |p: &Place<'_>| {
        let local = locale.map_or(0.0, |(iso2, sure)| if iso2 == p.iso2 { 4.0 * sure } else { 0.0 });
        0.4 * libm::logf(p.population as f32 + 500.0) + local
    };
    home.towns = places.map(|p| (p, worth(&p))).collect();
    home.towns.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.id.cmp(&b.0.id)));
    home.towns.truncate(MOST_TOWNS);
    !home.towns.is_empty()
}
