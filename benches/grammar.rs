//! How fast sentences of reports are tagged and parsed, in words a second.

#![allow(missing_docs, reason = "criterion's macros write functions without")]
#![allow(clippy::expect_used, reason = "a benchmark ends where it cannot go on")]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::document;
use dateline::gazetteer::Gazetteer;
use dateline::grammar::{Parser, Tag, Tagger};
use dateline::lexicon::Lexicon;

mod support;

use support::clock::CpuTime;

/// How many reports, of how many bytes.
const REPORTS: usize = 40;
const BYTES: usize = 4000;

fn grammar(criterion: &mut Criterion<CpuTime>) {
    let lexicon = Lexicon::english().expect("the lexicon is whole");
    let gazetteer = Gazetteer::embedded().expect("the gazetteer is whole");
    let (tagger, parser) =
        (Tagger::embedded().expect("the weights open"), Parser::embedded().expect("the weights open"));
    let documents: Vec<_> = support::reports(&gazetteer, REPORTS, BYTES)
        .into_iter()
        .map(|report| document::read(report, &lexicon))
        .collect();
    let mut sentences: Vec<Vec<&str>> = Vec::new();
    for document in &documents {
        let words = |span: std::ops::Range<usize>| document.tokens[span].iter().map(|t| t.span.of(&document.text));
        sentences.extend(document.sentences.iter().map(|s| words(s.tokens.clone()).collect::<Vec<_>>()));
    }
    let tagged: Vec<Vec<Tag>> = sentences.iter().map(|words| tagger.tags(words)).collect();
    let words: usize = sentences.iter().map(Vec::len).sum();
    let mut group = criterion.benchmark_group(format!("grammar of {words} words"));
    group.throughput(Throughput::Elements(words as u64)).sample_size(10).measurement_time(Duration::from_secs(4));
    group.bench_function("tags", |b| {
        b.iter(|| sentences.iter().map(|words| tagger.tags(black_box(words)).len()).sum::<usize>());
    });
    group.bench_function("heads and labels", |b| {
        let parse = |(words, tags): (&Vec<&str>, &Vec<Tag>)| parser.parse(black_box(words), tags).len();
        b.iter(|| sentences.iter().zip(&tagged).map(parse).sum::<usize>());
    });
    group.bench_function("all", |b| {
        b.iter(|| {
            sentences.iter().map(|words| parser.parse(words, &tagger.tags(black_box(words))).len()).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = grammar
}
criterion_main!(benches);
