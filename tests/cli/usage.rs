//! Help, version, exit codes.

use crate::support::program::{Desk, REPORT};

#[test]
fn wrong_usage_ends_with_two_and_says_what_is_right() {
    let desk = Desk::with_report();
    for (arguments, told) in [
        (&[][..], "no reports named"),
        (&["good.txt", "--date", "yesterday"][..], "--date"),
        (&["good.txt", "--no-such-option"][..], "--no-such-option"),
        (&["good.txt", "--merge-km", "-3"][..], "--merge-km"),
        (&["good.txt", "--threads", "0"][..], "--threads"),
        (&["good.txt", "--manifest", "gone.csv"][..], "gone.csv"),
        (&["lookup"][..], "NAME"),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(told), "{arguments:?}: {}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    assert!(!desk.has("out"));
}

#[test]
fn help_and_version_go_to_standard_output() {
    let desk = Desk::new();
    let help = desk.run(&["--help"]);
    assert_eq!((help.code, help.stderr.as_str()), (0, ""));
    assert!(help.stdout.contains("Examples:") && help.stdout.contains("Exit codes:"));
    assert_eq!(desk.run(&["--version"]).stdout, format!("dateline {}\n", env!("CARGO_PKG_VERSION")));
    let long = desk.run(&["--version", "--verbose"]).stdout;
    assert!(
        long.contains("gazetteer: sha256 ") && long.contains("CC BY 4.0") && long.contains("Natural Earth"),
        "{long}"
    );
    assert!(desk.run(&["completions", "bash"]).stdout.contains("_dateline"));
    assert!(desk.run(&["man"]).stdout.contains(".TH dateline"));
}

#[test]
fn the_exit_code_tells_what_was_found() {
    let desk = Desk::with_report();
    desk.write("calm.txt", b"The museum in Tikrit reopened on Friday after two years of repairs, and visitors were pleased with the new halls.\n");
    assert_eq!(desk.run(&["good.txt", "--date", "2022-03-05", "--strict", "-o", "out"]).code, 0);
    assert_eq!(desk.run(&["good.txt", "--strict", "-o", "out"]).code, 3);
    let ran = desk.run(&["calm.txt", "-o", "out"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.starts_with("0 incidents in 1 report\n"), "{}", ran.stderr);
    assert!(desk.has("out/incidents.geojson"));
}

#[test]
fn quiet_says_nothing_and_verbose_says_all() {
    let desk = Desk::new();
    for number in 0..6 {
        desk.write(&format!("in/{number}.txt"), b"");
    }
    desk.write("in/good.txt", REPORT.as_bytes());
    let plain = desk.run(&["in", "-o", "out"]).stderr;
    assert!(plain.contains("and 3 more like it (--verbose shows them)"), "{plain}");
    assert!(!plain.contains('\u{1b}'), "colours without a terminal: {plain}");
    let verbose = desk.run(&["in", "-o", "out", "-v"]).stderr;
    assert!(verbose.contains("5.txt: the file is empty") && verbose.contains("over all threads"), "{verbose}");
    assert_eq!(desk.run(&["in", "-o", "out", "-q"]).stderr, "");
}
