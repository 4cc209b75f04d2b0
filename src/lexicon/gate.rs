//! A quick "surely not": most words of a text stand in no table, and a look at
//! their ends and length tells so before anything is hashed.

/// Words as bits of their first letter, last letter and length.
#[derive(Debug, Clone, Default)]
pub struct Gate {
    bits: Vec<u64>,
}

/// Bits of a gate; a power of two.
const BITS: usize = 4096;

impl Gate {
    /// Lets a word through from now on.
    pub fn add(&mut self, word: &str) {
        self.bits.resize(BITS / 64, 0);
        let at = bit(word);
        if let Some(bits) = self.bits.get_mut(at / 64) {
            *bits |= 1 << (at % 64);
        }
    }

    /// Whether the word may have been added; `false` is certain.
    #[inline]
    pub fn passes(&self, word: &str) -> bool {
        let at = bit(word);
        self.bits.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 != 0)
    }
}

#[inline]
fn bit(word: &str) -> usize {
    let bytes = word.as_bytes();
    let (first, last) = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
    (usize::from(first) * 37 + usize::from(last) * 5 + bytes.len() * 731) % BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_words_pass_and_most_others_do_not() {
        let mut gate = Gate::default();
        assert!(!gate.passes("near"));
        for word in ["near", "", "ə", "south of"] {
            gate.add(word);
        }
        assert!(["near", "", "ə", "south of"].iter().all(|w| gate.passes(w)));
        assert!(["far", "village", "a"].iter().all(|w| !gate.passes(w)));
    }
}
