//! Which incidents are told in reports that share runs of words.

use super::block::MOST;
use super::profile::Profile;

/// The runs of words that stand in the reports of some incidents, and all
/// incidents whose reports have them. In one block: an archive has millions.
#[derive(Debug)]
pub(super) struct Runs {
    sorted: Sorted,
    /// Where the incidents of each run begin; one more than there are runs.
    starts: Vec<u32>,
    incidents: Vec<u32>,
}

impl Runs {
    /// The runs of `wanted`.
    pub(super) fn of(profiles: &[Profile<'_>], wanted: &[u32]) -> Self {
        let mut runs: Vec<u32> = Vec::new();
        let mut report = 0;
        for p in wanted.iter().map(|i| &profiles[*i as usize]) {
            // Incidents of one report stand together more often than not.
            if p.report != report {
                runs.extend(runs_in(p));
                report = p.report;
            }
        }
        let runs = Sorted::new(runs);
        let mut counts = vec![0_u32; runs.all.len()];
        each(profiles, &runs, |n, _| {
            // What stands in hundreds of reports is boilerplate.
            counts[n] = (counts[n] + 1).min(MOST as u32);
        });
        let ends = counts.iter().scan(0, |end, count| {
            *end += count;
            Some(*end)
        });
        let starts: Vec<u32> = std::iter::once(0).chain(ends).collect();
        let mut incidents = vec![0; starts.last().map_or(0, |n| *n as usize)];
        each(profiles, &runs, |n, i| {
            if let Some(left) = counts[n].checked_sub(1) {
                incidents[(starts[n + 1] - counts[n]) as usize] = i;
                counts[n] = left;
            }
        });
        Self { sorted: runs, starts, incidents }
    }

    /// The incidents whose reports have a run, the first [`MOST`] of them.
    pub(super) fn with(&self, run: u32) -> &[u32] {
        let Some(n) = self.sorted.position(run) else { return &[] };
        &self.incidents[self.starts[n] as usize..self.starts[n + 1] as usize]
    }
}

/// Numbers in order, found by their upper half first: a search through millions
/// misses the cache at every step.
#[derive(Debug)]
struct Sorted {
    all: Vec<u32>,
    /// Where the numbers of each upper half begin.
    heads: Vec<u32>,
}

impl Sorted {
    fn new(mut all: Vec<u32>) -> Self {
        all.sort_unstable();
        all.dedup();
        let begin = |half: u32| all.partition_point(|n| n >> 16 < half) as u32;
        let heads = (0..=1 << 16).map(begin).collect();
        Self { all, heads }
    }

    fn position(&self, number: u32) -> Option<usize> {
        let half = (number >> 16) as usize;
        let (from, to) = (self.heads[half] as usize, self.heads[half + 1] as usize);
        self.all[from..to].binary_search(&number).ok().map(|n| from + n)
    }
}

/// Hands on every incident with the number of each run of its report.
fn each(profiles: &[Profile<'_>], runs: &Sorted, mut to: impl FnMut(usize, u32)) {
    for (i, p) in profiles.iter().enumerate() {
        for n in runs_in(p).iter().filter_map(|s| runs.position(*s)) {
            to(n, i as u32);
        }
    }
}

/// The runs of words of an incident's report.
pub(super) fn runs_in<'i>(p: &Profile<'i>) -> &'i [u32] {
    p.incident.reports.first().map_or(&[], |r| &r.shingles)
}
