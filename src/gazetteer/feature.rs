//! GeoNames' feature classes and codes as the classes of this gazetteer
//! (<https://www.geonames.org/export/codes.html>).

use super::rows::CLASSES;

/// Position of a class in [`CLASSES`].
const TOWN: u8 = 0;
const COUNTRY: u8 = 1;
const ADMIN1: u8 = 2;
const ADMIN2: u8 = 3;
const REGION: u8 = 4;
const WATER: u8 = 5;
const TERRAIN: u8 = 6;
const ROAD: u8 = 7;
const SPOT: u8 = 9;

/// Words for a class besides its own name and GeoNames' letter.
const WORDS: &[(&str, u8)] = &[
    ("airport", SPOT),
    ("base", SPOT),
    ("camp", SPOT),
    ("city", TOWN),
    ("county", ADMIN2),
    ("district", ADMIN2),
    ("governorate", ADMIN1),
    ("hamlet", TOWN),
    ("island", TERRAIN),
    ("lake", WATER),
    ("mountain", TERRAIN),
    ("populated place", TOWN),
    ("province", ADMIN1),
    ("river", WATER),
    ("sea", WATER),
    ("settlement", TOWN),
    ("site", SPOT),
    ("state", ADMIN1),
    ("village", TOWN),
];

/// A class by its name, GeoNames' letter or a usual word.
pub(crate) fn class_by_word(word: &str) -> Option<u8> {
    let word = word.trim().to_lowercase();
    if let Some(class) = CLASSES.iter().position(|class| *class == word) {
        return Some(class as u8);
    }
    match word.as_str() {
        "p" => Some(TOWN),
        "a" => Some(ADMIN2),
        "h" => Some(WATER),
        "t" => Some(TERRAIN),
        "l" => Some(REGION),
        "r" => Some(ROAD),
        "s" => Some(SPOT),
        _ => WORDS.iter().find(|(known, _)| *known == word).map(|(_, class)| *class),
    }
}

/// A class by GeoNames' letter and code; without a letter, by the code alone.
/// `None` for divisions that are no more (`ADM1H`, `PCLH`) and what has no
/// class here: forests and undersea features.
pub(crate) fn class_by_code(letter: &str, code: &str) -> Option<u8> {
    let letter = if letter.is_empty() { letter_of(code) } else { letter };
    match letter {
        "P" => Some(TOWN),
        "A" if code.ends_with('H') => None,
        "A" if code.starts_with("PCL") || code == "TERR" => Some(COUNTRY),
        "A" if code == "ADM1" => Some(ADMIN1),
        "A" => Some(ADMIN2),
        "H" => Some(WATER),
        "T" => Some(TERRAIN),
        "L" if code.starts_with("RGN") || code == "AREA" || code == "CONT" => Some(REGION),
        "R" if is_line(code) => Some(ROAD),
        "L" | "R" | "S" => Some(SPOT),
        _ => None,
    }
}

fn letter_of(code: &str) -> &'static str {
    match code {
        code if code.starts_with("PPL") || code == "STLMT" => "P",
        code if code.starts_with("PCL") || code.starts_with("ADM") => "A",
        code if code.starts_with("RGN") || code == "AREA" => "L",
        code if code.starts_with("STM") || matches!(code, "LK" | "SEA" | "GULF" | "BAY" | "STRT" | "RSV") => "H",
        "MT" | "MTS" | "PASS" | "ISL" | "DSRT" | "VAL" | "HLL" | "PK" => "T",
        code if is_line(code) => "R",
        _ => "S",
    }
}

fn is_line(code: &str) -> bool {
    matches!(code, "RD" | "RDA" | "RDB" | "RR" | "RRQ" | "RTE" | "TRL" | "PTGE" | "OILP" | "CSWY")
}

/// About how far from its point a place of the import reaches, in metres, where
/// the class alone would say too much; 0 leaves it to the class.
pub(crate) fn reach_m(code: &str) -> u32 {
    match code {
        "ADM3" => 10_000,
        "ADM4" => 5_000,
        "ADM5" => 3_000,
        "RD" | "RDA" | "RDB" | "RR" | "RRQ" | "TRL" | "CSWY" => 10_000,
        "AREA" => 20_000,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_words_give_one_class() {
        assert_eq!(class_by_code("P", "PPL"), class_by_word("Village"));
        assert_eq!(class_by_code("A", "ADM1"), class_by_word("province"));
        assert_eq!(class_by_code("A", "ADM2"), class_by_word("district"));
        assert_eq!(class_by_code("", "STM"), class_by_word("river"));
        assert_eq!(class_by_code("S", "AIRP"), class_by_word("s"));
        assert_eq!(class_by_code("A", "ADM1H"), None);
        assert_eq!(class_by_code("U", "RDGU"), None);
        assert_eq!(class_by_word("galaxy"), None);
    }
}
