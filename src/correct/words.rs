//! Comparing quotations: by their words alone, so that white space, quote
//! marks, dashes and case do not matter.

/// A quotation as its words in lower case, a space before and after each.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Words(String);

/// How well two quotations agree, rising.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// They share a long run of words.
    Overlap,
    /// One holds the other.
    Holds,
    /// The same words.
    Same,
}

/// Words in a row from which two quotations are taken for one.
const RUN: usize = 5;

impl Words {
    /// The words of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut words = String::from(" ");
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            words.extend(word.chars().flat_map(char::to_lowercase));
            words.push(' ');
        }
        Self(words)
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.len() < 2
    }

    /// How well this agrees with another; `None` where not. A run counts where
    /// it makes out most of the shorter one.
    pub(super) fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.is_empty() || other.is_empty() {
            return None;
        }
        if self == other {
            return Some(Likeness::Same);
        }
        if self.0.contains(&other.0) || other.0.contains(&self.0) {
            return Some(Likeness::Holds);
        }
        let (a, b): (Vec<&str>, Vec<&str>) =
            (self.0.split_whitespace().collect(), other.0.split_whitespace().collect());
        let shorter = a.len().min(b.len());
        let run = longest_run(&a, &b);
        (run >= RUN && 2 * run >= shorter).then_some(Likeness::Overlap)
    }
}

/// The length of the longest run of words that both have.
fn longest_run(a: &[&str], b: &[&str]) -> usize {
    let mut best = 0;
    let mut before = vec![0; b.len() + 1];
    for x in a {
        let mut now = vec![0; b.len() + 1];
        for (n, y) in b.iter().enumerate() {
            if x == y {
                now[n + 1] = before[n] + 1;
                best = best.max(now[n + 1]);
            }
        }
        before = now;
    }
    best
}

/// A report's id as it is compared: `/` between parts, no `./` before them.
pub(super) fn report_key(id: &str) -> String {
    id.trim().replace('\\', "/").trim_start_matches("./").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_white_space_do_not_matter() {
        let like = |a: &str, b: &str| Words::of(a).likeness(&Words::of(b));
        assert_eq!(like("\u{201c}Two  died,\u{201d}\nhe said", "'two died' - he said"), Some(Likeness::Same));
        assert_eq!(like("a bomb killed two men in Goris on Friday", "killed two men"), Some(Likeness::Holds));
        assert_eq!(
            like("On Friday a bomb killed two men in Goris", "police said a bomb killed two men in Kapan"),
            Some(Likeness::Overlap)
        );
        assert_eq!(like("a bomb killed two men", "a bomb killed three men"), None);
        assert_eq!(like("", "two died"), None);
        assert_eq!(like("two died", "wo died"), None, "words, not letters");
    }
}
