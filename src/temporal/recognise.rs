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
        if takes_part(&meaning) {
            (part, next) = self.part_after(next, end);
        }
        let lead = self.lead(at, sentence.start);
        if let Some((second, after)) = self.second_half(at, next, &meaning, part, sentence) {
            let first = match part.take() {
                Some(part) => Meaning::Parted(part, Box::new(meaning.clone())),
                None => meaning.clone(),
            };
            next = after;
            if !matches!(first, Meaning::Clock) {
                meaning = Meaning::Between(Box::new(first), Box::new(second));
                rule = "range";
            }
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
        part: Option<Part>,
        sentence: &Range<usize>,
    ) -> Option<(Meaning, usize)> {
        if next + 1 >= sentence.end {
            return None;
        }
        let before = self.before(at, sentence.start);
        let months = matches!(first, Meaning::Month { year: None, year_step: None, .. });
        let joined = match (before, self.kind(next)) {
            (TimeWord::Prep(Prep::Between), TimeWord::Prep(Prep::And))
            | (TimeWord::Prep(Prep::From), TimeWord::Prep(Prep::To | Prep::Until)) => true,
            (_, TimeWord::Prep(Prep::To | Prep::Through)) => {
                matches!(first, Meaning::Calendar { .. } | Meaning::Year(_) | Meaning::Weekday { .. }) || months
            }
            // "Monday night into Tuesday".
            (_, TimeWord::Prep(Prep::Into)) => matches!(part, Some(Part::Night | Part::Evening)),
            // "in May and June 2020"; "on Sunday and Monday" is one stretch.
            (_, TimeWord::Prep(Prep::And)) => {
                months && self.year_number(next + 2, sentence.end).is_some() || self.next_day(first, next + 1)
            }
            _ => matches!(self.word(next), "–" | "—" | "-"),
        };
        if !joined {
            return None;
        }
        let mut from = next + 1;
        let short = takes_part(first);
        while from < next + 4
            && (matches!(self.kind(from), TimeWord::Prep(Prep::The | Prep::On))
                || short && matches!(self.kind(from), TimeWord::Edge(_)))
        {
            from += 1;
        }
        let (second, mut after, _) = self.core(from, sentence)?;
        let kind = |meaning: &Meaning| match meaning.bare() {
            Meaning::Edge(_, inner) => std::mem::discriminant(inner.bare()),
            other => std::mem::discriminant(other),
        };
        if kind(first) != kind(&second) {
            return None;
        }
        let second = if takes_part(&second) {
            let (part, end) = self.part_after(after, sentence.end);
            after = end;
            part.map(|p| Meaning::Parted(p, Box::new(second.clone()))).unwrap_or(second)
        } else {
            second
        };
        Some((second, after))
    }

    /// Whether the weekday after the first one follows: "Sunday and Monday",
    /// "Monday night and early Tuesday".
    fn next_day(&self, first: &Meaning, at: usize) -> bool {
        let Meaning::Weekday { day, step: None, week_step: None } = first else { return false };
        let mut at = at;
        while matches!(self.kind(at), TimeWord::Prep(Prep::On) | TimeWord::Edge(_)) {
            at += 1;
        }
        matches!(self.kind(at), TimeWord::Weekday(next) if next == day % 7 + 1)
            && !matches!(self.word(at + 1), "'s" | "’s")
    }

    /// What the word before does.
    pub(super) fn before(&self, at: usize, start: usize) -> TimeWord {
        at.checked_sub(1).filter(|b| *b >= start).map_or(TimeWord::No, |b| self.kind(b))
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
        if let Some(core) = self.compound(at, sentence) {
            return Some(core);
        }
        match self.kind(at) {
            TimeWord::Weekday(day) => self.weekday(day, at, sentence),
            TimeWord::WeekdayShort(day) => self.weekday_short(day, at, sentence),
            TimeWord::Weekdays => Some((Meaning::Many(false), at + 1, "every-weekday")),
            TimeWord::Month(month) if self.tokens[at].shape != Shape::Lower || !matches!(month, 3 | 5 | 8) => {
                self.month(month, at, sentence)
            }
            TimeWord::Day(n) => Some((Meaning::Day(n), at + 1, "day")),
            TimeWord::Overnight => Some(self.overnight(at, sentence)),
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
                // "the daily", "a weekly": a newspaper.
                let paper = matches!(self.before(at, sentence.start), TimeWord::Prep(Prep::The) | TimeWord::Article);
                (!paper).then_some((Meaning::Many(false), at + 1, "often"))
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
        if self.word(at + 1).contains('-')
            && let Some((first, last)) = calendar.over_months(at, end)
        {
            let next = last.tokens.end;
            let day = |date| Box::new(Meaning::Calendar { date, year_step: None });
            return Some((Meaning::Between(day(first), day(last)), next, "range"));
        }
        let date: CalendarDate = self.short_year(calendar, at, end).or_else(|| calendar.date_at(at, end))?;
        let mut next = date.tokens.end;
        if date.year.is_none() && self.names(next, end) {
            return None;
        }
        let mut year_step = None;
        if date.year.is_none() {
            (year_step, next) = self.year_step(next, end);
        }
        let rule = if date.weekday.is_some() { "weekday+date" } else { "date" };
        Some((Meaning::Calendar { date, year_step }, next, rule))
    }

    /// "19 April Movement", "Sunday Times": a capital makes a name of the day.
    fn names(&self, at: usize, end: usize) -> bool {
        at < end && self.kind(at) == TimeWord::NameHead && self.tokens[at].shape != Shape::Lower
    }

    /// "15 MAR 89", where nothing that is counted follows.
    fn short_year(&self, calendar: Calendar<'_>, at: usize, end: usize) -> Option<CalendarDate> {
        if self.tokens[at].shape != Shape::Number || !matches!(self.kind(at + 1), TimeWord::Month(_)) {
            return None;
        }
        let date = Calendar { short_years: true, ..calendar }.date_at(at, end).filter(|d| d.tokens.len() == 3)?;
        let next = date.tokens.end;
        let closed = next >= end
            || self.tokens[next].shape == Shape::Punct
            || matches!(self.kind(next), TimeWord::Prep(p) if p != Prep::Of);
        (date.year.is_some() && closed).then_some(date)
    }

    /// "last year", "of this year" after a day or month.
    pub(super) fn year_step(&self, at: usize, end: usize) -> (Option<i32>, usize) {
        let skip = usize::from(self.is_prep(at, Prep::Of));
        match (self.kind(at + skip), self.kind(at + skip + 1)) {
            (TimeWord::Step(step), TimeWord::Unit(Unit::Year)) if at + skip + 1 < end => (Some(step), at + skip + 2),
            _ => (None, at),
        }
    }

    /// "Tuesday", "Tuesday last week", "Tuesday of this week", "Tuesday the 16th";
    /// not "Bloody Sunday".
    fn weekday(&self, day: i8, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let end = sentence.end;
        let named = at > sentence.start
            && self.kind(at - 1) == TimeWord::Epithet
            && self.tokens[at].shape != Shape::Lower
            && self.tokens[at - 1].shape != Shape::Lower;
        // "the first Tuesday of November" is of every year.
        let counted = matches!(self.before(at, sentence.start), TimeWord::Ordinal(_));
        if named || counted || self.names(at + 1, end) {
            return None;
        }
        if let Some(core) = self.dated_weekday(day, at, end) {
            return Some(core);
        }
        let skip = usize::from(self.is_prep(at + 1, Prep::Of) || self.word(at + 1) == ",");
        if let (TimeWord::Step(step), TimeWord::Unit(Unit::Week)) = (self.kind(at + 1 + skip), self.kind(at + 2 + skip))
            && at + 2 + skip < end
            && !self.word(at + 3 + skip).starts_with(['\'', '’'])
        {
            return Some((
                Meaning::Weekday { day, step: None, week_step: Some(step) },
                at + 3 + skip,
                "weekday-of-week",
            ));
        }
        Some((Meaning::Weekday { day, step: None, week_step: None }, at + 1, "weekday"))
    }

    /// "Sat. night", "on Thurs.": short names need a stop or a part of the day.
    fn weekday_short(&self, day: i8, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let stopped = self.word(at).ends_with('.') && self.before(at, sentence.start) == TimeWord::Prep(Prep::On);
        let parted = matches!(self.kind(at + 1), TimeWord::Part(_)) && at + 1 < sentence.end;
        let capital = matches!(self.tokens[at].shape, Shape::Title | Shape::Mixed | Shape::Upper);
        (capital && (stopped || parted)).then_some((
            Meaning::Weekday { day, step: None, week_step: None },
            at + 1,
            "weekday",
        ))
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
                // "April and August", but "Jones and August Wilson".
                Prep::And => !doubtful && self.month_ends(at - 1, sentence.start),
                Prep::From | Prep::To | Prep::Between | Prep::For => !doubtful,
                _ => false,
            },
            Some(TimeWord::Edge(_) | TimeWord::EdgeOf(_) | TimeWord::Step(_) | TimeWord::StepFrom(_)) => true,
            _ => false,
        };
        led.then(|| (bare(None, None), at + 1, "month"))
    }

    /// Whether a month, with or without a year, ends before `at`.
    fn month_ends(&self, at: usize, start: usize) -> bool {
        let year = at > start && self.year_number(at - 1, at).is_some();
        let at = at - usize::from(year);
        matches!(self.before(at, start), TimeWord::Month(_))
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
}

/// Whether a part of the day may follow: "Tuesday night".
fn takes_part(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Weekday { .. }
            | Meaning::Day(_)
            | Meaning::Calendar { .. }
            | Meaning::Step { .. }
            | Meaning::DayOfMonth(_)
            | Meaning::DatedWeekday { .. }
    )
}
