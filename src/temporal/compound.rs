//! First pass, continued: times made of times ("the night of Monday", "the
//! first week of May", "Tuesday the 16th", "the week before last").

use std::ops::Range;

use super::meaning::{Meaning, Slice};
use super::recognise::{Core, Reader};
use crate::lexicon::time::{Part, Prep, TimeWord, Unit};
use crate::text::Shape;

impl Reader<'_> {
    /// The compound that begins at `at`, if one does.
    pub(super) fn compound(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        match self.kind(at) {
            TimeWord::Part(part) => self.part_of(part, at, sentence),
            TimeWord::Ordinal(n) => self.slice(n, at, sentence),
            TimeWord::Step(-1) => self.slice(-1, at, sentence),
            TimeWord::Unit(unit) => self.before_last(unit, at, sentence).or_else(|| self.spell(unit, at, sentence)),
            TimeWord::Count(_) | TimeWord::Vague(_) | TimeWord::Article => self.counted_spell(at, sentence),
            TimeWord::No if self.tokens[at].shape == Shape::Number => self.counted_spell(at, sentence),
            TimeWord::No => self.hyphened_pair(at, sentence),
            _ => None,
        }
    }

    /// "the night of 5 May", "the night of Monday to Tuesday", "the night to
    /// Sunday", "the evening of the 16th".
    fn part_of(&self, part: Part, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let TimeWord::Prep(prep @ (Prep::Of | Prep::To | Prep::From | Prep::Between)) = self.kind(at + 1) else {
            return None;
        };
        let from = at + 2 + usize::from(self.is_prep(at + 2, Prep::The));
        let (inner, next, _) = self.core(from, sentence)?;
        let night = part == Part::Night;
        match inner {
            Meaning::Weekday { day, .. } if prep == Prep::To && night => {
                Some((Meaning::NightTo { day, sure: true }, next, "night-to"))
            }
            Meaning::Weekday { .. } | Meaning::Calendar { .. } | Meaning::Day(_) | Meaning::DayOfMonth(_)
                if prep != Prep::To =>
            {
                let (whole, next) = match self.and_second(next, &inner, sentence).filter(|_| night) {
                    Some((second, after)) => (Meaning::Between(Box::new(inner), Box::new(second)), after),
                    None => (inner, next),
                };
                Some((Meaning::Parted(part, Box::new(whole)), next, "part-of"))
            }
            _ => None,
        }
    }

    /// "to Tuesday", "and Tuesday", "into Tuesday" after a first day.
    pub(super) fn and_second(&self, at: usize, first: &Meaning, sentence: &Range<usize>) -> Option<(Meaning, usize)> {
        let joined = matches!(self.kind(at), TimeWord::Prep(Prep::To | Prep::And | Prep::Into))
            || matches!(self.word(at), "–" | "—" | "-");
        if !joined {
            return None;
        }
        let skip = usize::from(self.is_prep(at + 1, Prep::The));
        let (second, next, _) = self.core(at + 1 + skip, sentence)?;
        let alike = std::mem::discriminant(first) == std::mem::discriminant(&second);
        alike.then_some((second, next))
    }

    /// "the first week of May", "the last days of August", "the second half of
    /// 2020".
    fn slice(&self, n: i32, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let few = usize::from(matches!(self.kind(at + 1), TimeWord::Vague(_)));
        let unit = at + 1 + few;
        let slice = match self.kind(unit) {
            TimeWord::Unit(Unit::Week) if few == 0 && n.abs() <= 5 => Slice::Week(n),
            TimeWord::Unit(Unit::Day) if n.abs() == 1 && self.word(unit).ends_with(['s', 'S']) => Slice::Days(n),
            TimeWord::Prep(Prep::Half) if few == 0 && (1..=2).contains(&n) => Slice::Half(n),
            _ => return None,
        };
        if !self.is_prep(unit + 1, Prep::Of) {
            return None;
        }
        let skip = usize::from(self.is_prep(unit + 2, Prep::The));
        let (inner, next, _) = self.core(unit + 2 + skip, sentence)?;
        let longer = matches!(
            inner,
            Meaning::Month { .. } | Meaning::Year(_) | Meaning::Step { unit: Unit::Month | Unit::Year, .. }
        );
        longer.then_some((Meaning::Slice(slice, Box::new(inner)), next, "slice"))
    }

    /// "the week before last", "the day before yesterday".
    fn before_last(&self, unit: Unit, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let TimeWord::Shift(step @ (-2 | 2)) = self.kind(at + 1) else { return None };
        if at + 2 >= sentence.end {
            return None;
        }
        match (unit, self.kind(at + 2)) {
            (Unit::Day, TimeWord::Day(n)) if n == step.signum() => {
                Some((Meaning::Day(2 * n), at + 3, "day-before-yesterday"))
            }
            (Unit::Week | Unit::Month | Unit::Year, TimeWord::Step(n)) if n == step.signum() => {
                Some((Meaning::Step { unit, step: 2 * n }, at + 3, "before-last"))
            }
            _ => None,
        }
    }

    /// "days of shelling": up to what is told.
    fn spell(&self, unit: Unit, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let many = self.word(at).ends_with(['s', 'S']) && !matches!(unit, Unit::Minute | Unit::Hour);
        (many && self.lasts(at + 1, sentence)).then_some((Meaning::Spell { n: 7, unit, vague: true }, at + 1, "spell"))
    }

    /// "three days of fighting", "a week of clashes".
    fn counted_spell(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let (n, vague, next) = self.count(at, sentence.end)?;
        let TimeWord::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month)) = self.kind(next) else { return None };
        let told = next < sentence.end && self.lasts(next + 1, sentence);
        told.then_some((Meaning::Spell { n, unit, vague }, next + 1, "spell"))
    }

    /// "of" and a plain word: not "days of the", "weeks of 2020".
    fn lasts(&self, at: usize, sentence: &Range<usize>) -> bool {
        at + 1 < sentence.end
            && self.is_prep(at, Prep::Of)
            && self.kind(at + 1) == TimeWord::No
            && (self.tokens[at + 1].shape == Shape::Lower || self.all_caps)
    }

    /// "Tuesday the 16th", "Friday 13th".
    pub(super) fn dated_weekday(&self, weekday: i8, at: usize, end: usize) -> Option<Core> {
        let day_at = at + 1 + usize::from(self.is_prep(at + 1, Prep::The));
        let word = self.word(day_at);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let day = digits.parse().ok().filter(|d| (1..=31).contains(d))?;
        let ordinal = word.len() == digits.len() + 2;
        (ordinal && day_at < end).then_some((Meaning::DatedWeekday { weekday, day }, day_at + 1, "weekday-dated"))
    }

    /// "Monday-Wednesday", "June-August 2020".
    fn hyphened_pair(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let (first, second) = self.word(at).split_once('-')?;
        if !first.starts_with(char::is_uppercase) {
            return None;
        }
        let pair = |a, b, next| Some((Meaning::Between(Box::new(a), Box::new(b)), next, "range"));
        match (self.words.of(first), self.words.of(second)) {
            (TimeWord::Weekday(a), TimeWord::Weekday(b)) => {
                let day = |day| Meaning::Weekday { day, step: None, week_step: None };
                pair(day(a), day(b), at + 1)
            }
            (TimeWord::Month(a), TimeWord::Month(b)) => {
                let year = self.year_number(at + 1, sentence.end);
                let (year_step, next) = match year {
                    Some(_) => (None, at + 2),
                    None => self.year_step(at + 1, sentence.end),
                };
                let month = |month, year, year_step| Meaning::Month { month, year, year_step, step: None };
                pair(month(a, None, None), month(b, year, year_step), next)
            }
            _ => None,
        }
    }

    /// "summer 2014", "the summer of 2014", "in the summer".
    pub(super) fn season(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let skip = usize::from(self.is_prep(at + 1, Prep::Of));
        if let Some(year) = self.year_number(at + 1 + skip, sentence.end) {
            return Some((Meaning::Season { year: Some(year), year_step: None }, at + 2 + skip, "season"));
        }
        if let (Some(step), next) = self.year_step(at + 1, sentence.end) {
            return Some((Meaning::Season { year: None, year_step: Some(step) }, next, "season"));
        }
        // "over the summer"; not "the fall of the city", "springs of water".
        let the = at > sentence.start && self.is_prep(at - 1, Prep::The);
        let led = the && matches!(self.before(at - 1, sentence.start), TimeWord::Prep(Prep::Over | Prep::During));
        let closed = skip == 0 && !self.word(at).ends_with(['s', 'S']);
        (led && closed).then_some((Meaning::Season { year: None, year_step: Some(0) }, at + 1, "season"))
    }

    /// "at dawn", "around midnight".
    pub(super) fn part_alone(&self, part: Part, at: usize, start: usize) -> Option<Core> {
        let led =
            at > start && matches!(self.kind(at - 1), TimeWord::Prep(Prep::At | Prep::Around) | TimeWord::Shift(_));
        let hour = matches!(part, Part::Dawn | Part::Dusk | Part::Noon | Part::Midnight);
        (led && hour).then_some((Meaning::Clock, at + 1, "part-of-day"))
    }

    /// "for the third day", "a second straight night".
    pub(super) fn nth(&self, n: i32, at: usize, sentence: &Range<usize>) -> Option<Core> {
        if n < 1 {
            return None;
        }
        let running = matches!(self.kind(at + 1), TimeWord::Running);
        let next = at + 1 + usize::from(running);
        let TimeWord::Unit(unit) = self.kind(next) else {
            let night = running && matches!(self.kind(next), TimeWord::Part(Part::Night)) && next < sentence.end;
            return night.then_some((Meaning::Nth { n, unit: Unit::Day }, next + 1, "nth-day"));
        };
        let mut before = at;
        while before > sentence.start && matches!(self.kind(before - 1), TimeWord::Prep(Prep::The) | TimeWord::Article)
        {
            before -= 1;
        }
        let led = before > sentence.start && self.is_prep(before - 1, Prep::For);
        let after = match (self.kind(next + 1), self.kind(next + 2)) {
            (TimeWord::Running, _) => 1,
            (TimeWord::Prep(Prep::In), TimeWord::Article) if self.word(next + 3) == "row" => 3,
            _ => 0,
        };
        (next + after < sentence.end && (led || running || after > 0)).then_some((
            Meaning::Nth { n, unit },
            next + 1 + after,
            "nth-day",
        ))
    }
}
