//! The index from written forms to table rows that the tables of names share.
//!
//! Case is ignored, since headlines and whole reports come in capitals, except
//! for short forms that are all capitals: "US", "IS" and "SAF" must not be
//! found in "us", "is" and "Saf".

/// Forms with what they mean, sorted for look-up.
#[derive(Debug, Clone)]
pub struct Forms<T> {
    entries: Vec<(String, T)>,
    longest: usize,
}

impl<T> Default for Forms<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), longest: 0 }
    }
}

impl<T> Forms<T> {
    /// Adds a form; call [`Forms::sort`] when all are in.
    pub fn add(&mut self, form: &str, value: T) {
        self.longest = self.longest.max(form.split(' ').count());
        self.entries.push((key(form), value));
    }

    /// Makes the index ready. Meanings of one form keep the order in which
    /// they were added, each once.
    pub fn sort(&mut self)
    where
        T: PartialEq,
    {
        self.entries.sort_by(|a, b| a.0.cmp(&b.0));
        self.entries.dedup();
    }

    /// What a form means, in the order of adding. A short form in capitals is
    /// looked for as an abbreviation and, failing that, as a word of an
    /// all-capitals text.
    pub fn find(&self, form: &str) -> impl Iterator<Item = &T> {
        let key = key(form);
        let mut found = self.with_key(&key);
        if found.is_empty() {
            found = self.with_key(&key.to_lowercase());
        }
        found.iter().map(|(_, v)| v)
    }

    fn with_key(&self, key: &str) -> &[(String, T)] {
        let start = self.entries.partition_point(|(k, _)| k.as_str() < key);
        let len = self.entries[start..].partition_point(|(k, _)| k == key);
        &self.entries[start..start + len]
    }

    /// The number of words of the longest form.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

/// Whether an abbreviation is also an English word once case is gone, so that
/// in a text set in capitals it names nobody: "IS", "US".
pub fn is_also_a_word(form: &str) -> bool {
    ["IS", "US", "WHO", "ICE", "IT", "PLAN", "BRA", "CAR"].contains(&form)
}

/// How a form is kept: lower-case with straight apostrophes and, for short
/// forms in capitals, as written without full stops.
fn key(form: &str) -> String {
    let form = form.replace(['\u{2019}', '\u{2bc}', '\u{2018}'], "'");
    if is_short_capitals(&form) { form.replace('.', "") } else { form.to_lowercase() }
}

/// Whether a form is an abbreviation of at most five letters, all capitals.
fn is_short_capitals(form: &str) -> bool {
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    (1..=5).contains(&letters)
        && form.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '&'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_found_with_and_without_stops_but_not_in_lower_case() {
        let mut forms = Forms::default();
        forms.add("U.S.", 1);
        forms.add("Quai d’Orsay", 2);
        forms.sort();
        assert_eq!(forms.find("US").collect::<Vec<_>>(), [&1]);
        assert_eq!(forms.find("us").count(), 0);
        assert_eq!(forms.find("quai d'orsay").collect::<Vec<_>>(), [&2]);
        assert_eq!(forms.longest(), 2);
        forms.add("Iran", 3);
        forms.sort();
        assert_eq!(forms.find("IRAN").collect::<Vec<_>>(), [&3], "a report in capitals");
    }
}
