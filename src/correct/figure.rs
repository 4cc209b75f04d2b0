//! The figures of a toll that a correction can set.

use crate::incident::Tolls;

/// The basis of a figure that a person set.
const BASIS: &str = "correction";

/// A figure of the toll: a position in [`FIGURES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure(usize);

type Slot = fn(&mut Tolls) -> &mut Option<u32>;

/// The figures by their columns, `killed_best` first.
const FIGURES: [(&str, Slot); 19] = [
    ("killed_best", |t| &mut t.killed_best),
    ("killed_min", |t| &mut t.killed.min),
    ("killed_max", |t| &mut t.killed.max),
    ("killed_a", |t| &mut t.killed_a),
    ("killed_b", |t| &mut t.killed_b),
    ("killed_civilians", |t| &mut t.killed_civilians),
    ("killed_unknown", |t| &mut t.killed_unknown),
    ("wounded_min", |t| &mut t.wounded.min),
    ("wounded_max", |t| &mut t.wounded.max),
    ("captured_min", |t| &mut t.captured.min),
    ("captured_max", |t| &mut t.captured.max),
    ("missing_min", |t| &mut t.missing.min),
    ("missing_max", |t| &mut t.missing.max),
    ("abducted_min", |t| &mut t.abducted.min),
    ("abducted_max", |t| &mut t.abducted.max),
    ("arrested_min", |t| &mut t.arrested.min),
    ("arrested_max", |t| &mut t.arrested.max),
    ("displaced_min", |t| &mut t.displaced.min),
    ("displaced_max", |t| &mut t.displaced.max),
];

impl Figure {
    /// All figures.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..FIGURES.len()).map(Self)
    }

    /// Its column.
    pub(super) fn name(self) -> &'static str {
        FIGURES[self.0].0
    }

    /// Its value in a toll.
    pub(super) fn of(self, tolls: &mut Tolls) -> &mut Option<u32> {
        FIGURES[self.0].1(tolls)
    }

    /// Sets it. The best figure of the dead is a figure like others: the bounds
    /// hold it.
    pub(super) fn set(self, tolls: &mut Tolls, count: Option<u32>) {
        *self.of(tolls) = count;
        if self.name() != "killed_best" {
            return;
        }
        tolls.killed_best_basis = count.map(|_| BASIS);
        let Some(best) = count else { return };
        let open = tolls.killed.min.is_some() && tolls.killed.max.is_none();
        tolls.killed.min = Some(tolls.killed.min.map_or(best, |min| min.min(best)));
        tolls.killed.max = if open { None } else { Some(tolls.killed.max.map_or(best, |max| max.max(best))) };
    }
}

/// Which bounds of the toll are the wrong way round.
pub(super) fn crossed_bounds(tolls: &mut Tolls) -> Option<String> {
    let bounds: Vec<(&str, Option<u32>)> = Figure::all().map(|f| (f.name(), *f.of(tolls))).collect();
    bounds.windows(2).find_map(|pair| {
        let ((low, min), (high, max)) = (pair[0], pair[1]);
        let (min, max) = min.zip(max)?;
        (low.ends_with("_min") && high.ends_with("_max") && min > max)
            .then(|| format!("{low} {min} is above {high} {max}"))
    })
}
