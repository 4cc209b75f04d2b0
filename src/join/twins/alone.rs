//! Why a row has no twin: what came nearest, and what spoke against it.

use rayon::prelude::*;

use super::weights::{MISS, MISS_LEAST};
use super::{Candidate, Matching, Pair};
use crate::dataset::Spot;
use crate::join::index::Index;
use crate::join::measure::{Window, days_between, km_between};
use crate::text::counted;

/// A row of the other side that came near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Which.
    pub row: u32,
    /// How far, km; NaN where not known.
    pub km: f64,
    /// Days between both, where both are dated.
    pub days: Option<i32>,
    /// How well it would match.
    pub score: f32,
}

/// Why a row has no twin.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// It has no point.
    NoPoint,
    /// It has no day.
    NoDay,
    /// Its best twin goes better with another row of its own side.
    Taken(Near, u32),
    /// Inside the window, but not alike enough: what speaks against it.
    Unlike(Near, Vec<&'static str>),
    /// Outside of the window.
    Far(Near),
    /// Nothing far around.
    Nothing,
}

/// A row without a twin.
#[derive(Debug, Clone, PartialEq)]
pub struct Alone {
    /// Which.
    pub row: u32,
    /// Why.
    pub why: Why,
}

impl Alone {
    /// What came near.
    pub fn near(&self) -> Option<Near> {
        match &self.why {
            Why::Taken(near, _) | Why::Unlike(near, _) | Why::Far(near) => Some(*near),
            Why::NoPoint | Why::NoDay | Why::Nothing => None,
        }
    }

    /// The reason in words.
    pub fn reason(&self, window: &Window) -> String {
        let apart = |near: &Near| {
            let km = if near.km.is_nan() { String::new() } else { format!("{:.0} km", near.km) };
            let days = near.days.map(|days| counted(days.unsigned_abs().into(), "day"));
            [Some(km).filter(|km| !km.is_empty()), days].into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        match &self.why {
            Why::NoPoint => "it has no point".to_owned(),
            Why::NoDay => "it has no day".to_owned(),
            Why::Taken(near, _) => format!("the best twin goes better with another row (here {:.2})", near.score),
            Why::Unlike(near, against) if against.is_empty() => {
                format!("near, but not alike enough ({:.2})", near.score)
            }
            Why::Unlike(near, against) => format!("near, but {} ({:.2})", against.join(", "), near.score),
            Why::Far(near) => format!("nearest was {}", apart(near)),
            Why::Nothing => {
                let wide = widened(window);
                let km = wide.km.map(|km| format!("{km:.0} km"));
                let days = wide.days.map(|days| counted(days.unsigned_abs().into(), "day"));
                format!("nothing within {}", [km, days].into_iter().flatten().collect::<Vec<_>>().join(" and "))
            }
        }
    }
}

/// Where near misses are looked for.
fn widened(window: &Window) -> Window {
    Window {
        km: window.km.map(|km| (km * MISS).max(MISS_LEAST.0)),
        days: window.days.map(|days| ((f64::from(days) * MISS) as i32).max(MISS_LEAST.1)),
    }
}

/// The rows of both sides without a twin.
pub(super) fn alone(all: &Matching<'_>, candidates: &[Candidate], pairs: &[Pair]) -> (Vec<Alone>, Vec<Alone>) {
    let mut twins = (vec![None; all.left.len()], vec![None; all.right.len()]);
    for pair in pairs {
        twins.0[pair.left as usize] = Some(pair.found.row);
        twins.1[pair.found.row as usize] = Some(pair.left);
    }
    let mut best: (Vec<Option<Candidate>>, Vec<Option<Candidate>>) =
        (vec![None; all.left.len()], vec![None; all.right.len()]);
    for candidate in candidates {
        for best in [&mut best.0[candidate.left as usize], &mut best.1[candidate.right as usize]] {
            if best.is_none_or(|b| candidate.score > b.score) {
                *best = Some(*candidate);
            }
        }
    }
    let spots = |facts: &[super::Facts]| facts.iter().map(|f| f.spot).collect::<Vec<Spot>>();
    let (left, right) = (spots(&all.left), spots(&all.right));
    let lonely = |own: &[Option<u32>]| (0..own.len()).filter(|n| own[*n].is_none()).collect::<Vec<_>>();
    let wide = widened(&all.options.window);
    let side = |own: &[Spot], other: &[Spot], rows: Vec<usize>, of: &(dyn Fn(usize) -> Option<Why> + Sync)| {
        let index = Index::new(other, 0..other.len() as u32, &wide);
        let why = |row: usize| of(row).unwrap_or_else(|| outside(&own[row], other, &index, &wide, all));
        rows.into_par_iter().map(|row| Alone { row: row as u32, why: why(row) }).collect::<Vec<_>>()
    };
    let inside = |candidate: Candidate, left: bool| inside(all, candidate, left, (&twins.0, &twins.1));
    let of_left = side(&left, &right, lonely(&twins.0), &|row| best.0[row].map(|c| inside(c, true)));
    let of_right = side(&right, &left, lonely(&twins.1), &|row| best.1[row].map(|c| inside(c, false)));
    (of_left, of_right)
}

/// Why a row has no twin though one was inside the window.
fn inside(all: &Matching<'_>, best: Candidate, left: bool, twins: (&[Option<u32>], &[Option<u32>])) -> Why {
    let (a, b) = (&all.left[best.left as usize], &all.right[best.right as usize]);
    let (row, other) =
        if left { (best.right, twins.1[best.right as usize]) } else { (best.left, twins.0[best.left as usize]) };
    let near = Near { row, score: best.score, ..between(&a.spot, &b.spot) };
    match other.filter(|_| best.score >= all.options.least) {
        Some(taker) => Why::Taken(near, taker),
        None => Why::Unlike(near, super::Signs::of(a, b, &all.options.window).against()),
    }
}

/// What lies outside the window.
fn outside(own: &Spot, other: &[Spot], index: &Index<'_>, wide: &Window, all: &Matching<'_>) -> Why {
    let window = &all.options.window;
    if window.km.is_some() && own.point().is_none() {
        return Why::NoPoint;
    }
    if window.days.is_some() && own.days().is_none() {
        return Why::NoDay;
    }
    let mut found = Vec::new();
    index.near(own, wide, &mut found);
    // As many windows away as it is.
    let far = |near: &Near| {
        let km = window.km.map_or(0.0, |limit| near.km / limit.max(1.0));
        km + window.days.zip(near.days).map_or(0.0, |(limit, days)| f64::from(days) / f64::from(limit.max(1)))
    };
    let near = |row: &u32| Near { row: *row, ..between(own, &other[*row as usize]) };
    let nearest = found.iter().map(near).min_by(|a, b| far(a).total_cmp(&far(b)).then(a.row.cmp(&b.row)));
    nearest.map_or(Why::Nothing, Why::Far)
}

fn between(a: &Spot, b: &Spot) -> Near {
    Near {
        row: 0,
        km: a.point().zip(b.point()).map_or(f64::NAN, |(a, b)| km_between(a, b)),
        days: a.days().zip(b.days()).map(|(a, b)| days_between(a, b)),
        score: f32::NAN,
    }
}
