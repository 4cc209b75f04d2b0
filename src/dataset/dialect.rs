//! Whose table it is, by its header.

/// Whose table it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// An export of ACLED, of today's header or of that to 2016.
    Acled,
    /// UCDP GED, of any version.
    Ucdp,
    /// Our own incidents.
    Dateline,
    /// Anyone's.
    Other,
}

/// Columns by which each is known; all must be there.
const MARKS: [(Dialect, &[&str]); 3] = [
    (Dialect::Dateline, &["event_type", "plover", "killed_best", "date_start"]),
    (Dialect::Acled, &["event_date", "event_type", "actor1", "fatalities", "inter1"]),
    (Dialect::Ucdp, &["type_of_violence", "side_a", "side_b", "date_start"]),
];

impl Dialect {
    /// Whose header it is; names as [`plain`](super::columns::plain) makes them.
    pub(super) fn of(header: &[String]) -> Self {
        let has = |name: &&str| header.iter().any(|h| h == *name);
        MARKS.iter().find(|(_, marks)| marks.iter().all(&has)).map_or(Self::Other, |(dialect, _)| *dialect)
    }

    /// What its rows are called.
    pub const fn rows(self) -> &'static str {
        match self {
            Self::Acled => "ACLED events",
            Self::Ucdp => "UCDP GED events",
            Self::Dateline => "Reported incidents",
            Self::Other => "Rows",
        }
    }

    /// What one row is.
    pub const fn row(self) -> &'static str {
        match self {
            Self::Acled | Self::Ucdp | Self::Other => "event",
            Self::Dateline => "incident",
        }
    }

    /// How its makers want to be named.
    pub const fn credit(self) -> Option<&'static str> {
        match self {
            Self::Acled => Some("ACLED (Armed Conflict Location & Event Data), acleddata.com"),
            Self::Ucdp => Some(
                "UCDP Georeferenced Event Dataset, CC BY 4.0 (Sundberg, Ralph & Erik Melander, 2013, “Introducing the \
                 UCDP Georeferenced Event Dataset”, Journal of Peace Research 50(4), 523–532)",
            ),
            Self::Dateline | Self::Other => None,
        }
    }
}
