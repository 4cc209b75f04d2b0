//! Which pairs are weighed at all: those whose days meet and whose places lie
//! within reach of each other.
//!
//! Places with a point of their own are sought in cells of the sphere (cubes of
//! [`CELL_KM`], so that poles and the antimeridian need no care); regions,
//! borders and what has no place by day alone; epochs by their first day; what
//! has no day by its place, its toll and runs of words that its report shares.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::Rules;
use super::profile::{Day, EARTH_KM, LONG, Profile, WIDE};
use super::runs::{Runs, runs_in};
use super::score::{NEWS, score};

/// Edge of a cell in km: no less than two local places and the window between
/// them may span.
const CELL_KM: f64 = 2.0 * WIDE + 25.0;

/// The most others that an incident is weighed against in one cell: so many
/// are told of one place and day only when the days are not true ones, as when
/// a whole archive is given one date.
pub(super) const MOST: usize = 512;

/// Dead from which a number is seldom the same by chance.
const TELLING: u32 = 10;

/// Two incidents, by their numbers, and how likely they are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) points: i32,
    pub(super) a: u32,
    pub(super) b: u32,
}

/// All pairs that are likely enough, in no order.
pub(super) fn pairs(profiles: &[Profile<'_>], o: &Rules<'_>) -> Vec<Pair> {
    let (cell_km, days) = (CELL_KM.max(2.0 * WIDE + o.options.km), o.options.days.max(1));
    let seek = Seek { profiles, o, cell_km, days };
    let mut all = seek.local();
    all.extend(seek.wide());
    all.extend(seek.long());
    all.extend(seek.undated());
    all.sort_unstable();
    all.dedup();
    all
}

struct Seek<'p, 'i> {
    profiles: &'p [Profile<'i>],
    o: &'p Rules<'p>,
    cell_km: f64,
    /// Days between two that are weighed: of two reports of one night each may
    /// name its own day.
    days: Day,
}

/// A number of a cell on each axis.
type Cell = [i16; 3];

/// An incident in its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    from: Day,
    to: Day,
    place: u64,
    number: u32,
}

