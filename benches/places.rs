//! How fast the place names of reports of four kilobytes are read, from the
//! text to the chosen places, on one core.

use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use dateline::pipeline::{Context, read_places};

mod support;

/// Reports read in turn.
const REPORTS: usize = 200;
/// Bytes of each, about.
const BYTES: usize = 4000;

fn places(criterion: &mut Criterion) {
    let context = Context::embedded(None).expect("the data are whole");
    let reports = support::reports(&context.gazetteer, REPORTS, BYTES);
    let bytes = reports.iter().map(|r| r.text.len() as u64).sum::<u64>() / REPORTS as u64;
    let mut group = criterion.benchmark_group("places");
    group.throughput(Throughput::Bytes(bytes)).sample_size(20).measurement_time(Duration::from_secs(4));
    let mut at = 0;
    let mut next = || {
        at = (at + 1) % REPORTS;
        reports[at].clone()
    };
    group.bench_function("a report of 4 KB", |b| {
        b.iter_batched(&mut next, |report| read_places(report, &context), BatchSize::SmallInput);
    });
    group.finish();
}

criterion_group!(benches, places);
criterion_main!(benches);
