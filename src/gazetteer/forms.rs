//! Which alternates are kept. Shared by the import and the data's maker.
//!
//! GeoNames' list holds every language's form, machine romanizations, airport
//! codes and links. Kept are forms in Latin, Cyrillic, Arabic, Armenian,
//! Georgian, Greek or Hebrew script that fold differently from those kept
//! before them.

use std::collections::BTreeSet;

use super::fold::fold;

/// Words that say what kind of division a name is of. "Kherson Oblast" is also
/// found as "Kherson".
const DIVISION_WORDS: &[&str] = &[
    "province",
    "oblast",
    "region",
    "state",
    "district",
    "governorate",
    "county",
    "department",
    "prefecture",
    "raion",
    "rayon",
    "rayonu",
    "sahari",
    "municipality",
    "wilaya",
    "emirate",
    "division",
    "territory",
    "krai",
    "republic",
    "parish",
    "canton",
    "voivodeship",
    "regency",
    "cercle",
    "city",
    "sahari",
    "okrug",
    "commune",
    "zone",
    "woreda",
    "sub-county",
    "metropolitan",
    "department",
    "arrondissement",
    "autonomous",
];

/// The forms to keep besides the name itself, in the order given.
#[allow(dead_code)] // The maker's.
pub(crate) fn alternates<'a>(name: &str, forms: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::from([fold(name)]);
    let mut out = Vec::new();
    for form in forms {
        let form = form.trim();
        if keep(form) && seen.insert(fold(form)) {
            out.push(form.to_owned());
        }
    }
    out
}

/// The name of a division without the word that says its kind.
pub(crate) fn bare(name: &str) -> Option<String> {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let is_kind = |word: &str| DIVISION_WORDS.contains(&word.to_lowercase().as_str());
    let before = words.len();
    while words.len() > 1 && words.last().is_some_and(|w| is_kind(w)) {
        words.pop();
    }
    for head in ["of", "de", "du", "d'"] {
        // "Department of X", "Province du X".
        if words.len() > 2 && is_kind(words[0]) && words[1].eq_ignore_ascii_case(head) {
            words.drain(..2);
        }
    }
    (words.len() < before).then(|| words.join(" "))
}

/// Whether a form is fit to be a name here.
pub(crate) fn keep(form: &str) -> bool {
    let length = form.chars().count();
    if !(2..=80).contains(&length) || form.contains(['|', '\t', '\n', '@', '/', '_', '[', ']', '{', '=']) {
        return false;
    }
    let mut scripts = form.chars().filter(|c| c.is_alphabetic()).map(script);
    let Some(Some(first)) = scripts.next() else { return false };
    if scripts.any(|s| s != Some(first)) || fold(form).is_empty() {
        return false;
    }
    first != Script::Latin || (capital(form) && !is_code(form))
}

/// Machine romanizations of other scripts have no capital.
fn capital(form: &str) -> bool {
    form.chars().any(char::is_uppercase)
}

/// Airport codes and the like: three or four capitals.
fn is_code(form: &str) -> bool {
    matches!(form.len(), 2..=4) && form.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Armenian,
    Georgian,
    Greek,
    Hebrew,
}

/// The script of a letter, by Unicode block; `None` for scripts not kept.
fn script(c: char) -> Option<Script> {
    Some(match u32::from(c) {
        0x41..=0x24f | 0x250..=0x2ff | 0x1e00..=0x1eff => Script::Latin,
        0x370..=0x3ff | 0x1f00..=0x1fff => Script::Greek,
        0x400..=0x52f => Script::Cyrillic,
        0x530..=0x58f => Script::Armenian,
        0x590..=0x5ff => Script::Hebrew,
        0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => Script::Arabic,
        0x10a0..=0x10ff | 0x1c90..=0x1cbf => Script::Georgian,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_links_and_romanizations_are_dropped() {
        let forms = ["GYD", "https://x.org/a", "", "swldw", "askalds-anګwrdany", "Баку", "BAKU", "Bakú", "バクー"];
        assert_eq!(alternates("Baku", forms.into_iter()), ["Баку"]);
    }

    #[test]
    fn a_division_is_also_found_without_its_kind() {
        assert_eq!(bare("Kherson Oblast").as_deref(), Some("Kherson"));
        assert_eq!(bare("Autonomous City of Buenos Aires"), None);
        assert_eq!(bare("Department of Cauca").as_deref(), Some("Cauca"));
        assert_eq!(bare("Syunik"), None);
    }
}
