//! Counts of people: "at least 15", "three", "dozens", "between 10 and 12".
//!
//! Bounds follow the output's contract: "at least N" has no `max`, "up to N"
//! no `min`, a vague word its conventional `min` and `approx`.

use super::Quantity;

/// A count read from words, and how many words it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    /// The bounds.
    pub(super) quantity: Quantity,
    /// First word, bounds' words included ("at").
    pub(super) start: usize,
    /// One past the last word.
    pub(super) end: usize,
}

/// Reads the count whose first numeral stands at `at`; `words` are lower case.
pub(super) fn count_at(words: &[&str], at: usize) -> Option<Count> {
    let (value, vague, mut end) = number(words, at)?;
    let mut quantity = if vague {
        Quantity { min: Some(value), max: None, approx: true }
    } else {
        Quantity { min: Some(value), max: Some(value), approx: false }
    };
    if !vague && let Some((high, after)) = range_end(words, at, end) {
        quantity.max = Some(high.max(value));
        end = after;
    }
    // "between 20 and 50", read from its second number.
    if !vague
        && at >= 3
        && words[at - 1] == "and"
        && let Some(low) = (1..=3).find_map(|n| {
            let from = (at - 1).checked_sub(n)?;
            let (low, fuzzy, end) = number(words, from)?;
            (!fuzzy && end == at - 1 && from > 0 && words[from - 1] == "between").then_some(low)
        })
    {
        quantity = Quantity { min: Some(low), max: Some(value), approx: false };
        return Some(Count { quantity, start: at, end });
    }
    let (start, bound) = bound_before(words, at);
    match bound {
        Some(Bound::AtLeast) => quantity.max = None,
        Some(Bound::AtMost) => quantity = Quantity { min: None, max: Some(value), approx: vague },
        Some(Bound::About) => quantity.approx = true,
        None => {}
    }
    if words.get(end) == Some(&"or") && words.get(end + 1) == Some(&"more") {
        quantity.max = None;
        end += 2;
    }
    Some(Count { quantity, start, end })
}

#[derive(Clone, Copy)]
enum Bound {
    AtLeast,
    AtMost,
    About,
}

/// Bounding phrases that stand right before a numeral, longest first.
const BOUNDS: [(&[&str], Bound); 27] = [
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["a", "minimum", "of"], Bound::AtLeast),
    (&["no", "more", "than"], Bound::AtMost),
    (&["as", "many", "as"], Bound::AtMost),
    (&["a", "total", "of"], Bound::About),
    (&["at", "least"], Bound::AtLeast),
    (&["more", "than"], Bound::AtLeast),
    (&["upwards", "of"], Bound::AtLeast),
    (&["up", "to"], Bound::AtMost),
    (&["at", "most"], Bound::AtMost),
    (&["fewer", "than"], Bound::AtMost),
    (&["less", "than"], Bound::AtMost),
    (&["an", "estimated"], Bound::About),
    (&["close", "to"], Bound::About),
    (&["over"], Bound::AtLeast),
    (&["exceeding"], Bound::AtLeast),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["approximately"], Bound::About),
    (&["some"], Bound::About),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["roughly"], Bound::About),
    (&["estimated"], Bound::About),
    (&["circa"], Bound::About),
];

fn bound_before(words: &[&str], at: usize) -> (usize, Option<Bound>) {
    let found =
        BOUNDS.iter().find(|(phrase, _)| at.checked_sub(phrase.len()).is_some_and(|from| words[from..at] == **phrase));
    match found {
        // "a total of 12" is 12, no more and no less.
        Some((phrase, _)) if phrase[..] == ["a", "total", "of"] => (at - 3, None),
        Some((phrase, bound)) => (at - phrase.len(), Some(*bound)),
        None => (at, None),
    }
}

fn range_end(words: &[&str], at: usize, end: usize) -> Option<(u32, usize)> {
    let joint = *words.get(end)?;
    let between = at > 0 && words[at - 1] == "between";
    if joint == "to" || joint == "-" || joint == "–" || (joint == "and" && between) {
        let (high, vague, after) = number(words, end + 1)?;
        return (!vague).then_some((high, after));
    }
    None
}

