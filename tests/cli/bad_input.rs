//! Bad input: each case named with file and remedy, the rest read, nothing
//! half-written.

use crate::support::program::{Desk, REPORT, report_line};

/// Runs a folder with a good report and a bad file; the good one must be read
/// and the bad one named.
fn beside_a_good_one(name: &str, bytes: &[u8], told: &str) {
    let desk = Desk::new();
    desk.write("in/good.txt", REPORT.as_bytes());
    desk.write(&format!("in/{name}"), bytes);
    let ran = desk.run(&["in", "-o", "out"]);
    assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
    let line = ran.stderr.lines().find(|l| l.contains(name)).unwrap_or_else(|| panic!("{name}: {}", ran.stderr));
    assert!(line.contains(told), "{line}");
    assert!(line.contains('('), "no remedy: {line}");
    assert!(desk.read("out/not_read.csv").contains(told), "{}", desk.read("out/not_read.csv"));
    assert!(desk.read("out/run.json").contains(told));
    assert!(desk.read("out/incidents.geojson").contains("Tikrit"));
}

#[test]
fn an_empty_file() {
    beside_a_good_one("empty.txt", b"", "the file is empty");
    beside_a_good_one("blank.md", b"\n \n", "the file is empty");
}

#[test]
fn a_binary_file() {
    beside_a_good_one("scan.txt", b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj\n", "PDF");
    beside_a_good_one("photo.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "PNG");
    beside_a_good_one("scan.pdf", b"%PDF-1.4\n", "not read");
}

#[test]
fn a_web_page_without_words() {
    beside_a_good_one("page.html", b"<html><body><img src='a.png'></body></html>", "no text");
}

#[test]
fn another_language() {
    let french = "Le président a déclaré que les troupes étaient dans la ville et que des civils avaient été tués \
        par des tirs dans les rues de la capitale, selon la police et les témoins.";
    beside_a_good_one("french.txt", french.as_bytes(), "not in English");
    let russian = "Министерство обороны сообщило, что в результате обстрела погибли три человека и ещё пять ранены, \
        передаёт агентство со ссылкой на источник.";
    beside_a_good_one("russian.txt", russian.as_bytes(), "not in English");
}

#[test]
fn a_report_of_fifty_megabytes() {
    let desk = Desk::with_report();
    let large = std::fs::File::create(desk.path().join("large.txt")).unwrap();
    large.set_len(50 * 1024 * 1024).unwrap();
    let ran = desk.run(&["good.txt", "large.txt", "-o", "out"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.stderr.contains("large.txt: 50 MB, too large for one report (at most 8 MB) (split it"),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_older_encoding_is_read_and_told() {
    let desk = Desk::new();
    desk.write(
        "old.txt",
        REPORT
            .replace("police", "“police”")
            .replace('“', "\u{93}")
            .replace('”', "\u{94}")
            .chars()
            .map(|c| c as u8)
            .collect::<Vec<u8>>()
            .as_slice(),
    );
    let ran = desk.run(&["old.txt", "-o", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("old.txt") && ran.stderr.contains("not UTF-8"), "{}", ran.stderr);
    assert!(desk.read("out/incidents.csv").contains("“police”"));
}

#[test]
fn broken_lines_and_rows_are_named_by_number() {
    let desk = Desk::new();
    let lines = format!("{}\n{{\"id\":\"b\",\n\n{}\n{{\"id\":\"d\",\"text\":5}}\n", report_line("a"), report_line("c"));
    desk.write("in.jsonl", lines.as_bytes());
    let ran = desk.run(&["in.jsonl", "-o", "out"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("in.jsonl:2: broken JSON"), "{}", ran.stderr);
    assert!(ran.stderr.contains("in.jsonl:5: 'text' is not a string"), "{}", ran.stderr);
    assert!(ran.stderr.contains("in 2 reports"), "{}", ran.stderr);
    let table = desk.read("out/not_read.csv");
    assert!(table.contains("in.jsonl,2,"), "{table}");
}

#[test]
fn a_table_without_texts() {
    beside_a_good_one("rows.csv", b"id,body\n1,Two died\n", "no column 'text'");
}

#[test]
fn an_unreadable_file() {
    let desk = Desk::new();
    desk.write("in/good.txt", REPORT.as_bytes());
    std::os::unix::fs::symlink(desk.path().join("gone.txt"), desk.path().join("in/link.txt")).unwrap();
    let ran = desk.run(&["in", "-o", "out"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("link.txt: cannot read"), "{}", ran.stderr);
}

#[test]
fn a_missing_file_beside_a_good_one() {
    let desk = Desk::with_report();
    let ran = desk.run(&["good.txt", "gone.txt", "*.html", "-o", "out"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("gone.txt: no such file or folder"), "{}", ran.stderr);
    assert!(ran.stderr.contains("*.html: no file fits the pattern"), "{}", ran.stderr);
}

#[test]
fn nothing_readable_ends_with_one_and_writes_nothing() {
    let desk = Desk::new();
    desk.write("in/empty.txt", b"");
    desk.write("nothing/table.dbf", b"x");
    for argument in ["in", "nothing", "gone.txt"] {
        let ran = desk.run(&[argument, "-o", "deep/out"]);
        assert_eq!(ran.code, 1, "{argument}: {}", ran.stderr);
        assert!(ran.stderr.contains("error: "), "{}", ran.stderr);
        assert!(!desk.has("deep"), "{argument}: a folder was left behind");
    }
    let ran = desk.run(&["nothing", "-o", "out"]);
    assert!(ran.stderr.contains("nothing: a folder without reports (put .txt"), "{}", ran.stderr);
}

#[test]
fn an_output_that_cannot_be_written() {
    let desk = Desk::with_report();
    let ran = desk.run(&["good.txt", "-o", "good.txt/out"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("good.txt/out: cannot make the folder"), "{}", ran.stderr);
    let ran = desk.run(&["good.txt", "-o", "good.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains(".txt is not written as a single file"), "{}", ran.stderr);
    desk.write("plain", b"keep");
    let ran = desk.run(&["good.txt", "-o", "plain"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("plain: is a file"), "{}", ran.stderr);
    assert_eq!(desk.read("good.txt"), REPORT);
}

#[test]
fn a_failed_run_leaves_the_last_output_as_it_was() {
    let desk = Desk::with_report();
    assert_eq!(desk.run(&["good.txt", "-o", "out"]).code, 0);
    let before = desk.read("out/incidents.csv");
    std::fs::remove_file(desk.path().join("out/claims.csv")).unwrap();
    std::fs::create_dir(desk.path().join("out/claims.csv")).unwrap();
    let ran = desk.pipe(&["-", "-o", "out"], &REPORT.replace("five", "nine"));
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("out/claims.csv: "), "{}", ran.stderr);
    assert_eq!(desk.read("out/incidents.csv"), before);
    let left: Vec<String> = std::fs::read_dir(desk.path().join("out"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "staging left behind");
}

#[test]
fn dates_that_are_none_are_told_and_the_report_read() {
    let desk = Desk::new();
    desk.write("in/good.txt", REPORT.as_bytes());
    desk.write("in/manifest.csv", b"file,published\ngood.txt,5 March\ngone.txt,2022-03-05\n");
    let ran = desk.run(&["in", "-o", "out"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("manifest.csv:2: published '5 March' is no date"), "{}", ran.stderr);
    assert!(ran.stderr.contains("names gone.txt, which is not in the folder"), "{}", ran.stderr);
}
