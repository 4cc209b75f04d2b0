//! What counts how much when two rows are held against each other. The rules
//! of codebooks (ACLED, UCDP GED) are cited where a number comes from them; the
//! rest was set on the twins of `tests/suites/joining` and is open to all.

/// How much the place counts, where both are exact.
pub const PLACE: f32 = 0.30;
/// How much the day counts, where both are exact.
pub const DAY: f32 = 0.25;
/// How much the type of event counts.
pub const TYPE: f32 = 0.15;
/// How much the sides count.
pub const SIDES: f32 = 0.20;
/// How much the dead count.
pub const DEATHS: f32 = 0.10;
/// How alike the dead are where one side tells of some and the other of none: an
/// event with dead is rather the one that is told with its dead.
pub const UNTOLD: f32 = 0.5;

/// Pairs of at least this score can be one event.
pub const LEAST: f32 = 0.55;
/// A match less than this above [`LEAST`], or above the next best, is doubtful.
pub const DOUBT: f32 = 0.10;

/// The window without `--within`: kilometres, days.
pub const WINDOW: (f64, i32) = (25.0, 3);
/// No uncertainty makes a window wider than this, km.
pub const WIDEST_KM: f64 = 500.0;
/// How many times wider than the window near misses are looked for.
pub const MISS: f64 = 4.0;
/// Near misses are looked for at least so far, km and days.
pub const MISS_LEAST: (f64, i32) = (100.0, 14);

/// Kilometres by which a place of exact precision may still be off: the middle
/// of a town is not its edge.
pub const EXACT_KM: f64 = 3.0;
/// Kilometres by UCDP's `where_prec` 1-7: exact; about 25 km around a point;
/// only the second-order division; only the first-order one; a line or vague
/// region; only the country; waters or air.
pub const UCDP_KM: [f64; 7] = [EXACT_KM, 25.0, 40.0, 120.0, 150.0, 400.0, 500.0];
/// Kilometres by ACLED's `geo_precision` 1-3: the town; near it, or part of a
/// region; a region, put on its capital.
pub const ACLED_KM: [f64; 3] = [EXACT_KM, 30.0, 120.0];
/// Days by which ACLED's day may be off by `time_precision` 1-3: the day, in
/// that week, in that month.
pub const ACLED_DAYS: [i32; 3] = [0, 6, 30];

/// A place counts half where both are known to so many kilometres together.
pub const COARSE_KM: f64 = 50.0;
/// A day counts half where both spans together are so many days long.
pub const COARSE_DAYS: f32 = 14.0;

/// An armed act and the other of the table, and how alike they are (0 to 1);
/// what is alike itself is 1, what is not in the table 0. State-based and
/// non-state violence of UCDP are told by who fights, not by how, so that
/// battles and shelling are both.
pub const ALIKE: [(Act, Act, f32); 24] = {
    use Act::{Battle, Demonstration, Explosion, NonState, OneSided, Riot, StateBased, Strategic, Violence};
    [
        (Battle, Explosion, 0.7),
        (Battle, Violence, 0.4),
        (Battle, Riot, 0.3),
        (Battle, Strategic, 0.4),
        (Explosion, Violence, 0.6),
        (Explosion, Strategic, 0.2),
        (Violence, Riot, 0.5),
        (Violence, Demonstration, 0.3),
        (Violence, Strategic, 0.2),
        (Riot, Demonstration, 0.7),
        (StateBased, Battle, 1.0),
        (StateBased, Explosion, 0.9),
        (StateBased, Violence, 0.4),
        (StateBased, Strategic, 0.3),
        (NonState, Battle, 1.0),
        (NonState, Explosion, 0.8),
        (NonState, Violence, 0.5),
        (NonState, Riot, 0.6),
        (OneSided, Violence, 1.0),
        (OneSided, Explosion, 0.8),
        (OneSided, Battle, 0.3),
        (OneSided, Riot, 0.4),
        (OneSided, Demonstration, 0.4),
        (StateBased, NonState, 0.4),
    ]
};

/// What an act is, in ACLED's words or UCDP's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// ACLED: Battles.
    Battle,
    /// ACLED: Explosions/Remote violence.
    Explosion,
    /// ACLED: Violence against civilians.
    Violence,
    /// ACLED: Protests.
    Demonstration,
    /// ACLED: Riots.
    Riot,
    /// ACLED: Strategic developments.
    Strategic,
    /// UCDP: type of violence 1.
    StateBased,
    /// UCDP: type of violence 2.
    NonState,
    /// UCDP: type of violence 3.
    OneSided,
}

impl Act {
    /// How alike two acts are, 0 to 1.
    pub fn alike(self, other: Self) -> f32 {
        if self == other {
            return 1.0;
        }
        let row = ALIKE.iter().find(|(a, b, _)| (*a, *b) == (self, other) || (*a, *b) == (other, self));
        row.map_or(0.0, |(.., alike)| *alike)
    }
}