/// The numeral at `at`: its value, whether it is a vague word, and the index
/// past it.
fn number(words: &[&str], at: usize) -> Option<(u32, bool, usize)> {
    let word = *words.get(at)?;
    let next = words.get(at + 1).copied().unwrap_or("");
    if let Some((value, len)) = vague(word, next, words.get(at + 2).copied().unwrap_or("")) {
        return Some((value, true, at + len));
    }
    match (word, next) {
        ("a", "dozen") => return Some((12, true, at + 2)),
        ("half", "a") if words.get(at + 2) == Some(&"dozen") => return Some((6, true, at + 3)),
        ("a", "couple") => return Some((2, true, at + 2)),
        ("a" | "one", "hundred") => return Some((100, false, at + 2)),
        ("a" | "one", "thousand") => return Some((1000, false, at + 2)),
        _ => {}
    }
    let mut value = digits(word).or_else(|| spelled(word).map(f64::from))?;
    let mut end = at + 1;
    let mut approx = false;
    while let Some(scale) = words.get(end).and_then(|w| scale(w)) {
        approx |= words[end] == "dozen";
        value *= scale;
        end += 1;
        if words.get(end) == Some(&"and") && words.get(end + 1).is_some_and(|w| spelled(w).is_some()) && scale >= 100.0
        {
            value += f64::from(spelled(words[end + 1]).unwrap_or(0));
            end += 2;
        }
    }
    let value = (value <= 4_000_000_000.0).then_some(value.round() as u32)?;
    Some((value, approx, end))
}

fn vague(word: &str, next: &str, third: &str) -> Option<(u32, usize)> {
    Some(match (word, next, third) {
        ("tens", "of", "thousands") => (20_000, 3),
        ("hundreds", "of", "thousands") => (200_000, 3),
        ("dozens", "of", "thousands") => (24_000, 3),
        ("a", "few", _) => (3, 2),
        ("a", "handful", _) => (3, 2),
        ("several" | "few", "hundred", _) => (300, 2),
        ("several" | "few", "thousand", _) => (3000, 2),
        ("several" | "few", "dozen", _) => (36, 2),
        ("several", ..) => (3, 1),
        ("dozens", ..) => (24, 1),
        ("scores", ..) => (40, 1),
        ("hundreds", ..) => (200, 1),
        ("thousands", ..) => (2000, 1),
        _ => return None,
    })
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" => 1e6,
        _ => return None,
    })
}

/// `6,500`, `12`, `2.5`; a year-like bare number is left to the caller.
fn digits(word: &str) -> Option<f64> {
    if !word.as_bytes().first()?.is_ascii_digit() || !word.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
    {
        return None;
    }
    let grouped = word.split(',').skip(1).all(|g| g.len() == 3);
    if word.contains(',') && !grouped {
        return None;
    }
    word.replace(',', "").parse().ok()
}

/// The number told exactly at `at`, and the index past it; `words` are lower
/// case.
pub(crate) fn exact_count(words: &[String], at: usize) -> Option<(u32, usize)> {
    /// No numeral has more words.
    const LONGEST: usize = 8;
    let near: Vec<&str> = words.get(at..)?.iter().take(LONGEST).map(String::as_str).collect();
    let (value, vague, end) = number(&near, 0)?;
    (!vague).then_some((value, at + end))
}

/// Whether a lower-case word is a numeral or stands for one: "three", "dozens".
pub(crate) fn is_numeral(word: &str) -> bool {
    spelled(word).is_some() || digits(word).is_some() || scale(word).is_some() || vague(word, "", "").is_some()
}

fn spelled(word: &str) -> Option<u32> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if let Some(i) = ONES.iter().position(|w| *w == word) {
        return Some(i as u32);
    }
    let (tens, ones) = word.split_once('-').unwrap_or((word, "zero"));
    let tens = TENS.iter().position(|w| *w == tens)? as u32 * 10 + 20;
    let ones = ONES.iter().take(10).position(|w| *w == ones)? as u32;
    Some(tens + ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<u32>, Option<u32>, bool)> {
        let words: Vec<&str> = text.split(' ').collect();
        (0..words.len()).find_map(|i| count_at(&words, i)).map(|c| (c.quantity.min, c.quantity.max, c.quantity.approx))
    }

    #[test]
    fn bounds_follow_the_contract() {
        assert_eq!(read("at least 15 soldiers"), Some((Some(15), None, false)));
        assert_eq!(read("up to 20 people"), Some((None, Some(20), false)));
        assert_eq!(read("more than a hundred people"), Some((Some(100), None, false)));
        assert_eq!(read("about 50 peasants"), Some((Some(50), Some(50), true)));
        assert_eq!(read("between 10 and 12 men"), Some((Some(10), Some(12), false)));
        assert_eq!(read("dozens of people"), Some((Some(24), None, true)));
        assert_eq!(read("tens of thousands fled"), Some((Some(20_000), None, true)));
        assert_eq!(read("two dozen men"), Some((Some(24), None, true)));
        assert_eq!(read("twenty-five men"), Some((Some(25), Some(25), false)));
        assert_eq!(read("6,500 people"), Some((Some(6500), Some(6500), false)));
        assert_eq!(read("2.5 million people"), Some((Some(2_500_000), Some(2_500_000), false)));
        assert_eq!(read("a total of 12 men"), Some((Some(12), Some(12), false)));
    }

    #[test]
    fn words_that_are_no_count_give_none() {
        assert_eq!(read("the soldiers of the north"), None);
        assert_eq!(read("on the 1,2 line"), None);
    }
}
