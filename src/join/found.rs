//! A row of the other side that was found, and what is told of the pair.

use crate::dataset::Spot;
use crate::export::{Kind, Value};

use super::join::Line;
use super::measure::{days_between, km_between};
use crate::format::qgis::{MATCHED, ONLY_LEFT, ONLY_RIGHT};

/// How two places are known to be one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SameBy {
    /// Both are one place of the gazetteer.
    Id,
    /// Both are spelt as one.
    Name,
    /// Their names are so alike, 0 to 1.
    Score(f32),
}

/// A row of the right side, found for one of the left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Which.
    pub row: u32,
    /// How far apart they are; NaN where not known.
    pub km: f64,
    /// Days between them, where both are dated.
    pub days: Option<i32>,
    /// Which of the nearest, from 1.
    pub rank: u32,
    /// Whether a row that was not taken is just as near.
    pub tied: bool,
    /// How well they match, 0 to 1.
    pub score: f32,
    /// How well the next best would; NaN where there is none.
    pub second: f32,
    /// How their places are one, where rows are joined by that.
    pub same_by: Option<SameBy>,
}

impl Found {
    /// A row of which no more is told.
    pub fn row(row: u32) -> Self {
        Self { row, km: f64::NAN, days: None, rank: 0, tied: false, score: f32::NAN, second: f32::NAN, same_by: None }
    }

    /// With what lies between two spots.
    #[must_use]
    pub fn between(mut self, left: &Spot, right: &Spot) -> Self {
        self.km = left.point().zip(right.point()).map_or(f64::NAN, |(a, b)| km_between(a, b));
        self.days = left.days().zip(right.days()).map(|(a, b)| days_between(a, b));
        self
    }
}

/// A column that the join adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// Kilometres between both.
    Km,
    /// Days between both.
    Days,
    /// Which of the nearest it is.
    Rank,
    /// Whether others are as near.
    Tied,
    /// How well they match.
    Score,
    /// How well the next best would.
    Second,
    /// How both are known to be one place.
    SameBy,
    /// How alike the names of both places are.
    NameScore,
    /// Whether the row is a pair or of one side only.
    Joined,
}

impl Extra {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Km => "distance_km",
            Self::Days => "days_apart",
            Self::Rank => "rank",
            Self::Tied => "tied",
            Self::Score => "match_score",
            Self::Second => "runner_up_score",
            Self::SameBy => "place_match",
            Self::NameScore => "name_score",
            Self::Joined => "joined",
        }
    }

    /// What its values are.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Km | Self::Score | Self::Second | Self::NameScore => Kind::Number,
            Self::SameBy | Self::Joined => Kind::Text,
            Self::Days | Self::Rank => Kind::Integer,
            Self::Tied => Kind::Boolean,
        }
    }

    /// The value of a row: of one without a partner nothing is told but that.
    pub fn value(self, line: &Line) -> Value<'static> {
        match (self, line.left, &line.right) {
            (Self::Joined, Some(_), Some(_)) => Value::Text(MATCHED),
            (Self::Joined, Some(_), None) => Value::Text(ONLY_LEFT),
            (Self::Joined, None, _) => Value::Text(ONLY_RIGHT),
            (_, Some(_), Some(found)) => self.of_pair(found),
            _ => Value::Null,
        }
    }

    fn of_pair(self, found: &Found) -> Value<'static> {
        let number = |number: f64, places: f64| {
            if number.is_nan() { Value::Null } else { Value::Number((number * places).round() / places) }
        };
        match self {
            Self::Km => number(found.km, 100.0),
            Self::Days => found.days.map_or(Value::Null, |days| Value::Integer(days.into())),
            Self::Rank => Value::Integer(found.rank.into()),
            Self::Tied => Value::Boolean(found.tied),
            Self::Score => number(f64::from(found.score), 1000.0),
            Self::Second => number(f64::from(found.second), 1000.0),
            Self::SameBy => found.same_by.map_or(Value::Null, |how| {
                Value::Text(match how {
                    SameBy::Id => "id",
                    SameBy::Name => "name",
                    SameBy::Score(_) => "score",
                })
            }),
            Self::NameScore => match found.same_by {
                Some(SameBy::Score(score)) => number(f64::from(score), 1000.0),
                _ => Value::Null,
            },
            Self::Joined => Value::Text(MATCHED),
        }
    }
}
