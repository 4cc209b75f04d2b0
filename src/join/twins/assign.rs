//! Each row with at most one other, so that the scores together are highest:
//! the assignment problem on the pairs that may be one, solved by shortest
//! augmenting paths with potentials (Jonker and Volgenant 1987, "A shortest
//! augmenting path algorithm for dense and sparse linear assignment problems").

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A pair that may be one: left row, right row, score in millionths.
pub(super) type Edge = (u32, u32, i64);

/// Higher than any score.
const FULL: i64 = 2_000_000;
/// Steps after which the rest of the rows is assigned greedily. Rows of one day
/// and place reach each other in few steps; this is for files in which
/// everything may be everything.
const STEPS: u64 = 400_000_000;

/// Assigns: for each left row the number of its edge. Also tells how many left
/// rows were assigned greedily, since all reached all.
pub(super) fn assign(edges: &[Edge], left: usize, right: usize) -> (Vec<Option<u32>>, usize) {
    let mut solver = Solver::new(edges, left, right);
    let mut greedy = 0;
    for row in 0..left {
        if solver.begins[row] == solver.begins[row + 1] {
            continue;
        }
        if solver.steps < STEPS {
            solver.add(row);
        } else {
            greedy += 1;
            solver.add_greedily(row);
        }
    }
    (solver.chosen(), greedy)
}

struct Solver<'e> {
    edges: &'e [Edge],
    /// First edge of each left row.
    begins: Vec<usize>,
    right: usize,
    /// Price of each left row.
    u: Vec<i64>,
    /// Price of each right row, then of each left row's way of having none.
    v: Vec<i64>,
    /// Whom each of those is given to.
    owner: Vec<Option<u32>>,
    distance: Vec<i64>,
    /// From which left row it was reached.
    parent: Vec<u32>,
    steps: u64,
}

impl<'e> Solver<'e> {
    /// `edges` are sorted by the left row.
    fn new(edges: &'e [Edge], left: usize, right: usize) -> Self {
        let begins = (0..=left).map(|row| edges.partition_point(|e| (e.0 as usize) < row)).collect();
        let count = right + left;
        Self {
            edges,
            begins,
            right,
            u: vec![0; left],
            v: vec![0; count],
            owner: vec![None; count],
            distance: vec![i64::MAX; count],
            parent: vec![0; count],
            steps: 0,
        }
    }

    /// What a left row may have: other rows, or nothing.
    fn choices(&self, row: usize) -> impl Iterator<Item = (usize, i64)> + use<'e> {
        let edges = self.edges;
        let none = (self.right + row, FULL);
        edges[self.begins[row]..self.begins[row + 1]].iter().map(|e| (e.1 as usize, FULL - e.2)).chain([none])
    }

    /// Adds a row and changes what others have where that is better for all.
    fn add(&mut self, row: usize) {
        let lowest = self.choices(row).map(|(to, cost)| cost - self.v[to]).min();
        self.u[row] = lowest.unwrap_or(0);
        let mut heap = BinaryHeap::new();
        let mut touched: Vec<usize> = Vec::new();
        let mut done: Vec<usize> = Vec::new();
        let (mut from, mut base) = (row, 0);
        let end = loop {
            for (to, cost) in self.choices(from) {
                self.steps += 1;
                let there = base + cost - self.u[from] - self.v[to];
                if there < self.distance[to] {
                    if self.distance[to] == i64::MAX {
                        touched.push(to);
                    }
                    self.distance[to] = there;
                    self.parent[to] = from as u32;
                    heap.push(Reverse((there, to)));
                }
            }
            let Some(Reverse((there, to))) = heap.pop() else { break None };
            // A way that was found shorter since.
            if there > self.distance[to] {
                continue;
            }
            match self.owner[to] {
                None => break Some((to, there)),
                Some(owner) => {
                    done.push(to);
                    (from, base) = (owner as usize, there);
                }
            }
        };
        if let Some((to, reach)) = end {
            self.u[row] += reach;
            for passed in done {
                let rest = reach - self.distance[passed];
                self.v[passed] -= rest;
                if let Some(owner) = self.owner[passed] {
                    self.u[owner as usize] += rest;
                }
            }
            self.give(to, row);
        }
        for to in touched {
            self.distance[to] = i64::MAX;
        }
    }

    /// Gives `to` to the row that it was reached from, what that had to the row
    /// before, and so on back to `row`.
    fn give(&mut self, mut to: usize, row: usize) {
        loop {
            let taker = self.parent[to];
            let had = self.choices(taker as usize).map(|(c, _)| c).find(|c| self.owner[*c] == Some(taker));
            self.owner[to] = Some(taker);
            match had {
                Some(had) if taker as usize != row => to = had,
                _ => return,
            }
        }
    }

    fn add_greedily(&mut self, row: usize) {
        let free = self.choices(row).filter(|(to, _)| self.owner[*to].is_none());
        if let Some((to, _)) = free.min_by_key(|(to, cost)| (*cost, *to)) {
            self.owner[to] = Some(row as u32);
        }
    }

    fn chosen(&self) -> Vec<Option<u32>> {
        let mut chosen = vec![None; self.u.len()];
        for (number, (left, right, _)) in self.edges.iter().enumerate() {
            if self.owner[*right as usize] == Some(*left) {
                chosen[*left as usize] = Some(number as u32);
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn total(edges: &[Edge], chosen: &[Option<u32>]) -> i64 {
        chosen.iter().flatten().map(|n| edges[*n as usize].2).sum()
    }

    /// The best sum of all ways.
    fn brute(edges: &[Edge], left: u32, used: &mut Vec<u32>, count: u32) -> i64 {
        if left == count {
            return 0;
        }
        let mut best = brute(edges, left + 1, used, count);
        for (_, right, score) in edges.iter().filter(|e| e.0 == left) {
            if !used.contains(right) {
                used.push(*right);
                best = best.max(score + brute(edges, left + 1, used, count));
                used.pop();
            }
        }
        best
    }

    #[test]
    fn the_best_pair_gives_way_where_both_gain() {
        let edges = [(0, 0, 900_000), (0, 1, 800_000), (1, 0, 850_000)];
        let (chosen, greedy) = assign(&edges, 2, 2);
        assert_eq!((chosen, greedy), (vec![Some(1), Some(2)], 0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        #[test]
        fn no_other_way_has_a_higher_sum(pairs in prop::collection::btree_map((0..6_u32, 0..6_u32), 1..1_000_000_i64, 0..24)) {
            let edges: Vec<Edge> = pairs.into_iter().map(|((l, r), s)| (l, r, s)).collect();
            let (chosen, _) = assign(&edges, 6, 6);
            let mut rights: Vec<u32> = chosen.iter().flatten().map(|n| edges[*n as usize].1).collect();
            rights.sort_unstable();
            rights.dedup();
            prop_assert_eq!(rights.len(), chosen.iter().flatten().count());
            prop_assert_eq!(total(&edges, &chosen), brute(&edges, 0, &mut Vec::new(), 6));
        }
    }
}
