//! Two rows held against each other: how well they agree, sign by sign.

use super::facts::Facts;
use super::names::sides_alike;
use super::weights::{COARSE_DAYS, COARSE_KM, DAY, DEATHS, PLACE, SIDES, TYPE, UNTOLD};
use crate::gazetteer::distance_km;
use crate::join::measure::{Window, days_between};

/// How well two rows agree in each sign, 0 to 1; none where one says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Signs {
    /// In place.
    pub place: Option<f32>,
    /// In day.
    pub day: Option<f32>,
    /// In the type of event.
    pub act: Option<f32>,
    /// In the sides.
    pub sides: Option<f32>,
    /// In the dead.
    pub dead: Option<f32>,
    /// What place and day count, by how well they are known.
    weights: (f32, f32),
}

impl Signs {
    /// Holds two rows against each other.
    pub(super) fn of(a: &Facts, b: &Facts, window: &Window) -> Self {
        let (km, days) = (window.km.unwrap_or(0.0), window.days.unwrap_or(0));
        let off = a.km + b.km;
        let place = a.spot.point().zip(b.spot.point()).map(|(a, b)| {
            // Half where they are half the window and half of what is not known apart.
            let half = f64::midpoint(km, off).max(1.0);
            libm::exp2(-distance_km(a, b) / half) as f32
        });
        let day = a
            .spot
            .days()
            .zip(b.spot.days())
            .map(|(a, b)| (1.0 - days_between(a, b) as f32 / (days + 1) as f32).max(0.0));
        let coarse_place = 1.0 + ((off - 2.0 * super::weights::EXACT_KM).max(0.0) / COARSE_KM) as f32;
        let coarse_day = 1.0 + (a.span + b.span) as f32 / COARSE_DAYS;
        Self {
            place,
            day,
            act: acts(a, b),
            sides: sides_alike(&a.sides, &b.sides),
            dead: dead(a.dead, b.dead),
            weights: (PLACE / coarse_place, DAY / coarse_day),
        }
    }

    /// All signs together, 0 to 1: the mean of those that are known, by weight.
    pub fn score(&self) -> f32 {
        let signs = [
            (self.place, self.weights.0),
            (self.day, self.weights.1),
            (self.act, TYPE),
            (self.sides, SIDES),
            (self.dead, DEATHS),
        ];
        let known = signs.iter().filter_map(|(sign, weight)| sign.map(|sign| (sign, *weight)));
        let (sum, weight) = known.fold((0.0, 0.0), |(sum, all), (sign, weight)| (sum + sign * weight, all + weight));
        if weight > 0.0 { sum / weight } else { 0.0 }
    }

    /// What speaks against the pair: the signs that agree least, in words.
    pub fn against(&self) -> Vec<&'static str> {
        let signs = [
            (self.sides, "other sides"),
            (self.act, "another kind of event"),
            (self.dead, "another number of dead"),
            (self.day, "not the same days"),
            (self.place, "not the same place"),
        ];
        signs.iter().filter(|(sign, _)| sign.is_some_and(|sign| sign < 0.5)).map(|(_, words)| *words).collect()
    }
}

fn acts(a: &Facts, b: &Facts) -> Option<f32> {
    match (a.act, b.act, &a.words, &b.words) {
        (Some(a), Some(b), ..) => Some(a.alike(b)),
        // Types of no known table are compared by their words alone.
        (None, None, Some(a), Some(b)) if a == b => Some(1.0),
        _ => None,
    }
}

type Dead = (Option<u32>, Option<u32>, Option<u32>);

/// The dead: 1 where equal or within the other's bounds, less by their ratio.
fn dead(a: Dead, b: Dead) -> Option<f32> {
    let best = |d: Dead| d.1.or(d.0).or(d.2);
    let (x, y) = match (best(a), best(b)) {
        (Some(x), Some(y)) => (x, y),
        (Some(told), None) | (None, Some(told)) if told > 0 => return Some(UNTOLD),
        _ => return None,
    };
    let within = |n: u32, d: Dead| d.0.zip(d.2).is_some_and(|(low, high)| low <= n && n <= high);
    if within(x, b) || within(y, a) {
        return Some(1.0);
    }
    Some((x.min(y) as f32 + 1.0) / (x.max(y) as f32 + 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_agree_by_their_ratio_and_bounds() {
        let one = |n| (None, Some(n), None);
        assert_eq!(
            (dead(one(0), one(0)), dead(one(3), one(7)), dead(one(0), (None, None, None))),
            (Some(1.0), Some(0.5), None)
        );
        assert_eq!(dead(one(3), (None, None, None)), Some(UNTOLD));
        assert_eq!(dead(one(9), (Some(2), Some(3), Some(10))), Some(1.0));
    }
}
