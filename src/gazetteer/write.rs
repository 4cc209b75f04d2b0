//! Writes the index that [`super::layout`] describes. Used by the build script.

use std::collections::{BTreeMap, HashMap};

use super::fold::{fold, strip_article};
use super::layout::{self, HEADER, KIND_SHIFT, MAGIC, NAME_BITS, PLACE, SECTIONS, field};
use super::rows::Row;
use super::translit::transliterate;

/// Most words that a key is taken to have.
const MAX_WORDS: u32 = 12;

/// The index of the rows, in their order. The first `core` rows must be sorted
/// so that countries, first-order, second-order divisions (each by their codes)
/// and towns follow each other; those after them may have any order, but the
/// last `borders` are borders sorted by their countries.
pub(crate) fn index(rows: &[Row], core: usize, borders: usize) -> Result<Vec<u8>, String> {
    let mut strings = Strings::default();
    let mut places = Vec::with_capacity(rows.len() * PLACE);
    let mut names = Vec::new();
    let mut keys: Vec<(String, u32)> = Vec::new();
    for (id, row) in rows.iter().enumerate() {
        let first = (names.len() / layout::NAME) as u32;
        for (kind, name) in row.names.iter().take(255) {
            let number = (names.len() / layout::NAME) as u32;
            put(&mut names, strings.add(name));
            put(&mut names, id as u32 | u32::from(*kind) << KIND_SHIFT);
            keys.extend(keys_of(name, &row.iso2).into_iter().map(|key| (key, number)));
        }
        place(row, first, &mut strings, &mut places);
    }
    if names.len() / layout::NAME >= (1 << NAME_BITS) - 1 {
        return Err(format!("{} names, at most {} fit", names.len() / layout::NAME, (1 << NAME_BITS) - 2));
    }
    let (cells, grid) = grid(rows);
    let sections =
        [places, names, slots(&keys), first_words(&keys), strings.bytes, cells, grid, ranges(rows, core, borders)];
    Ok(assemble(&sections))
}

/// The keys under which a name of a place of this country stands.
fn keys_of(name: &str, iso2: &str) -> Vec<String> {
    let folded = fold(name);
    let mut keys = Vec::with_capacity(2);
    if has_arabic_article(iso2)
        && let Some(bare) = strip_article(&folded)
    {
        keys.push(bare.to_owned());
    }
    if let Some(latin) = transliterate(name).filter(|l| *l != folded) {
        keys.push(latin);
    }
    if !folded.is_empty() {
        keys.push(folded);
    }
    keys
}

fn put(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn place(row: &Row, first_name: u32, strings: &mut Strings, out: &mut Vec<u8>) {
    let mut record = [0_u8; PLACE];
    let mut set = |at: usize, value: u32| record[at..at + 4].copy_from_slice(&value.to_le_bytes());
    set(field::GEONAMEID, row.geonameid);
    set(field::LAT, row.lat_e5 as u32);
    set(field::LON, row.lon_e5 as u32);
    set(field::POPULATION, row.population);
    set(field::RADIUS, row.radius_m);
    set(field::FROM, row.from);
    set(field::TO, row.to);
    set(field::NAMES, first_name);
    set(field::CODE, strings.shared(&row.code));
    set(field::ADMIN1, strings.shared(&row.admin1));
    set(field::ADMIN2, strings.shared(&row.admin2));
    set(field::EXTRA, strings.shared(&row.extra));
    if let [a, b] = row.iso2.as_bytes() {
        record[field::ISO2] = *a;
        record[field::ISO2 + 1] = *b;
    }
    record[field::CLASS] = row.class;
    record[field::NAME_COUNT] = row.names.len().min(255) as u8;
    out.extend_from_slice(&record);
}

/// Texts, the repeated ones once.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    known: HashMap<String, u32>,
}

impl Strings {
    fn add(&mut self, text: &str) -> u32 {
        let at = self.bytes.len() as u32;
        // No name is longer; a cut is made between characters.
        let mut end = text.len().min(255);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.bytes.push(end as u8);
        self.bytes.extend_from_slice(&text.as_bytes()[..end]);
        at
    }

