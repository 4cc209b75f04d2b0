//! Quotes cut short: they are others' words, and a law or an agreement may
//! allow only so many of them.

use std::sync::Arc;

use crate::incident::telling::{Marked, Words};
use crate::incident::{Account, PackedAccount};
use crate::pipeline::Coded;

/// Cuts all quotes to at most so many characters; 0 leaves none.
pub(super) fn cut(coded: &mut Coded, most: usize) {
    for incident in &mut coded.all {
        let claims = incident.claims.iter_mut().map(|c| &mut c.evidence);
        for evidence in incident.evidence.iter_mut().chain(claims) {
            let evidence = Arc::make_mut(evidence);
            evidence.quote = shortened(&evidence.quote, most);
        }
        if most == 0 {
            // An account is nothing but quotes and what follows from them.
            incident.accounts.clear();
        }
        for packed in &mut incident.accounts {
            let mut account = packed.account();
            cut_account(&mut account, most);
            *packed = PackedAccount::from(&account);
        }
    }
    for row in &mut coded.unresolved {
        row.context = row.context.take().map(|c| shortened(&c, most)).filter(|c| !c.is_empty());
    }
}

fn cut_account(account: &mut Account, most: usize) {
    account.sentences.iter_mut().for_each(|sentence| cut_sentence(sentence, most));
    let Account { tellings, time, place, side_a, side_b, figures, .. } = account;
    let words = tellings.iter_mut().map(|t| &mut t.at);
    let words = words.chain(&mut time.at).chain(time.others.iter_mut().map(|o| &mut o.at));
    let words = words.chain(&mut place.at).chain(place.others.iter_mut().map(|o| &mut o.at));
    let sides = side_a.iter_mut().chain(side_b).filter_map(|s| s.at.as_mut());
    let cut = |words: &mut Words| words.words = shortened(&words.words, most);
    words.chain(sides).chain(figures.iter_mut().map(|f| &mut f.at)).for_each(cut);
}

/// Marks beyond the cut go with their words.
fn cut_sentence(sentence: &mut Marked, most: usize) {
    let text = shortened(&sentence.text, most);
    if text == sentence.text {
        return;
    }
    let kept = text.chars().count().saturating_sub(1);
    sentence.marks.retain(|mark| mark.within[1] <= kept);
    sentence.text = text;
}

/// A text of at most so many characters, cut after a whole word, the ellipsis
/// counted.
fn shortened(text: &str, most: usize) -> String {
    if most == 0 || text.chars().count() <= most {
        return if most == 0 { String::new() } else { text.to_owned() };
    }
    let room = text.char_indices().nth(most - 1).map_or(text.len(), |(at, _)| at);
    let (head, rest) = text.split_at(room);
    let whole = rest.starts_with(char::is_whitespace);
    let head = if whole { head } else { head.rfind(char::is_whitespace).map_or("", |at| &head[..at]) };
    let head = head.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '\u{2013}'));
    format!("{head}\u{2026}")
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_quote_ends_after_a_whole_word_within_its_limit() {
        let text = "Élan hit the town, police said.";
        assert_eq!(shortened(text, 100), text);
        assert_eq!(shortened(text, 31), text);
        assert_eq!(shortened(text, 30), "Élan hit the town, police…");
        assert_eq!(shortened(text, 19), "Élan hit the town…");
        assert_eq!(shortened(text, 5), "Élan…");
        assert_eq!(shortened(text, 4), "…");
        assert_eq!(shortened(text, 1), "…");
        assert_eq!(shortened(text, 0), "");
        assert!((0..40).all(|n| shortened(text, n).chars().count() <= n));
    }
}
