//! Runs the sentences that stand in the frames' own rows.

use super::*;
use crate::document::{self, Report};
use crate::lexicon::Lexicon;
use crate::temporal::Anchor;

fn read(coder: &Coder, lexicon: &Lexicon, text: &str) -> Vec<EventMention> {
    let doc = document::read(Report { id: "t".into(), text: text.into(), ..Report::default() }, lexicon);
    coder.code(&doc, &Anchor::default(), &[], &mut [], lexicon)
}

#[test]
fn frames_match_their_own_examples_and_no_others() {
    let lexicon = Lexicon::english().unwrap();
    let coder = Coder::new(&lexicon).unwrap();
    let mut wrong = Vec::new();
    for frame in &lexicon.frames {
        let mapped = |m: &&EventMention| m.frame == frame.id && m.status.is_mapped();
        for sentence in &frame.yes {
            let found = read(&coder, &lexicon, sentence);
            let ok = found.iter().any(|m| {
                m.frame == frame.id && (m.status.is_mapped() || frame.always.is_some() || frame.only.is_some())
            });
            // Planned meetings need a time that lies ahead, which these tests do not resolve.
            if !ok && frame.only.is_none() {
                let seen: Vec<_> = found.iter().map(|m| (&m.frame, m.status)).collect();
                wrong.push(format!("{} should match: {sentence} (found {seen:?})", frame.id));
            }
        }
        for sentence in &frame.no {
            let found = read(&coder, &lexicon, sentence);
            if found.iter().any(|m| mapped(&m)) {
                wrong.push(format!("{} should not match: {sentence}", frame.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
