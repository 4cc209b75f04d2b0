//! The lead of a paragraph in bulletins and notes: "Dighinala, Thursday 19
//! September. ..." sets place and day for what the paragraph tells.

use super::EventMention;
use crate::document::Document;
use crate::geoparse::{Role, Toponym, ToponymKind};
use crate::temporal::{TimeExpression, TimeKind};

/// Words that a lead may have at most.
const LEAD: usize = 16;

/// Gives the mentions of paragraphs that begin with place and day both of them,
/// where they have none of their own.
pub(super) fn set(mentions: &mut [EventMention], doc: &Document, toponyms: &[Toponym], times: &[TimeExpression]) {
    for (i, sentence) in doc.sentences.iter().enumerate() {
        let first = i == 0 || doc.sentences[i - 1].paragraph != sentence.paragraph;
        let Some((place, time)) = first.then(|| lead(doc, i, toponyms, times)).flatten() else { continue };
        let same =
            |m: &&mut EventMention| doc.sentences.get(m.sentence).is_some_and(|s| s.paragraph == sentence.paragraph);
        for m in mentions.iter_mut().filter(same) {
            if m.place.is_none() {
                m.place = Some(place);
            }
            if m.time.is_none()
                && let Some(t) = times.get(time)
            {
                (m.time, m.when, m.precision, m.basis) = (Some(time), t.range, t.precision, t.basis);
            }
        }
    }
}

/// Place and time of a sentence that begins with a place and says little but
/// where and when.
fn lead(doc: &Document, sentence: usize, toponyms: &[Toponym], times: &[TimeExpression]) -> Option<(usize, usize)> {
    let s = doc.sentences.get(sentence)?;
    let tokens = doc.tokens.get(s.tokens.clone())?;
    let head = tokens.first()?.span.start;
    let near = |start: usize| start.saturating_sub(head) <= 6;
    let place = toponyms.iter().position(|t| {
        let told = t.kind == ToponymKind::Literal && t.role != Role::Dateline;
        told && s.span.contains(t.span) && near(t.span.start)
    })?;
    let after = toponyms.get(place)?.span.end;
    let time = times.iter().position(|t| {
        let gap = doc.text.get(after..t.span.start).map_or(usize::MAX, |x| x.split_whitespace().count());
        matches!(t.kind, TimeKind::Point) && s.span.contains(t.span) && t.span.start >= after && gap <= 5
    })?;
    let end = times.get(time)?.span.end;
    // The sentence ends there, or a colon or dash follows.
    let rest = doc.text.get(end..s.span.end).unwrap_or("").trim_start_matches([')', ']']).trim_start();
    let ends =
        rest.len() <= 2 || rest.starts_with([':', '–', '—', ',', '.']) && tokens.len() <= LEAD || rest.starts_with(':');
    ends.then_some((place, time))
}
