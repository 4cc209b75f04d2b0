//! What the sentence says about which place lies in which: "Goma, Congo",
//! "Syria's Aleppo", "the Ukrainian port of Odesa", "A, a town in B".

use crate::lexicon::Lexicon;
use crate::lexicon::place_words::Cue;

use super::spot::{Mention, Reading};
use super::words::Words;

/// How firmly the words say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Firmness {
    /// "fighting in A in B": likely.
    Soft,
    /// "A, B", "B's A", "the B-ish town of A".
    Firm,
}

/// One place said to lie in another, by number of mention.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) inner: usize,
    pub(super) outer: usize,
    pub(super) firmness: Firmness,
    /// Whether a bare comma binds: then it says something only where the
    /// gazetteer agrees.
    pub(super) comma: bool,
    /// Whether it is said outright, so that a place elsewhere is not meant.
    pub(super) outright: bool,
}

/// All links between neighbouring mentions of a sentence.
pub(super) fn links(words: &Words<'_>, mentions: &[Mention], lexicon: &Lexicon) -> Vec<Link> {
    let mut found = Vec::new();
    for (n, pair) in mentions.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let gap = b.from.saturating_sub(a.to);
        if gap > 12 || words.list[a.from].sentence != words.list[b.from].sentence {
            continue;
        }
        let link = |inner, outer, firmness, comma| Link { inner, outer, firmness, comma, outright: false };
        if outer_follows(words, a, b) {
            found.push(Link { outright: ends_there(words, b), ..link(n, n + 1, Firmness::Firm, true) });
        } else if apposition(words, a, b, lexicon) {
            found.push(link(n, n + 1, Firmness::Firm, false));
        } else if owner_precedes(words, a, b, lexicon) {
            found.push(link(n + 1, n, Firmness::Firm, false));
        } else if inside(words, a, b) {
            found.push(link(n, n + 1, Firmness::Soft, false));
        }
    }
    // "Springfield, Greene County, Missouri": the third holds the first too.
    for n in 0..mentions.len().saturating_sub(2) {
        let chain = |k: usize| found.iter().any(|l| l.comma && l.inner == k && l.outer == k + 1);
        if chain(n) && chain(n + 1) {
            found.push(Link { inner: n, outer: n + 2, firmness: Firmness::Soft, comma: true, outright: false });
        }
    }
    found
}

/// "A, B" and "A (B)".
fn outer_follows(words: &Words<'_>, a: &Mention, b: &Mention) -> bool {
    let marks = matches!(words.text(a.to), "," | "(");
    marks && b.from == a.to + 1 && !matches!(b.reading, Reading::Adjective | Reading::People)
}

/// Whether no list goes on after the outer place: "in A, B, C and D" binds
/// nothing outright, "in A, B, on Monday" does.
fn ends_there(words: &Words<'_>, b: &Mention) -> bool {
    let list = |at: usize| matches!(words.lower(at), "and" | "or" | "&");
    let comma = words.text(b.to) == ",";
    let again = comma && (words.capital(b.to + 1) || list(b.to + 1));
    let before = b.from.checked_sub(4).is_some_and(|at| words.text(at) == "," && words.capital(at.saturating_sub(1)));
    !list(b.to) && !again && !before
}

/// "A, a town in (the) (northern) B", "A, in B", "A, the capital of B".
fn apposition(words: &Words<'_>, a: &Mention, b: &Mention, lexicon: &Lexicon) -> bool {
    if words.text(a.to) != "," || b.from < a.to + 2 || matches!(b.reading, Reading::People) {
        return false;
    }
    let opener = words.lower(a.to + 1);
    let before = before_outer(words, b, lexicon);
    let leads = matches!(words.lower(before), "in" | "of");
    let plain = (a.to + 1..b.from).all(|i| !words.mark(i));
    match opener {
        "in" => before == a.to + 1,
        "a" | "an" | "the" | "which" | "about" | "some" | "near" => leads && plain,
        _ => words.list.get(a.to + 1).is_some_and(|w| w.shape == crate::text::Shape::Number) && leads && plain,
    }
}

/// The word before the outer place, directions and articles passed over.
fn before_outer(words: &Words<'_>, b: &Mention, lexicon: &Lexicon) -> usize {
    let mut at = b.from.saturating_sub(1);
    for _ in 0..4 {
        let direction = matches!(lexicon.place_words.cue_before(|i| words.back(at, i)), Some((1, Cue::Direction)));
        let feature = lexicon.place_words.feature_before(|i| words.back_written(at, i)).is_some();
        let of_feature = words.lower(at) == "of"
            && at > 0
            && lexicon.place_words.feature_before(|i| words.back_written(at - 1, i)).is_some();
        if direction || feature || of_feature || matches!(words.lower(at), "the" | "southern" | "state") {
            at = at.saturating_sub(1);
        } else {
            break;
        }
    }
    at
}

/// "B's (northern) A", "the (B-ish) (coastal) town of A", "B-ish A".
fn owner_precedes(words: &Words<'_>, b: &Mention, a: &Mention, lexicon: &Lexicon) -> bool {
    if matches!(a.reading, Reading::Adjective | Reading::People) {
        return false;
    }
    let mut at = b.to;
    if words.clitic(at) {
        at += 1;
    } else if b.reading == Reading::Name && at == a.from {
        return false;
    } else if b.reading != Reading::Adjective && b.country.is_none() {
        // A state before a town: "the Texas town of A".
        let feature = lexicon.place_words.feature_after(|i| words.on_written(at, i));
        if feature.is_none() {
            return false;
        }
    }
    while at < a.from {
        let direction = matches!(
            lexicon.place_words.cue_before(|i| if i == 0 { Some(words.lower(at)) } else { None }),
            Some((_, Cue::Direction))
        );
        let feature =
            lexicon.place_words.feature_before(|i| if i == 0 { Some(words.bare(at)) } else { None }).is_some()
                || lexicon.place_words.feature_after(|i| if i == 0 { Some(words.bare(at)) } else { None }).is_some();
        let kept = matches!(
            words.lower(at),
            "of" | "border"
                | "port"
                | "coastal"
                | "largest"
                | "second"
                | "main"
                | "eastern"
                | "besieged"
                | "key"
                | "strategic"
                | "capital"
                | "held"
                | "controlled"
                | "occupied"
                | "the"
                | "and"
                | "own"
                | "rebel"
        );
        if words.mark(at) || !(direction || feature || kept) {
            return false;
        }
        at += 1;
    }
    at == a.from
}

/// "A in (the) (northern) B".
fn inside(words: &Words<'_>, a: &Mention, b: &Mention) -> bool {
    let short = (2..=6).contains(&(b.from - a.to + 1));
    short
        && matches!(words.lower(a.to), "in" | "of")
        && (a.to..b.from).all(|i| !words.mark(i))
        && !matches!(b.reading, Reading::People)
}
