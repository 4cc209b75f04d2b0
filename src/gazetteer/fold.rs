//! Folding: what two spellings of one name have in common.
//!
//! Shared by the library, its build script and the data's maker, so that keys
//! are made by one rule everywhere. A folded name is lower-case, without
//! marks, apostrophes and double spaces; hyphens are spaces; it stays in its
//! own script ([`super::translit`] leads to Latin).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a name. Two spellings with the same folded form are the same name.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends a folded name.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    let end = out.len();
    if fold_plain(text, out) {
        return;
    }
    out.truncate(end);
    let mut raw = String::with_capacity(text.len());
    if text.is_ascii() {
        for c in text.chars() {
            push(c.to_ascii_lowercase(), &mut raw);
        }
    } else {
        for c in text.chars().flat_map(char::to_lowercase).nfkd() {
            if !is_combining_mark(c) {
                push(c, &mut raw);
            }
        }
    }
    finish(&raw, out);
}

/// [`fold_into`] for ASCII without full stops and ampersands, in one pass;
/// `false` where the text has others.
fn fold_plain(text: &str, out: &mut String) -> bool {
    let start = out.len();
    let mut word = start;
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => out.push(byte as char),
            b'A'..=b'Z' => out.push(byte.to_ascii_lowercase() as char),
            b'\'' | b'`' => {}
            b'.' | b'&' | 0x80.. => return false,
            _ if out.len() > word => {
                shorten(out, word);
                out.push(' ');
                word = out.len();
            }
            _ => {}
        }
    }
    shorten(out, word);
    if word == out.len() && word > start {
        out.pop();
    }
    true
}

/// Whether a name folds to a key, without writing its folded form where it is
/// plain ASCII.
pub(crate) fn folds_to(name: &str, key: &str) -> bool {
    if name.eq_ignore_ascii_case(key) {
        return true;
    }
    if key.is_ascii() && begins_beyond_latin(name) {
        return false;
    }
    let mut rest = key.bytes();
    // A space of the name is asked of the key before the next letter.
    let (mut begun, mut space) = (false, false);
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'A'..=b'Z' => {
                let parted = !space || rest.next() == Some(b' ');
                if !parted || rest.next() != Some(byte.to_ascii_lowercase()) {
                    return holds_short(key) && fold(name) == key;
                }
                (begun, space) = (true, false);
            }
            b'\'' | b'`' => {}
            b'.' | b'&' | 0x80.. => return fold(name) == key,
            _ => space = begun,
        }
    }
    rest.next().is_none()
}

/// Whether a name begins with a letter of a script of which no letter folds to
/// a Latin one: Greek, Cyrillic, Armenian, Hebrew, Arabic, of India, Georgian,
/// Chinese.
fn begins_beyond_latin(name: &str) -> bool {
    let letter = name.chars().next().filter(|c| c.is_alphabetic());
    letter.is_some_and(|c| matches!(c, '\u{370}'..='\u{fff}' | '\u{10a0}'..='\u{10ff}' | '\u{4e00}'..='\u{9fff}'))
}

/// Whether a key has a word that [`finish`] writes short.
fn holds_short(key: &str) -> bool {
    key.split(' ').any(|word| matches!(word, "st" | "ste" | "mt" | "ft"))
}

/// Writes the last word, from `start` on, in its usual abbreviation.
fn shorten(out: &mut String, start: usize) {
    let short = short_of(out.get(start..).unwrap_or(""));
    if let Some(short) = short {
        out.truncate(start);
        out.push_str(short);
    }
}

/// The usual abbreviation of a folded word.
pub(crate) fn short_of(word: &str) -> Option<&'static str> {
    match word {
        "saint" => Some("st"),
        "sainte" => Some("ste"),
        "mount" => Some("mt"),
        "fort" => Some("ft"),
        _ => None,
    }
}

/// Adds one lower-case, decomposed character.
fn push(c: char, out: &mut String) {
    if c.is_ascii_alphanumeric() {
        out.push(c);
        return;
    }
    match c {
        // Apostrophes, modifier letters and soft hyphens carry no identity.
        '\'' | '`' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | 'ˈ' | 'ˌ' | 'ʹ' | 'ʺ' | '′' | '´' | '\u{ad}' | 'ـ'
        | '\u{200c}' | '\u{200d}' | '\u{200e}' | '\u{200f}' => {}
        // A full stop is dropped here and told apart from a space in `finish`.
        '.' => out.push('.'),
        '&' => out.push_str(" and "),
        'ə' | 'ǝ' | 'ɛ' => out.push('e'),
        'ı' => out.push('i'),
        'ł' => out.push('l'),
        'ø' | 'ɔ' => out.push('o'),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'đ' | 'ð' | 'ɗ' => out.push('d'),
        'þ' => out.push_str("th"),
        'ħ' => out.push('h'),
        'ŧ' => out.push('t'),
        'ŋ' => out.push('n'),
        'ɓ' => out.push('b'),
        'ƙ' | 'ĸ' => out.push('k'),
        'ƴ' => out.push('y'),
        'ς' => out.push('σ'),
        // Arabic letters that keyboards and languages interchange.
        'ى' | 'ی' | 'ې' => out.push('ي'),
        'ة' | 'ہ' | 'ھ' | 'ە' => out.push('ه'),
        'ک' | 'ګ' => out.push('ك'),
        'ٱ' => out.push('ا'),
        c if c.is_alphanumeric() => out.push(c),
        // Everything else, hyphens of all kinds among it, parts words.
        _ => out.push(' '),
    }
}

