//! How fast all names are found in realistic text, beside what else could find
//! them: aho-corasick, daachorse and fst over the same names.
//!
//! The automata are given the names as the gazetteer writes them and find them
//! in that spelling alone; our scan also finds other cases, marks, hyphens and
//! abbreviations. All look for the longest name from a word's beginning on.

#![allow(missing_docs, reason = "criterion's macros write functions without")]
#![allow(clippy::expect_used, reason = "a benchmark ends where it cannot go on")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Duration;

use aho_corasick::AhoCorasick;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder, MatchKind};
use dateline::gazetteer::{Gazetteer, PlaceId, Starts};
use fst::raw::Fst;

mod support;

use support::clock::CpuTime;

/// Bytes of text.
const BYTES: usize = 8 << 20;

fn scan(criterion: &mut Criterion<CpuTime>) {
    let gazetteer = Gazetteer::embedded().expect("the gazetteer is whole");
    let text = support::text(&gazetteer, BYTES);
    let names: BTreeSet<&str> = (0..gazetteer.len() as u32)
        .flat_map(|id| gazetteer.names(PlaceId(id)))
        .map(|(name, _)| name)
        .filter(|name| !name.is_empty())
        .collect();
    tell(&text, &gazetteer);
    let mut group = criterion.benchmark_group(format!("scan for {} names", names.len()));
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(10).measurement_time(Duration::from_secs(4));
    group.bench_function("dateline, vector instructions", |b| {
        b.iter(|| gazetteer.scan(black_box(&text), Starts::Capitals).count());
    });
    group.bench_function("dateline, scalar", |b| {
        b.iter(|| gazetteer.scan_plain(black_box(&text), Starts::Capitals).count());
    });
    group.bench_function("dateline, scalar, in any case", |b| {
        b.iter(|| gazetteer.scan_plain(black_box(&text), Starts::AllWords).count());
    });
    group.bench_function("dateline, with the places", |b| {
        b.iter(|| gazetteer.scan(black_box(&text), Starts::Capitals).map(|found| found.hits().len()).sum::<usize>());
    });
    let fst = Fst::from_iter_set(names.iter()).expect("names in order");
    group.bench_function("fst", |b| b.iter(|| by_fst(black_box(&text), &fst)));
    let daachorse: DoubleArrayAhoCorasick<u32> = DoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .expect("each name once");
    group.bench_function("daachorse", |b| b.iter(|| by_daachorse(black_box(&text), &daachorse)));
    drop(daachorse);
    let automaton = AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(&names)
        .expect("the names fit an automaton");
    group.bench_function("aho-corasick", |b| b.iter(|| by_aho_corasick(black_box(&text), &automaton)));
    group.finish();
}

/// Prints how many names there are to find.
#[allow(clippy::print_stdout, reason = "a benchmark tells what it measures")]
fn tell(text: &str, gazetteer: &Gazetteer) {
    let per_kilobyte = |count: usize| count as f64 * 1000.0 / text.len() as f64;
    let capitals = gazetteer.scan(text, Starts::Capitals).count();
    let all = gazetteer.scan(text, Starts::AllWords).count();
    println!("names in 1 kB: {:.1}, in any case {:.1}", per_kilobyte(capitals), per_kilobyte(all));
}

/// Whether no letter stands on either side.
fn is_whole(text: &[u8], start: usize, end: usize) -> bool {
    let letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    !letter(start.wrapping_sub(1)) && !letter(end)
}

fn by_fst(text: &str, fst: &Fst<Vec<u8>>) -> usize {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (0, 0);
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_uppercase() && is_whole(bytes, at, bytes.len());
        match begins.then(|| longest(bytes, at, fst)).flatten() {
            Some(end) => {
                found += 1;
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn longest(text: &[u8], start: usize, fst: &Fst<Vec<u8>>) -> Option<usize> {
    let mut node = fst.root();
    let mut end = None;
    for (at, byte) in text.iter().enumerate().skip(start) {
        node = fst.node(node.transition_addr(node.find_input(*byte)?));
        if node.is_final() && is_whole(text, start, at + 1) {
            end = Some(at + 1);
        }
        if node.is_empty() {
            break;
        }
    }
    end
}

fn by_daachorse(text: &str, automaton: &DoubleArrayAhoCorasick<u32>) -> usize {
    automaton.leftmost_find_iter(text).filter(|m| is_whole(text.as_bytes(), m.start(), m.end())).count()
}

fn by_aho_corasick(text: &str, automaton: &AhoCorasick) -> usize {
    automaton.find_iter(text).filter(|m| is_whole(text.as_bytes(), m.start(), m.end())).count()
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = scan
}
criterion_main!(benches);
