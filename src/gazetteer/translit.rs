//! Names in Cyrillic, Greek, Armenian and Georgian script, read as Latin.
//!
//! After BGN/PCGN romanization without its marks
//! (<https://www.gov.uk/government/publications/romanization-systems>), which
//! is what agencies print. Arabic and Hebrew leave out vowels and are matched
//! only by the names that the data store.

use super::fold::fold;

/// The folded Latin reading of a name in one of the four scripts; `None` where
/// it has no letter of them or has letters that can't be read.
pub(crate) fn transliterate(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let lower: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    // In Ukrainian и is y; its own letters tell the language.
    let ukrainian = lower.iter().any(|c| matches!(c, 'і' | 'ї' | 'є' | 'ґ'));
    let mut out = String::with_capacity(text.len());
    let mut read = false;
    let mut at = 0;
    while at < lower.len() {
        let c = lower[at];
        let next = lower.get(at + 1).copied();
        if let Some(two) = next.and_then(|n| pair(c, n)) {
            out.push_str(two);
            read = true;
            at += 2;
            continue;
        }
        match letter(c, ukrainian) {
            Some(latin) => {
                out.push_str(latin);
                read = true;
            }
            None if c.is_alphabetic() && !c.is_ascii() && !is_latin(c) => return None,
            None => out.push(c),
        }
        at += 1;
    }
    read.then(|| fold(&out)).filter(|f| !f.is_empty())
}

fn is_latin(c: char) -> bool {
    matches!(u32::from(c), 0x00c0..=0x024f | 0x0250..=0x02af | 0x02b0..=0x02ff | 0x1e00..=0x1eff)
}

fn pair(a: char, b: char) -> Option<&'static str> {
    Some(match (a, b) {
        ('ո', 'ւ') => "u",
        ('ο', 'υ') => "ou",
        ('μ', 'π') => "b",
        ('γ', 'γ' | 'κ') => "ng",
        _ => return None,
    })
}

fn letter(c: char, ukrainian: bool) -> Option<&'static str> {
    cyrillic(c, ukrainian).or_else(|| greek(c)).or_else(|| armenian(c)).or_else(|| georgian(c))
}

fn cyrillic(c: char, ukrainian: bool) -> Option<&'static str> {
    Some(match c {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' if ukrainian => "h",
        'г' | 'ґ' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' | 'ё' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' if ukrainian => "y",
        'и' | 'і' | 'ї' => "i",
        'й' | 'ы' => "y",
        'ј' => "j",
        'к' | 'қ' | 'ҡ' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'ң' | 'ҥ' => "ng",
        'њ' => "nj",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' | 'ұ' => "u",
        'ў' => "w",
        'ф' => "f",
        'х' => "kh",
        'һ' | 'ҳ' => "h",
        'ц' => "ts",
        'ч' | 'ҷ' => "ch",
        'џ' | 'ѕ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'ђ' => "dj",
        'ћ' => "c",
        'ѓ' => "gj",
        'ќ' => "kj",
        _ => return None,
    })
}

fn greek(c: char) -> Option<&'static str> {
    Some(match c {
        'α' | 'ά' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' | 'έ' => "e",
        'ζ' => "z",
        'η' | 'ή' | 'ι' | 'ί' | 'ϊ' | 'ΐ' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ό' | 'ω' | 'ώ' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' | 'ύ' | 'ϋ' | 'ΰ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => return None,
    })
}

fn armenian(c: char) -> Option<&'static str> {
    Some(match c {
        'ա' => "a",
        'բ' => "b",
        'գ' => "g",
        'դ' => "d",
        'ե' | 'է' => "e",
        'զ' => "z",
        'ը' | 'յ' => "y",
        'թ' | 'տ' => "t",
        'ժ' => "zh",
        'ի' => "i",
        'լ' => "l",
        'խ' => "kh",
        'ծ' | 'ց' => "ts",
        'կ' | 'ք' => "k",
        'հ' => "h",
        'ձ' => "dz",
        'ղ' => "gh",
        'ճ' | 'չ' => "ch",
        'մ' => "m",
        'ն' => "n",
        'շ' => "sh",
        'ո' | 'օ' => "o",
        'պ' | 'փ' => "p",
        'ջ' => "j",
        'ռ' | 'ր' => "r",
        'ս' => "s",
        'վ' | 'ւ' => "v",
        'ֆ' => "f",
        'և' => "ev",
        _ => return None,
    })
}

fn georgian(c: char) -> Option<&'static str> {
    Some(match c {
        'ა' => "a",
        'ბ' => "b",
        'გ' => "g",
        'დ' => "d",
        'ე' => "e",
        'ვ' => "v",
        'ზ' => "z",
        'თ' | 'ტ' => "t",
        'ი' => "i",
        'კ' | 'ქ' => "k",
        'ლ' => "l",
        'მ' => "m",
        'ნ' => "n",
        'ო' => "o",
        'პ' | 'ფ' => "p",
        'ჟ' => "zh",
        'რ' => "r",
        'ს' => "s",
        'უ' => "u",
        'ღ' => "gh",
        'ყ' => "q",
        'შ' => "sh",
        'ჩ' | 'ჭ' => "ch",
        'ც' | 'წ' => "ts",
        'ძ' => "dz",
        'ხ' => "kh",
        'ჯ' => "j",
        'ჰ' => "h",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_as_agencies_print_them() {
        for (own, latin) in [
            ("Лачин", "lachin"),
            ("Сочи", "sochi"),
            ("Київ", "kyiv"),
            ("Киев", "kiev"),
            ("Бахмут", "bakhmut"),
            ("თბილისი", "tbilisi"),
            ("Բերձոր", "berdzor"),
            ("Շուշի", "shushi"),
            ("Երեվան", "erevan"),
            ("Κερύνεια", "keryneia"),
        ] {
            assert_eq!(transliterate(own).as_deref(), Some(latin), "{own}");
        }
    }

    #[test]
    fn other_scripts_are_left_alone() {
        assert_eq!(transliterate("Lachin"), None);
        assert_eq!(transliterate("Laçın"), None);
        assert_eq!(transliterate("حلب"), None);
    }
}
