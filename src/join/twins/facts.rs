//! What matching knows of a row: place and how well it is known, days, act,
//! sides, dead.

use super::names::{Name, Names};
use super::weights::{ACLED_DAYS, ACLED_KM, Act, EXACT_KM, UCDP_KM};
use crate::coding::EventType;
use crate::dataset::{Dialect, Rows, Spot, event_type_named, number};

/// Columns that tell in kilometres how well a place is known.
const UNCERTAINTY: [&str; 2] = ["uncertainty_km", "precision_km"];
/// UCDP's types of violence in words.
const UCDP: [(&str, Act); 3] = [
    ("State-based violence", Act::StateBased),
    ("Non-state violence", Act::NonState),
    ("One-sided violence", Act::OneSided),
];

/// A row as it is held against others.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    /// Point, and days with what they may be off.
    pub(super) spot: Spot,
    /// By how much the point may be off, km.
    pub(super) km: f64,
    /// The day of publication of the first report: an event is not later.
    pub(super) before: Option<i32>,
    /// How many days its days span, less one.
    pub(super) span: i32,
    /// The act.
    pub(super) act: Option<Act>,
    /// The type in the row's own words, where it is none that is known.
    pub(super) words: Option<String>,
    /// The sides.
    pub(super) sides: [Option<Name>; 2],
    /// The dead: lowest, best, highest.
    pub(super) dead: (Option<u32>, Option<u32>, Option<u32>),
}

/// By how many kilometres the place of each row may be off, as far as its
/// precision is told.
pub fn vagueness(rows: &Rows) -> Vec<f64> {
    let (column, codes): (_, &[f64]) = match rows.sheet.dialect {
        Dialect::Ucdp => (rows.column_of(&["where_prec"]), &UCDP_KM),
        Dialect::Acled => (rows.column_of(&["geo_precision"]), &ACLED_KM),
        Dialect::Dateline | Dialect::Other => (rows.column_of(&UNCERTAINTY), &[]),
    };
    let Some(column) = column else { return vec![EXACT_KM; rows.len()] };
    let of = |row| {
        let cell = rows.cell(row, column);
        let by_code = || codes.get(cell.parse::<usize>().ok()?.checked_sub(1)?).copied();
        let km = if codes.is_empty() { cell.parse().ok().filter(|km| *km >= EXACT_KM) } else { by_code() };
        km.unwrap_or(EXACT_KM)
    };
    (0..rows.len()).map(of).collect()
}

/// The facts of all rows.
pub(super) fn facts(rows: &Rows, names: &mut Names) -> Vec<Facts> {
    let time = (rows.sheet.dialect == Dialect::Acled).then(|| rows.column_of(&["time_precision"])).flatten();
    let published = (rows.sheet.dialect == Dialect::Dateline).then(|| rows.column_of(&["published_first"])).flatten();
    let mut all = Vec::with_capacity(rows.len());
    for ((row, record), km) in rows.records.iter().enumerate().zip(vagueness(rows)) {
        let code = |column: Option<usize>| column.map(|column| rows.cell(row, column)).unwrap_or_default();
        let off =
            code(time).parse::<usize>().ok().and_then(|n| ACLED_DAYS.get(n.checked_sub(1)?)).copied().unwrap_or(0);
        let days = rows.spots[row].days().map(|(first, last)| (first - off, last + off));
        let type_words = rows.words.text(record.kind);
        let act = act(type_words);
        let unknown = (act.is_none() && !type_words.is_empty()).then(|| crate::gazetteer::fold(type_words));
        let mut side = |word| names.read(rows.words.text(word));
        all.push(Facts {
            spot: Spot::new(rows.spots[row].point(), days),
            km,
            before: code(published).parse().ok().map(number),
            span: days.map_or(0, |(first, last)| last - first),
            act,
            words: unknown,
            sides: [side(record.actor_a), side(record.actor_b)],
            dead: record.deaths(),
        });
    }
    all
}

/// The act that a type names.
fn act(words: &str) -> Option<Act> {
    if let Some((_, act)) = UCDP.iter().find(|(name, _)| name.eq_ignore_ascii_case(words)) {
        return Some(*act);
    }
    Some(match event_type_named(words)? {
        EventType::Battles => Act::Battle,
        EventType::Explosions => Act::Explosion,
        EventType::ViolenceAgainstCivilians => Act::Violence,
        EventType::Protests => Act::Demonstration,
        EventType::Riots => Act::Riot,
        EventType::StrategicDevelopments => Act::Strategic,
    })
}
