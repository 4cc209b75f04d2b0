//! `output/` is what the README's first command makes of the sample reports,
//! byte for byte, whatever the number of threads.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::program::{Desk, dateline};

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    // The gallery stands in a folder of its own.
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap()))
        .collect()
}

/// Where two files part, as a person would look for it.
fn first_difference(committed: &[u8], remade: &[u8]) -> String {
    let (committed, remade) = (String::from_utf8_lossy(committed), String::from_utf8_lossy(remade));
    let pair = committed.lines().zip(remade.lines()).zip(1..).find(|((a, b), _)| a != b);
    let short = |line: &str| line.chars().take(300).collect::<String>();
    pair.map_or_else(
        || format!("{} lines committed, {} remade", committed.lines().count(), remade.lines().count()),
        |((a, b), line)| format!("line {line}\n  committed: {}\n  remade:    {}", short(a), short(b)),
    )
}

#[test]
fn the_committed_output_is_fresh_for_any_number_of_threads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let committed = files(&root.join("output"));
    for threads in ["1", "2"] {
        let desk = Desk::new();
        let out = desk.path().join("output");
        let ran = dateline(root, &["tests/reports", "-o", out.to_str().unwrap(), "--threads", threads], b"");
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let remade = files(&out);
        let names: BTreeSet<&String> = committed.keys().chain(remade.keys()).collect();
        let nothing = Vec::new();
        let stale: Vec<String> = names
            .into_iter()
            .map(|name| (name, committed.get(name).unwrap_or(&nothing), remade.get(name).unwrap_or(&nothing)))
            .filter(|(_, committed, remade)| committed != remade)
            .map(|(name, committed, remade)| format!("{name}: {}", first_difference(committed, remade)))
            .collect();
        assert!(
            stale.is_empty(),
            "output/ is stale with --threads {threads}; `cargo run --release -- tests/reports -o output` remakes it:\n{}",
            stale.join("\n")
        );
    }
}

#[test]
fn the_gallery_is_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let title = "Invented: unrest on both sides of the 180th meridian";
    let pictures: [(&str, &[&str]); 3] = [
        ("caucasus", &["draw", "tests/gallery/caucasus.csv"]),
        ("antimeridian", &["draw", "tests/gallery/fiji.csv", "--size", "hurt", "--title", title]),
        ("calendar", &["chart", "tests/gallery/syria.csv", "--kind", "calendar"]),
    ];
    for (name, how) in pictures {
        let desk = Desk::new();
        let out = desk.path().join("picture.png");
        let arguments = [how, &["--width", "600", "-o", out.to_str().unwrap()]].concat();
        let ran = dateline(root, &arguments, b"");
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let committed = std::fs::read(root.join(format!("output/gallery/{name}.png"))).unwrap();
        assert!(
            std::fs::read(&out).unwrap() == committed,
            "output/gallery/{name}.png is stale; `scripts/make_gallery.sh target/release/dateline` remakes it"
        );
    }
}
