//! Whether a text is English: its script, and the share of the commonest
//! English words.

use crate::lexicon::Lexicon;
use crate::text::char_at;

/// Words looked at.
const SAMPLE: usize = 4000;

/// The language of a text, as far as the reader cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Latin letters, but not English words.
    OtherLatin,
    /// Mostly letters of another script.
    OtherScript,
    /// Too few words to tell; read as English.
    TooShort,
}

impl Language {
    /// Whether the English reader should read it.
    pub const fn is_readable(self) -> bool {
        matches!(self, Self::English | Self::TooShort)
    }

    /// Why it is not read, in words; empty where it is.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::English | Self::TooShort => "",
            Self::OtherLatin => "the text is not in English",
            Self::OtherScript => "the text is not in English (not in Latin letters)",
        }
    }
}

/// Tells the language of `text`.
pub fn language(text: &str, lexicon: &Lexicon) -> Language {
    let (mut words, mut stops, mut latin, mut other) = (0usize, 0usize, 0usize, 0usize);
    let mut rest = text;
    while let Some(word) = next_word(&mut rest) {
        let Some(first) = word.chars().next().filter(|c| c.is_alphabetic()) else { continue };
        words += 1;
        if is_latin(first) {
            latin += 1;
            stops += usize::from(lexicon.stop_words.contains_short(word));
        } else {
            // Scripts without spaces count by letters.
            other += 1 + word.chars().count() / 8;
        }
        if words >= SAMPLE {
            break;
        }
    }
    if other > latin {
        return Language::OtherScript;
    }
    if latin < 12 {
        return Language::TooShort;
    }
    // English news has 35-50 of these words in a hundred; other languages that
    // share a few of them (a, in, de...) stay below ten.
    if stops * 100 >= latin * 17 || latin < 30 && stops * 100 >= latin * 8 {
        Language::English
    } else {
        Language::OtherLatin
    }
}

/// Takes the next run of letters and digits off the text.
fn next_word<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let text = *rest;
    let bytes = text.as_bytes();
    // Bytes of ASCII need no decoding.
    let beyond = |at: usize| char_at(text, at).filter(|c| !c.is_ascii());
    let mut start = 0;
    loop {
        while bytes.get(start).is_some_and(|b| b.is_ascii() && !b.is_ascii_alphanumeric()) {
            start += 1;
        }
        match beyond(start).filter(|c| !c.is_alphanumeric()) {
            Some(c) => start += c.len_utf8(),
            None => break,
        }
    }
    let mut end = start;
    loop {
        while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            end += 1;
        }
        match beyond(end).filter(|c| c.is_alphanumeric()) {
            Some(c) => end += c.len_utf8(),
            None => break,
        }
    }
    *rest = text.get(end..).unwrap_or("");
    text.get(start..end).filter(|w| !w.is_empty())
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_from_its_neighbours() {
        let lexicon = Lexicon::english().unwrap();
        for (text, expected) in [
            (
                "The army said that two of its soldiers had been killed in the north of the country on Monday.",
                Language::English,
            ),
            (
                "EL EJERCITO DIJO QUE DOS SOLDADOS MURIERON EN EL NORTE DEL PAIS EN UN ATAQUE DE LA GUERRILLA ESTE LUNES",
                Language::OtherLatin,
            ),
            (
                "Die Armee sagte, dass zwei Soldaten im Norden des Landes getötet wurden, wie die Agentur am Montag in Berlin berichtete.",
                Language::OtherLatin,
            ),
            ("Армия сообщила, что двое военнослужащих погибли на севере страны в понедельник", Language::OtherScript),
            ("Հայաստանի պաշտպանության նախարարությունը հայտնել է", Language::OtherScript),
            ("Blast in Kabul", Language::TooShort),
        ] {
            assert_eq!(language(text, &lexicon), expected, "{text}");
        }
    }
}