    fn shared(&mut self, text: &str) -> u32 {
        if let Some(at) = self.known.get(text) {
            return *at;
        }
        let at = self.add(text);
        self.known.insert(text.to_owned(), at);
        at
    }
}

fn slots(keys: &[(String, u32)]) -> Vec<u8> {
    let size = (keys.len() * 8 / 5).next_power_of_two().max(8);
    let mut slots = vec![0_u32; size];
    for (key, name) in keys {
        let hash = layout::hash(key);
        let mut at = hash as usize & (size - 1);
        while slots[at] != 0 {
            at = (at + 1) & (size - 1);
        }
        slots[at] = layout::slot(hash, *name);
    }
    slots.into_iter().flat_map(u32::to_le_bytes).collect()
}

fn first_words(keys: &[(String, u32)]) -> Vec<u8> {
    let mut longest: BTreeMap<&str, u32> = BTreeMap::new();
    for (key, _) in keys {
        let words = key.split(' ').count() as u32;
        let first = key.split(' ').next().unwrap_or_default();
        let known = longest.entry(first).or_default();
        *known = (*known).max(words.min(MAX_WORDS));
    }
    let size = (longest.len() * 8 / 5).next_power_of_two().max(8);
    let mut slots = vec![0_u32; size];
    for (word, words) in longest {
        let hash = layout::hash(word);
        let mut at = hash as usize & (size - 1);
        while slots[at] != 0 {
            at = (at + 1) & (size - 1);
        }
        slots[at] = layout::first_slot(hash, words);
    }
    slots.into_iter().flat_map(u32::to_le_bytes).collect()
}

fn grid(rows: &[Row]) -> (Vec<u8>, Vec<u8>) {
    let cell = |row: &Row| layout::cell(f64::from(row.lat_e5) / 1e5, f64::from(row.lon_e5) / 1e5);
    let mut sorted: Vec<(usize, u32)> = rows.iter().enumerate().map(|(id, row)| (cell(row), id as u32)).collect();
    sorted.sort_unstable();
    let mut cells = Vec::new();
    let mut at = 0;
    for c in 0..=180 * 360 {
        while sorted.get(at).is_some_and(|(cell, _)| *cell < c) {
            at += 1;
        }
        put(&mut cells, at as u32);
    }
    (cells, sorted.into_iter().flat_map(|(_, id)| id.to_le_bytes()).collect())
}

/// First ids of the countries, both orders of divisions, the towns, the
/// supplement and the borders, and the end.
fn ranges(rows: &[Row], core: usize, borders: usize) -> Vec<u8> {
    let rank = |row: &Row| match row.class {
        1 => 0,
        2 => 1,
        3 => 2,
        _ => 3,
    };
    let core = &rows[..core.min(rows.len())];
    let mut out = Vec::new();
    for range in 0..4 {
        put(&mut out, core.partition_point(|row| rank(row) < range) as u32);
    }
    put(&mut out, core.len() as u32);
    put(&mut out, rows.len().saturating_sub(borders) as u32);
    put(&mut out, rows.len() as u32);
    out
}

fn assemble(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    let mut at = HEADER;
    for section in sections {
        put(&mut out, at as u32);
        put(&mut out, section.len() as u32);
        at = (at + section.len()).next_multiple_of(8);
    }
    for section in sections {
        out.extend_from_slice(section);
        out.resize(out.len().next_multiple_of(8), 0);
    }
    out
}

/// Countries in which a leading al- or el- is the Arabic article.
fn has_arabic_article(iso2: &str) -> bool {
    const COUNTRIES: &[&str] = &[
        "AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY", "MA", "ML", "MR",
        "NE", "OM", "PS", "QA", "SA", "SD", "SO", "SS", "SY", "TD", "TN", "TR", "YE",
    ];
    COUNTRIES.contains(&iso2)
}
