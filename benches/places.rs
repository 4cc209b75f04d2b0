//! How fast the place names of reports of four kilobytes are read, from the
//! text to the chosen places, on one core.

#![allow(missing_docs, reason = "criterion's macros write functions without")]
#![allow(clippy::expect_used, reason = "a benchmark ends where it cannot go on")]

use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::pipeline::{Context, read_places};

mod support;

use support::clock::CpuTime;

/// Reports read.
const REPORTS: usize = 200;
/// Bytes of each, about.
const BYTES: usize = 4000;

fn places(criterion: &mut Criterion<CpuTime>) {
    let context = Context::embedded(None).expect("the data are whole");
    let reports = support::reports(&context.gazetteer, REPORTS, BYTES);
    let bytes = reports.iter().map(|r| r.text.len() as u64).sum::<u64>();
    let mut group = criterion.benchmark_group("places");
    group.throughput(Throughput::Bytes(bytes)).sample_size(20).measurement_time(Duration::from_secs(4));
    group.bench_function(format!("{REPORTS} reports of 4 kB"), |b| {
        b.iter(|| reports.iter().filter(|report| read_places((*report).clone(), &context).is_ok()).count());
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = places
}
criterion_main!(benches);
