//! How fast a name is looked up: as written, with a letter off, and the places
//! nearest to a point.

#![allow(missing_docs, reason = "criterion's macros write functions without")]
#![allow(clippy::expect_used, reason = "a benchmark ends where it cannot go on")]

use std::hint::black_box;
use std::time::Instant;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use dateline::gazetteer::Gazetteer;

mod support;

use support::Dice;

/// Names asked for.
const NAMES: usize = 10_000;

fn lookup(criterion: &mut Criterion) {
    let gazetteer = Gazetteer::embedded().expect("the gazetteer is whole");
    let mut dice = Dice(11);
    let names: Vec<&str> = (0..NAMES)
        .map(|_| support::town(&gazetteer, &mut dice).name)
        .filter(|name| (6..=14).contains(&name.len()))
        .collect();
    let misspelt: Vec<String> = names.iter().map(|name| misspell(name, &mut dice)).collect();
    let points: Vec<(f64, f64)> =
        (0..NAMES).map(|_| (dice.roll(160) as f64 - 80.0, dice.roll(3600) as f64 / 10.0 - 180.0)).collect();

    tell("exact", &names, |name| gazetteer.find(name).len());
    tell("fuzzy", &misspelt, |name| gazetteer.find_fuzzy(name).len());
    tell("nearest", &points, |(lat, lon)| gazetteer.nearest(*lat, *lon, 1).len());

    let mut group = criterion.benchmark_group("lookup");
    let mut at = 0;
    let mut next = |count: usize| {
        at = (at + 1) % count;
        at
    };
    group.bench_function("exact", |b| {
        b.iter_batched(|| names[next(names.len())], |name| gazetteer.find(black_box(name)), BatchSize::SmallInput);
    });
    group.bench_function("fuzzy", |b| {
        b.iter_batched(
            || &misspelt[next(misspelt.len())],
            |name| gazetteer.find_fuzzy(black_box(name)),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("nearest", |b| {
        b.iter_batched(
            || points[next(points.len())],
            |(lat, lon)| gazetteer.nearest(black_box(lat), black_box(lon), 1),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

/// Prints the median and the slowest of each hundred.
#[allow(clippy::print_stdout, reason = "a benchmark tells what it measures")]
fn tell<T>(what: &str, asked: &[T], answer: impl Fn(&T) -> usize) {
    let mut took: Vec<u128> = Vec::with_capacity(asked.len());
    for one in asked {
        let start = Instant::now();
        black_box(answer(black_box(one)));
        took.push(start.elapsed().as_nanos());
    }
    took.sort_unstable();
    let of = |share: usize| took.get(took.len() * share / 100).copied().unwrap_or(0);
    println!("{what}: median {} ns, 99th of a hundred {} ns", of(50), of(99));
}

/// A name with one of its letters, not the first, changed.
fn misspell(name: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + dice.roll(letters.len() - 1);
    letters[at] = (b'a' + dice.roll(26) as u8) as char;
    letters.into_iter().collect()
}

criterion_group!(benches, lookup);
criterion_main!(benches);
