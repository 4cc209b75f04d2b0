//! `time.tsv`: the words of which time expressions are made.

use rustc_hash::FxHashMap;

use super::tsv::{self, Row};
use crate::error::Result;
use crate::text::lowered;

const TABLE: &str = "lexicon/en/time.tsv";

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Seconds and minutes.
    Minute,
    /// 60 minutes.
    Hour,
    /// A day.
    Day,
    /// 7 days.
    Week,
    /// 14 days.
    Fortnight,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// 10 years.
    Decade,
    /// 25 years, said loosely.
    Generation,
    /// 100 years.
    Century,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Before sunrise and at it.
    Dawn,
    /// Until noon.
    Morning,
    /// Midday.
    Noon,
    /// After noon.
    Afternoon,
    /// Sunset and after it.
    Dusk,
    /// Until night.
    Evening,
    /// The night, which belongs to two days.
    Night,
    /// The turn of the day.
    Midnight,
}

/// Which part of a longer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The beginning.
    Early,
    /// The middle.
    Mid,
    /// The end.
    Late,
}

/// A small word that leads or joins time expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the word itself")]
pub enum Prep {
    In,
    On,
    At,
    By,
    Of,
    From,
    To,
    Since,
    Until,
    Through,
    During,
    For,
    Over,
    Within,
    Between,
    And,
    Around,
    Into,
    The,
    That,
    Same,
    Every,
    Half,
}

/// What a word does in a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeWord {
    /// Nothing.
    No,
    /// A month, January 1.
    Month(i8),
    /// A weekday, Monday 1.
    Weekday(i8),
    /// A weekday in short, only good beside a date.
    WeekdayShort(i8),
    /// "Mondays": every one of them.
    Weekdays,
    /// A unit of time.
    Unit(Unit),
    /// A number in words.
    Count(i32),
    /// "a", "an".
    Article,
    /// A vague number, with its least value.
    Vague(i32),
    /// "third".
    Ordinal(i32),
    /// "morning".
    Part(Part),
    /// "today", "yesterday", "tomorrow", in days from publication.
    Day(i32),
    /// "tonight".
    Tonight,
    /// "overnight".
    Overnight,
    /// "weekend".
    Weekend,
    /// "last" -1, "this" 0, "next" 1.
    Step(i32),
    /// "past": a window that ends now.
    StepPast,
    /// "previous" -1, "following" 1: from the day last spoken of.
    StepFrom(i32),
    /// "recent": before days, weeks, months.
    Recent,
    /// "consecutive", "straight": counts days in a row.
    Running,
    /// "old": an age, not a time.
    Old,
    /// "long", as in "day-long".
    Long,
    /// "early", "mid", "late".
    Edge(Edge),
    /// "beginning", "end": of something.
    EdgeOf(Edge),
    /// "ago".
    Ago,
    /// "earlier" -1, "later" 1, "before" -2, "after" 2.
    Shift(i32),
    /// A preposition or other small word.
    Prep(Prep),
    /// "summer".
    Season,
    /// "daily".
    Often,
    /// "nineties": 90.
    Decade(i16),
    /// A time zone, or "local".
    Zone,
    /// The word "time".
    Time,
    /// "p.m.": whether after noon.
    Meridiem(bool),
    /// A mark of the future; `true` where it needs "to" after it.
    Future(bool),
    /// May stand between "is" and a verb in -ing.
    Adverb,
    /// "its", "their": a noun follows, no verb.
    Possessive,
    /// What is counted: a number before it is no year.
    Counted,
    /// "is", "are": future with a verb in -ing.
    Be,
    /// A common past verb.
    Past,
    /// "bloody", "black": makes a name of the weekday that follows.
    Epithet,
    /// "Movement", "Times": makes a name of the day before it.
    NameHead,
    /// "condemn", "investigate": a verb whose time is not that of its object.
    Reaction,
}

/// The table, ready for use.
#[derive(Debug, Clone, Default)]
pub struct TimeWords {
    words: FxHashMap<String, TimeWord>,
}

impl TimeWords {
    /// The English table.
    ///
    /// # Errors
    /// When a row is broken or a word stands twice.
    pub fn english() -> Result<Self> {
        let mut words = FxHashMap::default();
        tsv::read(TABLE, include_str!("../../lexicon/en/time.tsv"), &["word", "class", "value"], |row| {
            let word = row.need("word")?;
            match words.insert(word.to_owned(), time_word(row)?) {
                Some(_) => Err(row.error(format!("'{word}' stands twice"), "keep one row")),
                None => Ok(()),
            }
        })?;
        Ok(Self { words })
    }