impl Seek<'_, '_> {
    fn numbers(&self, pick: impl Fn(&Profile<'_>) -> bool) -> impl Iterator<Item = u32> {
        (0..self.profiles.len() as u32).filter(move |i| pick(&self.profiles[*i as usize]))
    }

    fn entry(&self, number: u32) -> Option<Entry> {
        let p = &self.profiles[number as usize];
        let (from, to) = p.days?;
        Some(Entry { from, to, place: p.place, number })
    }

    fn weigh(&self, a: u32, b: u32) -> Option<Pair> {
        let (a, b) = (a.min(b), a.max(b));
        let points = score(&self.profiles[a as usize], &self.profiles[b as usize], self.o)?;
        Some(Pair { points, a, b })
    }

    /// Towns, districts and spots, dated: by cell.
    fn local(&self) -> Vec<Pair> {
        let mut cells: BTreeMap<Cell, Vec<Entry>> = BTreeMap::new();
        for i in self.numbers(|p| !p.is_wide() && p.days.is_some() && !p.is_long()) {
            if let (Some(cell), Some(entry)) = (self.cell(i), self.entry(i)) {
                cells.entry(cell).or_default().push(entry);
            }
        }
        for entries in cells.values_mut() {
            entries.sort_unstable();
        }
        let all: Vec<(&Cell, &Vec<Entry>)> = cells.iter().collect();
        all.par_iter()
            .flat_map_iter(|(cell, own)| {
                let mut found = Vec::new();
                self.within(own, &mut found);
                for other in neighbours(**cell).filter_map(|n| cells.get(&n)) {
                    self.between(own, other, &mut found);
                }
                found
            })
            .collect()
    }

    fn cell(&self, number: u32) -> Option<Cell> {
        let point = self.profiles[number as usize].point?;
        Some(point.map(|x| (x * EARTH_KM / self.cell_km).floor() as i16))
    }

    /// Pairs of one block, sorted by day.
    fn within(&self, block: &[Entry], found: &mut Vec<Pair>) {
        for (n, one) in block.iter().enumerate() {
            let reach = one.to + self.days;
            let later = block[n + 1..].iter().take_while(|other| other.from <= reach).take(MOST);
            found.extend(later.filter_map(|other| self.weigh(one.number, other.number)));
        }
    }

    /// Pairs between two blocks, each sorted by day.
    fn between(&self, one: &[Entry], two: &[Entry], found: &mut Vec<Pair>) {
        for e in one {
            let first = two.partition_point(|x| x.from < e.from - LONG - self.days);
            let near = two[first..].iter().take_while(|x| x.from <= e.to + self.days);
            let meets = near.filter(|x| x.to + self.days >= e.from).take(MOST);
            found.extend(meets.filter_map(|x| self.weigh(e.number, x.number)));
        }
    }

    /// Regions, borders and the unplaced: against all that is of their days.
    fn wide(&self) -> Vec<Pair> {
        let mut all: Vec<Entry> =
            self.numbers(|p| p.days.is_some() && !p.is_long()).filter_map(|i| self.entry(i)).collect();
        all.sort_unstable();
        let wide: Vec<&Entry> = all.iter().filter(|e| self.profiles[e.number as usize].is_wide()).collect();
        wide.par_iter()
            .flat_map_iter(|e| {
                let first = all.partition_point(|x| x.from < e.from - LONG - self.days);
                let near = all[first..].iter().take_while(|x| x.from <= e.to + self.days);
                let meets = near.filter(|x| x.number != e.number && x.to + self.days >= e.from);
                let within = meets.filter(|x| self.is_within_reach(e.number, x.number)).take(4 * MOST);
                within.filter_map(|x| self.weigh(e.number, x.number)).collect::<Vec<Pair>>()
            })
            .collect()
    }

    fn is_within_reach(&self, a: u32, b: u32) -> bool {
        let (a, b) = (&self.profiles[a as usize], &self.profiles[b as usize]);
        let shared = || {
            let (x, y) = (a.incident.location.as_ref(), b.incident.location.as_ref());
            x.zip(y).is_some_and(|(x, y)| x.countries_iso3.iter().any(|c| y.countries_iso3.contains(c)))
        };
        a.km(b).is_none_or(|km| km <= a.reach + b.reach + self.o.options.km || shared())
    }

    /// Epochs: those that begin on one day, and those of one place.
    fn long(&self) -> Vec<Pair> {
        let mut by_start: BTreeMap<Day, Vec<u32>> = BTreeMap::new();
        // The method itself would be of one lifetime only.
        #[allow(clippy::redundant_closure_for_method_calls)]
        for i in self.numbers(|p| p.is_long()) {
            by_start.entry(self.profiles[i as usize].days.map_or(0, |d| d.0)).or_default().push(i);
        }
        let mut found: Vec<Pair> = Vec::new();
        for block in by_start.values() {
            self.every(block, &mut found);
        }
        for block in self.by_place().values() {
            let long = |i: &&Entry| self.profiles[i.number as usize].is_long();
            for e in block.iter().filter(long) {
                let first = block.partition_point(|x| x.from < e.from);
                let within = block[first..].iter().take_while(|x| x.from <= e.to).filter(|x| x.number != e.number);
                found.extend(within.take(MOST).filter_map(|x| self.weigh(e.number, x.number)));
            }
        }
        found
    }

    fn every(&self, block: &[u32], found: &mut Vec<Pair>) {
        for (n, one) in block.iter().enumerate() {
            let rest = block[n + 1..].iter().take(MOST);
            found.extend(rest.filter_map(|other| self.weigh(*one, *other)));
        }
    }

    /// The dated of each place, by day.
    fn by_place(&self) -> BTreeMap<u64, Vec<Entry>> {
        let mut places: BTreeMap<u64, Vec<Entry>> = BTreeMap::new();
        for e in self.numbers(|p| p.days.is_some() && p.place != 0).filter_map(|i| self.entry(i)) {
            places.entry(e.place).or_default().push(e);
        }
        for entries in places.values_mut() {
            entries.sort_unstable();
        }
        places
    }

    /// What has no day: against what is of its place or toll and of the days
    /// before its report, and all whose reports share words with its own.
    fn undated(&self) -> Vec<Pair> {
        let open: Vec<u32> = self.numbers(|p| p.days.is_none()).collect();
        if open.is_empty() {
            return Vec::new();
        }
        let runs = Runs::of(self.profiles, &open);
        let (places, tolls) = (self.by(|p| Some(p.place)), self.by(telling_toll));
        open.par_iter()
            .flat_map_iter(|i| {
                let p = &self.profiles[*i as usize];
                let mut others: Vec<u32> = Vec::new();
                for block in [places.get(&p.place), telling_toll(p).and_then(|n| tolls.get(&n))].into_iter().flatten() {
                    others.extend(recent(block, p.published));
                }
                others.extend(runs_in(p).iter().flat_map(|s| runs.with(*s)));
                others.sort_unstable();
                others.dedup();
                others.retain(|k| k != i);
                others.into_iter().filter_map(|k| self.weigh(*i, k)).collect::<Vec<Pair>>()
            })
            .collect()
    }

    /// The incidents by a number that each has, in order of days; the undated by
    /// the day of their report.
    fn by(&self, key: impl Fn(&Profile<'_>) -> Option<u64>) -> BTreeMap<u64, Vec<(Day, u32)>> {
        let mut blocks: BTreeMap<u64, Vec<(Day, u32)>> = BTreeMap::new();
        for (i, p) in self.profiles.iter().enumerate() {
            let day = p.days.map(|d| d.0).or(p.published);
            if let (Some(key), Some(day)) = (key(p).filter(|k| *k != 0), day) {
                blocks.entry(key).or_default().push((day, i as u32));
            }
        }
        for b in blocks.values_mut() {
            b.sort_unstable();
        }
        blocks
    }
}

/// What of a block is of the days before a publication, the latest first; all,
/// as far as [`MOST`], where that day is not known.
fn recent(block: &[(Day, u32)], published: Option<Day>) -> impl Iterator<Item = u32> {
    let end = published.map_or(block.len(), |day| block.partition_point(|(d, _)| *d <= day));
    let start = published.map_or(0, |day| block.partition_point(|(d, _)| *d < day - NEWS));
    block[start..end].iter().rev().take(MOST).map(|(_, i)| *i)
}

/// A number of dead that is seldom the same by chance.
fn telling_toll(p: &Profile<'_>) -> Option<u64> {
    p.incident.tolls.killed.min.filter(|n| *n >= TELLING).map(u64::from)
}

/// The cells that touch a cell and come after it, so that two meet once.
fn neighbours(cell: Cell) -> impl Iterator<Item = Cell> {
    let steps: Range<i16> = -1..2;
    let all = steps.clone().flat_map(move |x| {
        let steps = steps.clone();
        steps.clone().flat_map(move |y| steps.clone().map(move |z| [x, y, z]))
    });
    all.filter(|step| *step > [0, 0, 0]).map(move |step| [cell[0] + step[0], cell[1] + step[1], cell[2] + step[2]])
}
