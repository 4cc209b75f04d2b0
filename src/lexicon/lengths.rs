//! Lengths and travel times: `lengths.tsv`. "20 km", "a few miles", "half an
//! hour's drive".

use super::phrases::Phrases;
use super::relations::number;
use super::tsv;
use crate::error::Result;

const LENGTHS: &str = include_str!("../../lexicon/en/lengths.tsv");

/// A number in words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The number meant.
    pub number: f64,
    /// Whether the words are vague: "a few".
    pub rough: bool,
}

/// The table. All phrases are read backwards.
#[derive(Debug, Clone, Default)]
pub struct Lengths {
    units: Phrases<f64>,
    amounts: Phrases<Amount>,
    hours: Phrases<f64>,
    speeds: Phrases<f64>,
    from: Phrases<()>,
    hedges: Phrases<()>,
    within: Phrases<()>,
}

impl Lengths {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut all = Self {
            units: Phrases::backwards(),
            amounts: Phrases::backwards(),
            hours: Phrases::backwards(),
            speeds: Phrases::backwards(),
            from: Phrases::backwards(),
            hedges: Phrases::backwards(),
            within: Phrases::backwards(),
        };
        tsv::read("lexicon/en/lengths.tsv", LENGTHS, &["words", "kind", "value", "rough"], |row| {
            let words = row.need("words")?;
            match row.need("kind")? {
                "unit" => all.units.add(words, number(row, "value")?),
                "amount" => {
                    let amount = Amount { number: number(row, "value")?, rough: row.opt("rough").is_some() };
                    all.amounts.add(words, amount);
                }
                "hours" => all.hours.add(words, number(row, "value")?),
                "speed" => all.speeds.add(words, number(row, "value")?),
                "from" => all.from.add(words, ()),
                "hedge" => all.hedges.add(words, ()),
                "within" => all.within.add(words, ()),
                other => return Err(row.error(format!("kind '{other}'"), "see the table's head for the kinds")),
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// The unit that ends at `word(0)`: its number of words, its kilometres.
    pub fn unit<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, f64)> {
        self.units.longest(word)
    }

    /// The number in words that ends at `word(0)`.
    pub fn amount<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Amount)> {
        self.amounts.longest(word)
    }

    /// The unit of time that ends at `word(0)`, in hours of travel.
    pub fn hours<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, f64)> {
        self.hours.longest(word)
    }

    /// The way to travel that ends at `word(0)`, in kilometres an hour.
    pub fn speed<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, f64)> {
        self.speeds.longest(word)
    }

    /// The "of", "from" that ends at `word(0)`: its number of words.
    pub fn from<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<usize> {
        self.from.longest(word).map(|(len, ())| len)
    }

    /// The "within" that ends at `word(0)`: its number of words.
    pub fn within<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<usize> {
        self.within.longest(word).map(|(len, ())| len)
    }

    /// Words without weight that end at `word(0)`: their number.
    pub fn hedge<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<usize> {
        self.hedges.longest(word).map(|(len, ())| len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_units_and_times_are_read_backwards() {
        let t = Lengths::english().unwrap();
        let back = |words: &'static [&'static str]| move |n: usize| words.get(n).copied();
        assert_eq!(t.unit(back(&["miles", "nautical"])), Some((2, 1.852)));
        assert_eq!(t.amount(back(&["few", "a"])), Some((2, Amount { number: 3.0, rough: true })));
        assert_eq!(t.speed(back(&["car", "by"])), Some((2, 60.0)));
        assert_eq!((t.from(back(&["from"])), t.from(back(&["in"]))), (Some(1), None));
    }
}
