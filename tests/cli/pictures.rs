//! Options of pictures: formats, sizes, colours, and what is said of absurd ones.

use serde_json::Value;

use crate::support::program::Desk;

fn bytes(desk: &Desk, name: &str) -> Vec<u8> {
    std::fs::read(desk.path().join(name)).unwrap()
}

#[test]
fn one_picture_where_one_is_named() {
    let desk = Desk::with_report();
    for (name, begins) in [("map.svg", &b"<svg "[..]), ("map.pdf", b"%PDF-"), ("MAP.PNG", b"\x89PNG")] {
        let ran = desk.run(&["good.txt", "-o", name]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(bytes(&desk, name).starts_with(begins), "{name}");
        let ran = desk.run(&["good.txt", "-o", name]);
        assert!(ran.code == 1 && ran.stderr.contains("is not Dateline's own"), "{}", ran.stderr);
    }
    assert!(desk.read("map.svg").contains(">Tikrīt</text>"));
    assert_eq!(desk.run(&["good.txt", "-o", "map.svg", "--force", "--svg-text", "paths"]).code, 0);
    assert!(!desk.read("map.svg").contains("<text"));
}

#[test]
fn a_folder_has_each_picture_in_each_format_and_verifies() {
    let desk = Desk::with_report();
    let size = ["--width", "900", "--height", "800", "--dpi", "150", "--theme", "dark"];
    let words = ["--date", "2022-03-05", "--title", "A & B", "--subtitle", "so far"];
    let ran = desk.run(&[&["good.txt", "-o", "out", "--svg", "--pdf"][..], &size, &words].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for name in ["map", "timeline", "casualties"] {
        for ending in ["png", "svg", "pdf", "txt"] {
            assert!(desk.has(&format!("out/{name}.{ending}")), "{name}.{ending}");
        }
        let svg = desk.read(&format!("out/{name}.svg"));
        assert!(svg.contains("<title id=\"title\">A &amp; B</title>") && svg.contains(">so far</text>"), "{name}");
        assert!(svg.contains(desk.read(&format!("out/{name}.txt")).trim_end()), "{name}");
    }
    for name in ["map", "timeline"] {
        assert!(desk.read(&format!("out/{name}.svg")).contains("width=\"900\" height=\"800\""), "{name}");
        let png = bytes(&desk, &format!("out/{name}.png"));
        assert_eq!(png[16..24], [900_u32.to_be_bytes(), 800_u32.to_be_bytes()].concat()[..]);
    }
    let record: Value = desk.read("out/run.json").parse().unwrap();
    assert_eq!((&record["options"]["theme"], &record["options"]["width"]), (&"dark".into(), &900.into()));
    let ran = desk.run(&["verify", "out/run.json"]);
    assert!(ran.code == 0 && ran.stdout.contains("casualties.pdf"), "{} {}", ran.stdout, ran.stderr);
}

#[test]
fn absurd_sizes_are_refused_with_a_remedy() {
    let desk = Desk::with_report();
    for (option, absurd, told) in [
        ("--width", "0", "expected 200 to 16000 pixels"),
        ("--width", "-5", "expected 200 to 16000 pixels"),
        ("--height", "16001", "write a PDF or SVG"),
        ("--dpi", "0", "expected 36 to 2400 pixels per inch"),
        ("--theme", "pink", "[possible values: light, dark, print]"),
    ] {
        let ran = desk.run(&["good.txt", "-o", "out", option, absurd]);
        assert!(ran.code == 2 && ran.stderr.contains(told), "{option} {absurd}: {}", ran.stderr);
        assert!(!desk.has("out"));
    }
    // A page that has not the room is as high as it needs, and says so.
    let ran = desk.run(&["good.txt", "-o", "map.png", "--height", "250"]);
    assert!(ran.code == 0 && ran.stderr.contains("map cannot be 250 pixels high"), "{}", ran.stderr);
}

#[test]
fn options_of_pictures_are_refused_where_there_is_none() {
    let desk = Desk::with_report();
    for (out, option, told) in [
        ("a.geojson", "--svg", "--svg is for pictures"),
        ("-", "--width=900", "--width is for pictures"),
        ("a.png", "--pdf", "give a folder with -o"),
    ] {
        let ran = desk.run(&["good.txt", "-o", out, option]);
        assert!(ran.code == 2 && ran.stderr.contains(told), "{out} {option}: {}", ran.stderr);
    }
}
