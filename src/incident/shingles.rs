//! Runs of eight words as hashes: two reports that share several have them
//! from one source.

use std::sync::Arc;

use crate::document::{BlockKind, Document};

const RUN: usize = 8;

/// The sorted, unique hashes of a document's runs of eight words.
pub(super) fn of(doc: &Document) -> Arc<[u32]> {
    let mut all = Vec::new();
    for sentence in &doc.sentences {
        if doc.kind(sentence) != BlockKind::Body {
            continue;
        }
        let words: Vec<String> = doc
            .tokens
            .get(sentence.tokens.clone())
            .unwrap_or(&[])
            .iter()
            .map(|t| t.span.of(&doc.text))
            .filter(|w| w.chars().any(char::is_alphanumeric))
            .map(str::to_lowercase)
            .collect();
        all.extend(words.windows(RUN).map(|w| fold(fnv(&w.join(" ")))));
    }
    all.sort_unstable();
    all.dedup();
    all.into()
}

/// How many hashes two sorted lists share.
pub(super) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut k, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(k)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => k += 1,
            std::cmp::Ordering::Equal => {
                n += 1;
                i += 1;
                k += 1;
            }
        }
    }
    n
}

/// 32 bits of 64: two reports of a thousand runs share one by chance once in
/// four thousand times, and two runs are asked for.
const fn fold(hash: u64) -> u32 {
    (hash ^ hash >> 32) as u32
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo; parameters of the reference).
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}