/// Sets single spaces, settles full stops and writes the usual abbreviations.
fn finish(raw: &str, out: &mut String) {
    let spaced = if raw.contains('.') { settle_stops(raw).into() } else { std::borrow::Cow::Borrowed(raw) };
    let start = out.len();
    for word in spaced.split(' ').filter(|w| !w.is_empty()) {
        if out.len() > start {
            out.push(' ');
        }
        out.push_str(short_of(word).unwrap_or(word));
    }
}

/// "u.s." is one word, "st.louis" two: a full stop after a single letter or at
/// a word's end is dropped, any other parts words.
fn settle_stops(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut word = 0;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '.' if word <= 1 => word = 0,
            '.' => {
                if chars.peek().is_some_and(|n| *n != ' ' && *n != '.') {
                    out.push(' ');
                }
                word = 0;
            }
            ' ' => {
                word = 0;
                out.push(' ');
            }
            c => {
                word += 1;
                out.push(c);
            }
        }
    }
    out
}

/// The folded name without a leading Arabic article, where it has one:
/// "al hasakah" gives "hasakah". The assimilated forms (ar-, as-, ad-...) count
/// only before the consonant that assimilates.
pub(crate) fn strip_article(folded: &str) -> Option<&str> {
    if let Some(rest) = folded.strip_prefix("ال") {
        return (rest.chars().count() >= 3).then_some(rest);
    }
    let (article, rest) = folded.split_once(' ')?;
    let fits = match article {
        "al" | "el" | "ul" => true,
        "ar" | "as" | "ash" | "at" | "ath" | "ad" | "adh" | "an" | "az" | "er" | "es" | "esh" | "et" | "ed" | "en"
        | "ez" => rest.starts_with(&article[1..]),
        _ => false,
    };
    (fits && rest.len() >= 3).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_together() {
        for (a, b) in [
            ("Laçın", "Lacin"),
            ("Xankǝndi", "Xankəndi"),
            ("Nagorno-Karabakh", "nagorno karabakh"),
            ("Sana'a", "Sanaa"),
            ("Sana’a", "Sanaa"),
            ("Łódź", "Lodz"),
            ("Tromsø", "TROMSO"),
            ("Gießen", "Giessen"),
            ("İstanbul", "Istanbul"),
            ("U.S.", "US"),
            ("St. Petersburg", "Saint Petersburg"),
            ("St.Louis", "St Louis"),
            ("Bosnia & Herzegovina", "Bosnia and Herzegovina"),
            ("D.R. Congo", "DR Congo"),
            ("Київ", "КИЇВ"),
            ("حلب", "حَلَب"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} / {b}");
        }
    }

    #[test]
    fn different_names_stay_apart() {
        for (a, b) in [("Goris", "Gori"), ("Jermuk", "Çermik"), ("Лачин", "Лачын")] {
            assert_ne!(fold(a), fold(b), "{a} / {b}");
        }
    }

    #[test]
    fn a_name_is_held_against_a_key_as_if_it_were_folded() {
        for name in [
            "Goris",
            "-Al  Bab ",
            "Sana'a",
            "St. Louis",
            "Saint-Denis",
            "Fort Worth",
            "Mount",
            "A&B",
            "Łódź",
            "Київ",
            "ＡＢ",
            "Ὀλυμπία",
            "კახეთი",
            "",
            "'",
            "x.y",
        ] {
            let key = fold(name);
            assert!(folds_to(name, &key), "{name}");
            for other in ["", "a", "al bab x", "sanaa", "st denis", "st", "ft", "saint", "goris "] {
                assert_eq!(folds_to(name, other), key == other, "{name} / {other}");
            }
            let mut into = "x ".to_owned();
            fold_into(name, &mut into);
            assert_eq!(into, format!("x {key}"), "{name}");
        }
    }

    #[test]
    fn the_arabic_article_is_found() {
        assert_eq!(strip_article("al hasakah"), Some("hasakah"));
        assert_eq!(strip_article("ar raqqa"), Some("raqqa"));
        assert_eq!(strip_article("ar hasakah"), None);
        assert_eq!(strip_article("الحسكه"), Some("حسكه"));
        assert_eq!(strip_article("aleppo"), None);
    }
}
