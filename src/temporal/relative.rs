//! First pass, continued: times that lie beside another ("last week", "the
//! previous day", "early on Sunday", "earlier in the day").

use std::ops::Range;

use super::meaning::Meaning;
use super::recognise::{Core, Reader};
use crate::lexicon::time::{Edge, Part, Prep, TimeWord, Unit};
use crate::text::Shape;

impl Reader<'_> {
    /// "last week", "this morning", "next Tuesday", "the past 24 hours".
    pub(super) fn step(&self, step: i32, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let next = at + 1;
        if next >= sentence.end {
            return None;
        }
        // "the next day" is the day after what is told; "the last week" ends now.
        let the = at > sentence.start && self.is_prep(at - 1, Prep::The);
        if the
            && step == 1
            && matches!(self.kind(next), TimeWord::Unit(Unit::Day) | TimeWord::Part(_))
            && self.singular(next)
        {
            return self.step_from(1, at, sentence.end);
        }
        if let TimeWord::Unit(unit) = self.kind(next)
            && the
            && step == -1
            && self.singular(next)
            && matches!(
                self.before(at - 1, sentence.start),
                TimeWord::Prep(Prep::In | Prep::Over | Prep::During | Prep::Within)
            )
            && !self.is_prep(next + 1, Prep::Of)
        {
            return Some((Meaning::Window { n: 1, unit, vague: false }, next + 1, "window"));
        }
        let month_rule = |month| Meaning::Month { month, year: None, year_step: None, step: Some(step) };
        match self.kind(next) {
            TimeWord::Unit(Unit::Week) if self.weekday_after(next, sentence.end).is_some() => {
                // "last week Tuesday"
                let (day, after) = self.weekday_after(next, sentence.end)?;
                Some((Meaning::Weekday { day, step: None, week_step: Some(step) }, after, "weekday-of-week"))
            }
            TimeWord::Unit(unit) => Some((Meaning::Step { unit, step }, next + 1, "step-unit")),
            TimeWord::Weekday(day) => {
                Some((Meaning::Weekday { day, step: Some(step), week_step: None }, next + 1, "step-weekday"))
            }
            TimeWord::Month(month) if self.tokens[next].shape != Shape::Lower => {
                Some((month_rule(month), next + 1, "step-month"))
            }
            // "this past Saturday", "this coming Friday".
            TimeWord::StepPast if step == 0 => self.past_window(next, sentence),
            TimeWord::Step(1) if step == 0 => self.step(1, next, sentence),
            TimeWord::Weekend => Some((Meaning::Weekend(Some(step)), next + 1, "step-weekend")),
            TimeWord::Part(part) => step_part(step, part, next),
            TimeWord::Season => Some((Meaning::Season { year: None, year_step: Some(step) }, next + 1, "step-season")),
            _ => {
                let (n, vague, after) = self.count(next, sentence.end)?;
                match self.kind(after) {
                    TimeWord::Unit(unit) if after < sentence.end && step <= 0 => {
                        Some((Meaning::Window { n, unit, vague }, after + 1, "window"))
                    }
                    TimeWord::Unit(_) if after < sentence.end => {
                        Some((Meaning::Many(false), after + 1, "window-ahead"))
                    }
                    _ => None,
                }
            }
        }
    }

    fn singular(&self, at: usize) -> bool {
        !self.word(at).ends_with(['s', 'S'])
    }

    /// "Tuesday", "on Tuesday" after "last week".
    fn weekday_after(&self, at: usize, end: usize) -> Option<(i8, usize)> {
        let own = usize::from(matches!(self.word(at + 1), "'s" | "’s"));
        let skip = own + usize::from(own == 0 && self.is_prep(at + 1, Prep::On));
        match self.kind(at + 1 + skip) {
            TimeWord::Weekday(day) if at + 1 + skip < end => Some((day, at + 2 + skip)),
            _ => None,
        }
    }

    /// "overnight", "overnight on Tuesday", "overnight from Friday to Saturday".
    pub(super) fn overnight(&self, at: usize, sentence: &Range<usize>) -> Core {
        let end = sentence.end;
        if matches!(self.kind(at + 1), TimeWord::Prep(Prep::From | Prep::Between))
            && let Some((first, next, _)) = self.core(at + 2, sentence)
            && matches!(first, Meaning::Weekday { .. } | Meaning::Calendar { .. })
            && let Some((second, after)) = self.and_second(next, &first, sentence)
        {
            let both = Meaning::Between(Box::new(first), Box::new(second));
            return (Meaning::Parted(Part::Night, Box::new(both)), after, "overnight");
        }
        let skip = usize::from(matches!(self.kind(at + 1), TimeWord::Prep(Prep::On | Prep::Into | Prep::To)));
        match self.kind(at + 1 + skip) {
            TimeWord::Weekday(day) if at + 1 + skip < end => {
                (Meaning::NightTo { day, sure: skip > 0 }, at + 2 + skip, "overnight")
            }
            _ => (Meaning::Overnight, at + 1, "overnight"),
        }
    }

    /// "the past week", "the past 24 hours".
    pub(super) fn past_window(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        match self.kind(at + 1) {
            TimeWord::Unit(unit) if at + 1 < sentence.end => {
                Some((Meaning::Window { n: 1, unit, vague: false }, at + 2, "window"))
            }
            _ => self.step(-1, at, sentence),
        }
    }

    /// "the previous day", "the following week": from the day last spoken of.
    pub(super) fn step_from(&self, step: i32, at: usize, end: usize) -> Option<Core> {
        match self.kind(at + 1) {
            TimeWord::Unit(_) if at + 1 < end && self.word(at + 1).ends_with(['s', 'S']) => {
                Some((Meaning::Many(true), at + 2, "step-from"))
            }
            TimeWord::Unit(unit) if at + 1 < end => {
                Some((Meaning::Shifted { n: step, unit, vague: false }, at + 2, "step-from"))
            }
            TimeWord::Part(part) if at + 1 < end => {
                let day = Meaning::Shifted { n: step, unit: Unit::Day, vague: false };
                Some((Meaning::Parted(part, Box::new(day)), at + 2, "step-from"))
            }
            _ => None,
        }
    }

    /// "early March", "the late 1980s", "early on Sunday", "the end of 2020".
    pub(super) fn edge(&self, edge: Edge, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let mut next = at + 1;
        while next < sentence.end.min(at + 6)
            && (matches!(
                self.kind(next),
                TimeWord::Prep(Prep::Of | Prep::The | Prep::On | Prep::In) | TimeWord::Edge(_)
            ) || self.word(next) == "-")
        {
            next += 1;
        }
        // "the beginning of the week" is this week's.
        if let TimeWord::Unit(unit) = self.kind(next)
            && next < sentence.end
            && next > at + 1
            && matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year)
        {
            let inner = if unit == Unit::Day { Meaning::SameDay } else { Meaning::Step { unit, step: 0 } };
            return Some((Meaning::Edge(edge, Box::new(inner)), next + 1, "edge-unit"));
        }
        if let TimeWord::Part(_) = self.kind(next) {
            return None;
        }
        let (inner, after, rule) = self.core(next, sentence)?;
        match inner {
            Meaning::Month { .. } | Meaning::Year(_) | Meaning::Decade(_) | Meaning::Step { .. } => {
                Some((Meaning::Edge(edge, Box::new(inner)), after, rule))
            }
            Meaning::Weekday { .. } | Meaning::Day(_) | Meaning::Calendar { .. } | Meaning::Weekend(_) => {
                Some((inner, after, rule))
            }
            _ => None,
        }
    }

    /// "earlier on Tuesday", "earlier this week", "later in the day".
    pub(super) fn shift_first(&self, step: i32, at: usize, sentence: &Range<usize>) -> Option<Core> {
        if step.abs() != 1 {
            return None;
        }
        let mut next = at + 1;
        while next < sentence.end.min(at + 4)
            && matches!(self.kind(next), TimeWord::Prep(Prep::In | Prep::On | Prep::The))
        {
            next += 1;
        }
        if next >= sentence.end {
            return None;
        }
        match self.kind(next) {
            TimeWord::Unit(Unit::Day) if next > at + 1 => Some((Meaning::SameDay, next + 1, "earlier-in-the-day")),
            TimeWord::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year)) if next > at + 1 => {
                // Earlier in the week of what is told; later in this one.
                let told = Meaning::Shifted { n: 0, unit, vague: false };
                let meaning = if step < 0 { told } else { Meaning::Step { unit, step: 0 } };
                Some((meaning, next + 1, "earlier-in"))
            }
            TimeWord::Weekday(_) | TimeWord::Day(_) | TimeWord::Step(_) | TimeWord::Prep(Prep::That | Prep::Same) => {
                let (meaning, after, _) = self.core(next, sentence)?;
                Some((meaning, after, "earlier-on"))
            }
            _ => None,
        }
    }

    /// "that day", "the same evening".
    pub(super) fn same(&self, at: usize, end: usize) -> Option<Core> {
        let next = at + 1;
        match self.kind(next) {
            TimeWord::Prep(Prep::Same) if self.is_prep(at, Prep::That) && next < end => self.same(next, end),
            TimeWord::Unit(Unit::Day) if next < end => Some((Meaning::SameDay, next + 1, "same-day")),
            TimeWord::Part(part) if next < end => {
                Some((Meaning::Parted(part, Box::new(Meaning::SameDay)), next + 1, "same-day"))
            }
            TimeWord::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year)) if next < end => {
                Some((Meaning::Shifted { n: 0, unit, vague: false }, next + 1, "same-unit"))
            }
            _ => None,
        }
    }
}

/// "this morning", "last night": the day of the part.
fn step_part(step: i32, part: Part, at: usize) -> Option<Core> {
    let meaning = match (step, part) {
        (0, Part::Night) => Meaning::Tonight,
        (-1, Part::Night) => Meaning::Overnight,
        (0, _) => Meaning::Day(0),
        (-1, Part::Evening | Part::Afternoon) => Meaning::Day(-1),
        _ => return None,
    };
    Some((meaning, at + 1, "step-part"))
}
