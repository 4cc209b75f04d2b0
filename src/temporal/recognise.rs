//! First pass: finds time expressions in the tokens of a sentence.

use std::ops::Range;

use super::meaning::{Lead, Meaning, Mention};
use crate::document::calendar::{Calendar, CalendarDate};
use crate::lexicon::time::{Part, Prep, TimeWord, TimeWords, Unit};
use crate::text::{Shape, Token};

/// A time found at a token: what it says, where it ends, which rule found it.
pub(super) type Core = (Meaning, usize, &'static str);

/// The tokens of a document with the time-word class of each.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a TimeWords,
    pub(super) kinds: Vec<TimeWord>,
    pub(super) all_caps: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token], words: &'a TimeWords, all_caps: bool) -> Self {
        let kind = |t: &Token| match t.shape {
            Shape::Number => TimeWord::No,
            _ => words.of(t.span.of(text).trim_end_matches('.')),
        };
        Self { text, tokens, words, kinds: tokens.iter().map(kind).collect(), all_caps }
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    pub(super) fn kind(&self, at: usize) -> TimeWord {
        self.kinds.get(at).copied().unwrap_or(TimeWord::No)
    }

    pub(super) fn is_prep(&self, at: usize, prep: Prep) -> bool {
        self.kind(at) == TimeWord::Prep(prep)
    }

    /// All time expressions of a sentence, in order, not overlapping.
    pub(super) fn mentions(&self, sentence: &Range<usize>) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            if !self.may_start(at) {
                at += 1;
                continue;
            }
            match self.mention(at, sentence) {
                Some(mention) => {
                    at = mention.tokens.end;
                    found.push(mention);
                }
                None => at += 1,
            }
        }
        found
    }

    /// Whether a time expression could begin here at all.
    fn may_start(&self, at: usize) -> bool {
        let shape = self.tokens[at].shape;
        matches!(shape, Shape::Number | Shape::Mixed) || self.kind(at) != TimeWord::No || self.word(at).contains('-')
    }

    /// The expression that begins at `at`, with its second half where it is a
    /// range, its part of the day, and the words that lead it.
    fn mention(&self, at: usize, sentence: &Range<usize>) -> Option<Mention> {
        let end = sentence.end;
        let (mut meaning, mut next, mut rule) = self.core(at, sentence)?;
        let mut part = None;
        if matches!(
            meaning,
            Meaning::Weekday { .. } | Meaning::Day(_) | Meaning::Calendar { .. } | Meaning::Step { .. }
        ) {
            (part, next) = self.part_after(next, end);
        }
        let lead = self.lead(at, sentence.start);
        if part.is_none()
            && let Some((second, after)) = self.second_half(at, next, &meaning, sentence)
        {
            meaning = Meaning::Between(Box::new(meaning), Box::new(second));
            (next, rule) = (after, "range");
        }
        Some(Mention { tokens: at..next, meaning, part, lead, rule })
    }

    /// "night", "morning" after a day.
    fn part_after(&self, at: usize, end: usize) -> (Option<Part>, usize) {
        let skip = usize::from(matches!(self.kind(at), TimeWord::Edge(_)));
        match self.kind(at + skip) {
            TimeWord::Part(part) if at + skip < end => (Some(part), at + skip + 1),
            _ => (None, at),
        }
    }

    /// "since" or "until" before the expression.
    fn lead(&self, at: usize, start: usize) -> Lead {
        let mut before = at;
        while before > start && matches!(self.kind(before - 1), TimeWord::Prep(Prep::The | Prep::Around | Prep::On)) {
            before -= 1;
        }
        match before.checked_sub(1).filter(|b| *b >= start).map(|b| self.kind(b)) {
            Some(TimeWord::Prep(Prep::Since)) => Lead::Since,
            Some(TimeWord::Prep(Prep::Until)) => Lead::Until,
            _ => Lead::None,
        }
    }

    /// The second half of "from Monday to Wednesday", "between 2014 and 2016",
    /// "Monday-Wednesday".
    fn second_half(
        &self,
        at: usize,
        next: usize,
        first: &Meaning,
        sentence: &Range<usize>,
    ) -> Option<(Meaning, usize)> {
        let before = at.checked_sub(1).filter(|b| *b >= sentence.start).map(|b| self.kind(b));
        let joined = match (before, self.kind(next)) {
            (Some(TimeWord::Prep(Prep::Between)), TimeWord::Prep(Prep::And))
            | (Some(TimeWord::Prep(Prep::From)), TimeWord::Prep(Prep::To | Prep::Until)) => true,
            (_, TimeWord::Prep(Prep::To)) => matches!(first, Meaning::Calendar { .. } | Meaning::Year(_)),
            _ => matches!(self.word(next), "–" | "—" | "-"),
        };
        if !joined || next + 1 >= sentence.end {
            return None;
        }
        let skip = usize::from(self.is_prep(next + 1, Prep::The));
        let (second, after, _) = self.core(next + 1 + skip, sentence)?;
        let alike = std::mem::discriminant(first) == std::mem::discriminant(&second);
        alike.then_some((second, after))
    }

    /// The time at `at`, without part of the day, range or lead.
    pub(super) fn core(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let end = sentence.end;
        if at >= end {
            return None;
        }
        if let Some(core) = self.calendar(at, end) {
            return Some(core);
        }
        match self.kind(at) {
            TimeWord::Weekday(day) if self.tokens[at].shape != Shape::Lower => Some(self.weekday(day, at, end)),
            TimeWord::Weekdays => Some((Meaning::Many(false), at + 1, "every-weekday")),
            TimeWord::Month(month) if self.tokens[at].shape != Shape::Lower => self.month(month, at, sentence),
            TimeWord::Day(n) => Some((Meaning::Day(n), at + 1, "day")),
            TimeWord::Overnight => Some(self.overnight(at, end)),
            TimeWord::Tonight => Some((Meaning::Tonight, at + 1, "tonight")),
            TimeWord::Weekend => Some((Meaning::Weekend(None), at + 1, "weekend")),
            TimeWord::Step(step) => self.step(step, at, sentence),
            TimeWord::StepPast => self.past_window(at, sentence),
            TimeWord::StepFrom(step) => self.step_from(step, at, end),
            TimeWord::Edge(edge) => self.edge(edge, at, sentence),
            TimeWord::EdgeOf(edge) if self.is_prep(at + 1, Prep::Of) => self.edge(edge, at, sentence),
            TimeWord::Shift(step) => self.shift_first(step, at, sentence),
            TimeWord::Prep(Prep::That | Prep::Same) => self.same(at, end),
            TimeWord::Prep(Prep::Every) => self.every(at, end),
            TimeWord::Recent => match self.kind(at + 1) {
                TimeWord::Unit(unit) if at + 1 < end => {
                    Some((Meaning::Window { n: 3, unit, vague: true }, at + 2, "recent"))
                }
                _ => None,
            },
            // "the Daily News" is a name.
            TimeWord::Often if self.tokens[at].shape != Shape::Title || at == sentence.start => {
                Some((Meaning::Many(false), at + 1, "often"))
            }
            TimeWord::Season => self.season(at, sentence),
            TimeWord::Part(part) => self.part_alone(part, at, sentence.start),
            TimeWord::Ordinal(n) => self.nth(n, at, sentence),
            TimeWord::Unit(unit) => self.bare_units(unit, at, sentence),
            TimeWord::Count(_) | TimeWord::Article | TimeWord::Vague(_) => self.counted(at, sentence),
            _ => self.figures(at, sentence),
        }
    }

    /// "16 November 2021", "Tuesday (Nov 16)", "16 November last year".
    fn calendar(&self, at: usize, end: usize) -> Option<Core> {
        let calendar = Calendar { text: self.text, tokens: self.tokens, words: self.words, short_years: false };
        let date: CalendarDate = calendar.date_at(at, end)?;
        let mut next = date.tokens.end;
        let mut year_step = None;
        if date.year.is_none() {
            (year_step, next) = self.year_step(next, end);
        }
        let rule = if date.weekday.is_some() { "weekday+date" } else { "date" };
        Some((Meaning::Calendar { date, year_step }, next, rule))
    }

    /// "last year", "of this year" after a day or month.
    pub(super) fn year_step(&self, at: usize, end: usize) -> (Option<i32>, usize) {
        let skip = usize::from(self.is_prep(at, Prep::Of));
        match (self.kind(at + skip), self.kind(at + skip + 1)) {
            (TimeWord::Step(step), TimeWord::Unit(Unit::Year)) if at + skip + 1 < end => (Some(step), at + skip + 2),
            _ => (None, at),
        }
    }

    /// "Tuesday", "Tuesday last week", "Tuesday of this week".
    fn weekday(&self, day: i8, at: usize, end: usize) -> Core {
        let skip = usize::from(self.is_prep(at + 1, Prep::Of));
        if let (TimeWord::Step(step), TimeWord::Unit(Unit::Week)) = (self.kind(at + 1 + skip), self.kind(at + 2 + skip))
            && at + 2 + skip < end
        {
            return (Meaning::Weekday { day, step: None, week_step: Some(step) }, at + 3 + skip, "weekday-of-week");
        }
        (Meaning::Weekday { day, step: None, week_step: None }, at + 1, "weekday")
    }

    /// "December 2020", "October last year", "December" after a preposition.
    fn month(&self, month: i8, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let end = sentence.end;
        let bare = |year, year_step| Meaning::Month { month, year, year_step, step: None };
        let comma = usize::from(self.word(at + 1) == "," || self.is_prep(at + 1, Prep::Of));
        if let Some(year) = self.year_number(at + 1 + comma, end) {
            return Some((bare(Some(year), None), at + 2 + comma, "month-year"));
        }
        if let (Some(step), next) = self.year_step(at + 1, end) {
            return Some((bare(None, Some(step)), next, "month-of-year"));
        }
        let before = at.checked_sub(1).filter(|b| *b >= sentence.start).map(|b| self.kind(b));
        // "May" and "March" are words of their own as well.
        let doubtful = matches!(month, 3 | 5) && (self.all_caps || at == sentence.start);
        let led = match before {
            Some(TimeWord::Prep(p)) => match p {
                Prep::In | Prep::Since | Prep::Until | Prep::During | Prep::By | Prep::Of | Prep::Through => true,
                Prep::From | Prep::To | Prep::Between | Prep::And | Prep::For => !doubtful,
                _ => false,
            },
            Some(TimeWord::Edge(_) | TimeWord::EdgeOf(_) | TimeWord::Step(_) | TimeWord::StepFrom(_)) => true,
            _ => false,
        };
        led.then(|| (bare(None, None), at + 1, "month"))
    }

    /// A number that can only be a year: four digits, 1800-2100.
    pub(super) fn year_number(&self, at: usize, end: usize) -> Option<i16> {
        let word = self.word(at);
        if at >= end || word.len() != 4 || !word.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        word.parse().ok().filter(|y| (1800..=2100).contains(y))
    }

    /// "every day", "each Friday".
    fn every(&self, at: usize, end: usize) -> Option<Core> {
        match self.kind(at + 1) {
            TimeWord::Unit(_) | TimeWord::Weekday(_) | TimeWord::Part(_) if at + 1 < end => {
                Some((Meaning::Many(false), at + 2, "every"))
            }
            _ => None,
        }
    }

    /// "summer 2014", "the summer of 2014", "in the summer".
    fn season(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let skip = usize::from(self.is_prep(at + 1, Prep::Of));
        if let Some(year) = self.year_number(at + 1 + skip, sentence.end) {
            return Some((Meaning::Season { year: Some(year), year_step: None }, at + 2 + skip, "season"));
        }
        if let (Some(step), next) = self.year_step(at + 1, sentence.end) {
            return Some((Meaning::Season { year: None, year_step: Some(step) }, next, "season"));
        }
        None
    }

    /// "at dawn", "around midnight".
    fn part_alone(&self, part: Part, at: usize, start: usize) -> Option<Core> {
        let led =
            at > start && matches!(self.kind(at - 1), TimeWord::Prep(Prep::At | Prep::Around) | TimeWord::Shift(_));
        let hour = matches!(part, Part::Dawn | Part::Dusk | Part::Noon | Part::Midnight);
        (led && hour).then_some((Meaning::Clock, at + 1, "part-of-day"))
    }

    /// "for the third day", "a second straight night".
    fn nth(&self, n: i32, at: usize, sentence: &Range<usize>) -> Option<Core> {
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
        let after = matches!(self.kind(next + 1), TimeWord::Running);
        (next < sentence.end && (led || running || after)).then_some((
            Meaning::Nth { n, unit },
            next + 1 + usize::from(after),
            "nth-day",
        ))
    }
}
