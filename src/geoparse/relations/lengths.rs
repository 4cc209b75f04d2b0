//! Lengths and travel times before a name, read backwards: "20 km", "12 miles
//! (20 km)", "a few kilometres", "two hours' drive".

use super::Relations;

/// The longest way that is believed, kilometres.
const FARTHEST_KM: f64 = 2000.0;
/// Kilometres in an hour where the way of travel is not told: by road.
const BY_ROAD: f64 = 60.0;

/// A length in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Length {
    /// Its first word.
    pub(super) first: usize,
    /// Kilometres.
    pub(super) km: f64,
    /// Whether it is a vague one.
    pub(super) rough: bool,
}

/// A number in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Number {
    first: usize,
    value: f64,
    rough: bool,
}

impl Relations<'_, '_> {
    /// A length that ends right before word `left`.
    pub(super) fn length_before(&self, left: usize, start: usize) -> Option<Length> {
        let mut end = left.checked_sub(1).filter(|end| *end >= start)?;
        // "20 km (12 miles)": step over the bracket.
        if self.words.text(end) == ")" {
            end = self.over_bracket(end, start)?;
        }
        let (number, km) = match self.lexicon.lengths.unit(|n| self.words.back(end, n)) {
            Some((len, km)) => (self.number_before((end + 1).checked_sub(len)?, start)?, km),
            None => self.in_one_word(end)?,
        };
        let far = number.value * km;
        let believed = far > 0.0 && far < FARTHEST_KM;
        believed.then_some(Length { first: number.first, km: far, rough: number.rough })
    }

    /// "20km".
    fn in_one_word(&self, at: usize) -> Option<(Number, f64)> {
        let word = self.words.lower(at);
        let unit_at = word.find(|c: char| c.is_ascii_alphabetic())?;
        let (digits, unit) = word.split_at_checked(unit_at)?;
        let (_, km) = self.lexicon.lengths.unit(|n| (n == 0).then_some(unit))?;
        let (value, rough) = digits_of(digits)?;
        Some((Number { first: at, value, rough }, km))
    }

    /// A number that ends right before word `left`.
    fn number_before(&self, left: usize, start: usize) -> Option<Number> {
        let at = left.checked_sub(1).filter(|at| *at >= start)?;
        if let Some((value, rough)) = digits_of(self.words.lower(at)) {
            return Some(self.range(Number { first: at, value, rough }, start));
        }
        let (len, amount) = self.lexicon.lengths.amount(|n| self.words.back(at, n))?;
        let first = at + 1 - len;
        // "twenty-five" stands as two words here.
        let tens = first.checked_sub(1).filter(|t| *t >= start && len == 1 && amount.number < 10.0 && !amount.rough);
        let tens = tens.and_then(|t| {
            let (len, tens) = self.lexicon.lengths.amount(|n| self.words.back(t, n))?;
            (len == 1 && (20.0..100.0).contains(&tens.number) && tens.number % 10.0 == 0.0).then_some((t, tens.number))
        });
        Some(match tens {
            Some((t, tens)) => Number { first: t, value: tens + amount.number, rough: false },
            None => Number { first, value: amount.number, rough: amount.rough },
        })
    }

    /// "20 to 30": the middle of both.
    fn range(&self, to: Number, start: usize) -> Number {
        let joint = to.first.checked_sub(2).filter(|at| *at >= start);
        let low = joint.filter(|at| matches!(self.words.lower(at + 1), "to" | "or" | "and" | "-" | "–"));
        match low.and_then(|at| digits_of(self.words.lower(at)).map(|(value, _)| (at, value))) {
            Some((first, value)) if value < to.value => {
                Number { first, value: f64::midpoint(value, to.value), rough: true }
            }
            _ => to,
        }
    }

    fn over_bracket(&self, close: usize, start: usize) -> Option<usize> {
        let open = (start..close).rev().take(6).find(|at| self.words.text(*at) == "(")?;
        open.checked_sub(1).filter(|at| *at >= start)
    }

    /// Where the "within" begins that stands before word `first`.
    pub(super) fn within(&self, first: usize, start: usize) -> Option<usize> {
        let at = self.over_hedges(first, start).checked_sub(1).filter(|at| *at >= start)?;
        let len = self.lexicon.lengths.within(|n| self.words.back(at, n))?;
        Some(at + 1 - len)
    }

    /// "an hour's drive", "two hours by road", "a 20-minute walk", ending right
    /// before word `left`. Without a way of travel it counts only where a
    /// compass word follows (`sided`): "two hours south of X".
    pub(super) fn travel_before(&self, left: usize, start: usize, sided: bool) -> Option<Length> {
        let end = left.checked_sub(1).filter(|end| *end >= start)?;
        let way = self.lexicon.lengths.speed(|n| self.words.back(end, n));
        let speed = way.map(|(_, speed)| speed).or(sided.then_some(BY_ROAD))?;
        let mut left = left - way.map_or(0, |(len, _)| len);
        while left > start && matches!(self.words.lower(left - 1), "'" | "'s" | "’" | "’s") {
            left -= 1;
        }
        let at = left.checked_sub(1).filter(|at| *at >= start)?;
        let (len, hours) = self.lexicon.lengths.hours(|n| self.words.back(at, n))?;
        let number = self.number_before((at + 1).checked_sub(len)?, start)?;
        let km = number.value * hours * speed;
        (km > 0.0 && km < FARTHEST_KM).then_some(Length { first: number.first, km, rough: true })
    }
}

/// A number in digits, and whether it is a range: "1,200", "2.5", "20-30".
fn digits_of(word: &str) -> Option<(f64, bool)> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain = |text: &str| -> Option<f64> {
        let digits: String = text.chars().filter(|c| *c != ',').collect();
        digits.parse().ok().filter(|n: &f64| n.is_finite() && *n < 10_000.0)
    };
    match word.split_once(['-', '–']) {
        Some((low, high)) => Some((f64::midpoint(plain(low)?, plain(high)?), true)),
        None => plain(word).map(|n| (n, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::digits_of;

    #[test]
    fn digits_and_ranges() {
        assert_eq!(digits_of("1,200"), Some((1200.0, false)));
        assert_eq!(digits_of("2.5"), Some((2.5, false)));
        assert_eq!(digits_of("20-30"), Some((25.0, true)));
        assert_eq!((digits_of("km"), digits_of("inf"), digits_of("2022-08-04")), (None, None, None));
    }
}
