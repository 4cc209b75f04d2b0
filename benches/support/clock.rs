//! Time on the processor, which does not count what other programs take.

use std::time::{Duration, Instant};

use criterion::measurement::{Measurement, ValueFormatter, WallTime};

/// Measures the time that this thread ran, where Linux tells it; elsewhere the
/// time by the clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CpuTime;

/// When a measurement began.
#[derive(Debug)]
pub(crate) enum Begin {
    Ran(Duration),
    Clock(Instant),
}

/// How long this thread has run: the first number of its `schedstat`.
pub(crate) fn ran() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

impl Measurement for CpuTime {
    type Intermediate = Begin;
    type Value = Duration;

    fn start(&self) -> Begin {
        ran().map_or_else(|| Begin::Clock(Instant::now()), Begin::Ran)
    }

    fn end(&self, begin: Begin) -> Duration {
        match begin {
            Begin::Ran(before) => ran().unwrap_or_default().saturating_sub(before),
            Begin::Clock(before) => before.elapsed(),
        }
    }

    fn add(&self, one: &Duration, two: &Duration) -> Duration {
        *one + *two
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        WallTime.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}
