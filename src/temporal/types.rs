//! The plain types of this layer.

use jiff::civil::{Date, Weekday};
use serde::Serialize;

use crate::document::PublishedBasis;
use crate::text::Span;

/// How closely a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DatePrecision {
    /// One day.
    Day,
    /// A night over two days.
    Night,
    /// A stated range of days.
    Range,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// A decade.
    Decade,
    /// Not known, or open at one end.
    #[default]
    Open,
}

/// How a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateBasis {
    /// Written in full.
    #[default]
    Stated,
    /// A weekday or other relative word, and the day of publication.
    #[serde(rename = "weekday+publication")]
    WeekdayPublication,
    /// A weekday, day and month, and a named event or office that leaves one year.
    #[serde(rename = "weekday+named_event")]
    WeekdayNamedEvent,
    /// Taken from another report of the same incident.
    Merged,
    /// Given on the command line.
    Option,
    /// Taken from a dataset.
    Dataset,
    /// Set by a person.
    Correction,
}

/// Days, closed at both ends; `None` where an end is open or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DateRange {
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// How close it is.
    pub precision: DatePrecision,
}

/// What a time expression is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeKind {
    /// A day, night, week, month, year... in which something may have happened.
    Point,
    /// A start without an end: "since December", "since the beginning of the week".
    Since,
    /// An hour of a day: "0900 Moscow time".
    Hour,
    /// A length of time: "six weeks", "44-day". Dates nothing by itself.
    Duration,
    /// Recurring or many: "over the last 35 years", "for decades". Background.
    Set,
    /// A distance from what is told: "a week after", "the day before". Dates what
    /// the words lead to and nothing before them.
    Apart,
    /// A time to come: "on Friday" beside "will" or "is hosting".
    Future,
}

/// One time expression of a document, recognised and, where possible, resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeExpression {
    /// The words.
    pub span: Span,
    /// What it is good for.
    pub kind: TimeKind,
    /// The days meant; `None` where the anchor or the year is not known.
    pub range: Option<DateRange>,
    /// The precision meant, also where unresolved ("on Sunday": day).
    pub precision: DatePrecision,
    /// How the days are known.
    pub basis: DateBasis,
    /// The weekday named, if one is.
    pub weekday: Option<Weekday>,
    /// Whether it names a time well before the report ("in 2020", "last year",
    /// "two decades ago"): what it dates is likely background.
    pub distant: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

impl TimeExpression {
    /// Whether it is an event that goes by a name and has its days from that.
    pub fn is_named_event(&self) -> bool {
        self.rule == super::named::RULE || self.is_war()
    }

    /// Whether it is a war, by its name, year or length.
    pub fn is_war(&self) -> bool {
        self.rule == super::named::WAR
    }
}

/// The day against which relative expressions are resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// The day of publication, where known.
    pub date: Option<Date>,
    /// How it is known.
    pub basis: PublishedBasis,
}