    /// What the word does, whatever its case.
    pub fn of(&self, word: &str) -> TimeWord {
        if word.len() > 14 {
            return TimeWord::No;
        }
        lowered(word, |w| self.words.get(w).copied()).unwrap_or(TimeWord::No)
    }
}

fn time_word(row: &Row<'_>) -> Result<TimeWord> {
    let value = row.need("value")?;
    let number = || value.parse::<i32>().map_err(|e| row.error(format!("'{value}': {e}"), "give a number"));
    let bad = || row.error(format!("value '{value}'"), "see the comments at the head of the table");
    Ok(match row.need("class")? {
        "month" => TimeWord::Month(number()? as i8),
        "weekday" => TimeWord::Weekday(number()? as i8),
        "weekday_short" => TimeWord::WeekdayShort(number()? as i8),
        "weekdays" => TimeWord::Weekdays,
        "unit" => TimeWord::Unit(unit(value).ok_or_else(bad)?),
        "count" => TimeWord::Count(number()?),
        "article" => TimeWord::Article,
        "vague" => TimeWord::Vague(number()?),
        "ordinal" => TimeWord::Ordinal(number()?),
        "part" => TimeWord::Part(part(value).ok_or_else(bad)?),
        "day" => TimeWord::Day(number()?),
        "tonight" => TimeWord::Tonight,
        "overnight" => TimeWord::Overnight,
        "weekend" => TimeWord::Weekend,
        "step" => TimeWord::Step(number()?),
        "step_past" => TimeWord::StepPast,
        "step_from" => TimeWord::StepFrom(number()?),
        "recent" => TimeWord::Recent,
        "running" => TimeWord::Running,
        "old" => TimeWord::Old,
        "long" => TimeWord::Long,
        "edge" => TimeWord::Edge(edge(value).ok_or_else(bad)?),
        "edge_of" => TimeWord::EdgeOf(edge(value).ok_or_else(bad)?),
        "ago" => TimeWord::Ago,
        "shift" => TimeWord::Shift(number()?),
        "prep" => TimeWord::Prep(prep(value).ok_or_else(bad)?),
        "season" => TimeWord::Season,
        "often" => TimeWord::Often,
        "decade" => TimeWord::Decade(number()? as i16),
        "zone" => TimeWord::Zone,
        "time" => TimeWord::Time,
        "meridiem" => TimeWord::Meridiem(value == "pm"),
        "future" => TimeWord::Future(value == "to"),
        "adverb" => TimeWord::Adverb,
        "possessive" => TimeWord::Possessive,
        "counted" => TimeWord::Counted,
        "be" => TimeWord::Be,
        "past" => TimeWord::Past,
        "epithet" => TimeWord::Epithet,
        "name_head" => TimeWord::NameHead,
        "reaction" => TimeWord::Reaction,
        other => return Err(row.error(format!("class '{other}'"), "see the comments at the head of the table")),
    })
}

fn unit(value: &str) -> Option<Unit> {
    Some(match value {
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "generation" => Unit::Generation,
        "century" => Unit::Century,
        _ => return None,
    })
}

fn part(value: &str) -> Option<Part> {
    Some(match value {
        "dawn" => Part::Dawn,
        "morning" => Part::Morning,
        "noon" => Part::Noon,
        "afternoon" => Part::Afternoon,
        "dusk" => Part::Dusk,
        "evening" => Part::Evening,
        "night" => Part::Night,
        "midnight" => Part::Midnight,
        _ => return None,
    })
}

fn edge(value: &str) -> Option<Edge> {
    Some(match value {
        "early" => Edge::Early,
        "mid" => Edge::Mid,
        "late" => Edge::Late,
        _ => return None,
    })
}

fn prep(value: &str) -> Option<Prep> {
    Some(match value {
        "in" => Prep::In,
        "on" => Prep::On,
        "at" => Prep::At,
        "by" => Prep::By,
        "of" => Prep::Of,
        "from" => Prep::From,
        "to" => Prep::To,
        "since" => Prep::Since,
        "until" => Prep::Until,
        "through" => Prep::Through,
        "during" => Prep::During,
        "for" => Prep::For,
        "over" => Prep::Over,
        "within" => Prep::Within,
        "between" => Prep::Between,
        "and" => Prep::And,
        "around" => Prep::Around,
        "into" => Prep::Into,
        "the" => Prep::The,
        "that" => Prep::That,
        "same" => Prep::Same,
        "every" => Prep::Every,
        "half" => Prep::Half,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case() {
        let words = TimeWords::english().unwrap();
        assert_eq!(words.of("NOV"), TimeWord::Month(11));
        assert_eq!(words.of("Sunday"), TimeWord::Weekday(7));
        assert_eq!(words.of("yesterday"), TimeWord::Day(-1));
        assert_eq!(words.of("Baku"), TimeWord::No);
    }
}
