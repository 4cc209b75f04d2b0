//! How long a map of many points takes, and in how much memory:
//! `cargo bench --bench draw -- POINTS.csv [hexagons|symbols] [OUT.png]`, with
//! the columns longitude, latitude, `event_type` and fatalities.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::time::Instant;

use dateline::coding::EventType;
use dateline::gazetteer::Gazetteer;
use dateline::render;
use dateline::scene::{Dot, DotOptions, dots};

fn read(file: &str) -> Vec<Dot> {
    let mut rows = csv::Reader::from_path(file).expect("the table of points");
    let header = rows.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|h| h == name).expect("the column");
    let [lon, lat, kind, dead] = ["longitude", "latitude", "event_type", "fatalities"].map(column);
    let mut row = csv::StringRecord::new();
    let mut out = Vec::new();
    while rows.read_record(&mut row).expect("a row") {
        let kind = EventType::ALL.into_iter().find(|k| k.name() == &row[kind]);
        out.push(Dot {
            lon: row[lon].parse().expect("degrees"),
            lat: row[lat].parse().expect("degrees"),
            kind: kind.unwrap_or(EventType::StrategicDevelopments),
            weight: row[dead].parse().ok(),
        });
    }
    out
}

/// The most memory that the process has held, in MB, where the system tells.
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()? / 1024)
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let Some(file) = arguments.next() else {
        println!("name a table of points: cargo bench --bench draw -- POINTS.csv [hexagons|symbols] [OUT.png]");
        return;
    };
    let hexagons = arguments.next().map(|how| how == "hexagons");
    let options = DotOptions {
        title: "Points around the towns of the Caucasus".into(),
        subtitle: "made up".into(),
        weight: Some("Killed".into()),
        hexagons,
        ..DotOptions::default()
    };
    let start = Instant::now();
    let points = read(&file);
    let gazetteer = Gazetteer::embedded().expect("the gazetteer inside");
    let opened = start.elapsed();
    let start = Instant::now();
    let scene = dots(&points, &options, &gazetteer).expect("the basemap inside");
    let composed = start.elapsed();
    let start = Instant::now();
    let png = render::png(&scene).expect("a picture");
    println!(
        "{} points: read and opened {:.3} s, composed {:.3} s, drawn {:.3} s, {} kB, peak {} MB",
        points.len(),
        opened.as_secs_f64(),
        composed.as_secs_f64(),
        start.elapsed().as_secs_f64(),
        png.len() / 1024,
        peak_mb().map_or_else(|| "unknown".to_owned(), |mb| mb.to_string())
    );
    if let Some(out) = arguments.next() {
        std::fs::write(out, png).expect("a file that can be written");
    }
}
