//! Where a report is at home: the place of its dateline, and what its
//! publisher's name and address say.

use std::collections::{BTreeMap, BTreeSet};

use crate::gazetteer::{FeatureClass, Place};

use super::atlas::Atlas;
use super::words::Words;
use crate::document::Document;

/// What is known of a report's home region.
#[derive(Debug, Clone, Default)]
pub(super) struct Home {
    /// The point of the publisher's town, with how sure it is, 0-1.
    pub(super) point: Option<((f64, f64), f32)>,
    /// The publisher's country, ISO 3166-1 alpha-2.
    pub(super) iso2: Option<String>,
    /// GeoNames code of the first-order division, with `iso2`.
    pub(super) admin1: Option<String>,
    /// The country for whose readers the report seems written, with how sure
    /// that is, 0-1.
    pub(super) locale: Option<(&'static str, f32)>,
}

/// Reads the home off the report's source and address, and off its words.
pub(super) fn home(doc: &Document, words: &Words<'_>, atlas: Atlas<'_>) -> Home {
    let mut home = Home { locale: locale(words, atlas), ..Home::default() };
    let hosts = [doc.report.source.as_deref(), doc.report.url.as_deref().map(host)];
    for host in hosts.into_iter().flatten() {
        if host.contains('.') && !host.contains(' ') {
            read_host(host, atlas, &mut home);
        } else {
            read_name(host, atlas, &mut home);
        }
        if home.point.is_some() {
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
fn read_host(host: &str, atlas: Atlas<'_>, home: &mut Home) {
    let labels: Vec<&str> = host.trim_start_matches("www.").split('.').collect();
    let Some((top, rest)) = labels.split_last() else { return };
    let country = top.to_uppercase();
    if country.len() == 2 {
        let iso2 = if country == "UK" { "GB".to_owned() } else { country };
        home.iso2 = atlas.gaz.country_by_iso2(&iso2).map(|c| c.iso2.to_owned());
    }
    if let Some(outlet) = atlas.lexicon.outlets.find(host) {
        place_home(outlet.town, Some(outlet.iso2), Some(outlet.admin1), 1.0, atlas, home);
        return;
    }
    let Some(label) = rest.iter().max_by_key(|l| l.len()) else { return };
    let label = label.to_lowercase();
    for (town, tail) in atlas.lexicon.outlets.split(&label) {
        let iso2 = home.iso2.clone();
        let sure = if tail { 0.9 } else { 0.6 };
        if place_home(&town, iso2.as_deref(), None, sure, atlas, home) {
            return;
        }
    }
}

/// "The Daily Star (Beirut)", "Kyiv Post": the words before a newspaper's word.
fn read_name(name: &str, atlas: Atlas<'_>, home: &mut Home) {
    let label: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    for (town, _) in atlas.lexicon.outlets.split(&label) {
        if place_home(&town, None, None, 0.8, atlas, home) {
            return;
        }
    }
}

fn place_home(
    town: &str,
    iso2: Option<&str>,
    admin1: Option<&str>,
    sure: f32,
    atlas: Atlas<'_>,
    home: &mut Home,
) -> bool {
    let fits = |p: &Place<'_>| {
        p.class == FeatureClass::Town
            && iso2.is_none_or(|c| c == p.iso2)
            && admin1.is_none_or(|a| a.is_empty() || a == p.admin1)
            && (iso2.is_some() || p.population > 15_000)
    };
    let hits = atlas.gaz.find(town);
    let best = hits.iter().map(|h| atlas.gaz.place(h.place)).filter(fits).max_by_key(|p| p.population);
    let Some(place) = best else { return false };
    home.point = Some(((place.lat, place.lon), sure));
    home.iso2 = Some(place.iso2.to_owned());
    home.admin1 = Some(place.admin1.to_owned()).filter(|a| !a.is_empty());
    true
}
