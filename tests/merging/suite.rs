//! The cases of `tests/suites/merging` and `merging_held_out`, as their README
//! tells them: reports, and which incidents of them are one.

use std::ops::Range;
use std::path::{Path, PathBuf};

use dateline::document::Report;

/// A group of reports, and what in them is one event.
#[derive(Debug, Default)]
pub(super) struct Case {
    /// Its heading.
    pub(super) name: String,
    /// Their ids are the heading and the letter, so that all cases can be read
    /// in one run.
    pub(super) reports: Vec<Report>,
    /// The incidents that are asked about.
    pub(super) named: Vec<Named>,
}

/// An incident, pointed at by words of the sentence that tells it.
#[derive(Debug)]
pub(super) struct Named {
    /// The number of its report.
    pub(super) report: usize,
    /// The words.
    pub(super) quote: String,
    /// The number of its line under `expected`: named incidents of one line
    /// are one event.
    pub(super) event: usize,
}

impl Case {
    /// An incident as the suite writes it: the report's letter and the quote.
    pub(super) fn words(&self, named: &Named) -> String {
        format!("{} \"{}\"", self.letter(named.report), named.quote)
    }

    fn letter(&self, report: usize) -> &str {
        self.reports[report].id.rsplit('/').next().unwrap()
    }

    /// Where the quote stands in its report, in code points.
    pub(super) fn place(&self, named: &Named) -> Range<usize> {
        let text = &self.reports[named.report].text;
        let at = text.find(&named.quote).unwrap();
        let start = text[..at].chars().count();
        start..start + named.quote.chars().count()
    }

    /// What is not sound about it.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if !(2..=6).contains(&self.reports.len()) {
            faults.push(format!("{} reports, not two to six", self.reports.len()));
        }
        for (n, report) in self.reports.iter().enumerate() {
            if !self.named.iter().any(|x| x.report == n) {
                faults.push(format!("nothing is expected of report {}", self.letter(n)));
            }
            if self.reports[..n].iter().any(|r| r.id == report.id) {
                faults.push(format!("two reports are called {}", self.letter(n)));
            }
        }
        for (n, named) in self.named.iter().enumerate() {
            let times = self.reports[named.report].text.matches(&named.quote).count();
            if times != 1 {
                faults.push(format!("{} stands {times} times in its report, not once", self.words(named)));
            }
            if self.named[..n].iter().any(|x| x.report == named.report && x.quote == named.quote) {
                faults.push(format!("{} is expected twice", self.words(named)));
            }
        }
        faults
    }
}

/// All cases of a folder below `tests/suites`, file by file.
pub(super) fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suites").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "md") && !f.ends_with("README.md"));
    files.sort();
    files.iter().flat_map(|file| parse(&file.display().to_string(), &std::fs::read_to_string(file).unwrap())).collect()
}

/// What a line belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// The reason under a case's heading.
    Reason,
    Report,
    Expected,
}

fn parse(file: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut part = Part::Reason;
    for (number, line) in (1..).zip(text.lines().map(str::trim_end)) {
        let place = || format!("{file}:{number}");
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), ..Case::default() });
            part = Part::Reason;
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if line == "### expected" {
            part = Part::Expected;
        } else if let Some(head) = line.strip_prefix("### report ") {
            case.reports.push(report(&case.name, head, &place()));
            part = Part::Report;
        } else if part == Part::Report {
            add_line(&mut case.reports.last_mut().unwrap().text, line);
        } else if part == Part::Expected && !line.is_empty() {
            expect(case, line, &place());
        }
    }
    cases
}

/// `a | 2024-03-05 | Agency`; a dash is no date.
fn report(case: &str, head: &str, place: &str) -> Report {
    let cells: Vec<&str> = head.split('|').map(str::trim).collect();
    let [letter, published, source] = cells[..] else {
        panic!("{place}: a report's head is '### report a | 2024-03-05 | Agency', with '-' for no date")
    };
    let day = |d: &str| d.parse().unwrap_or_else(|_| panic!("{place}: '{d}' is no day; write 2024-03-05, or -"));
    Report {
        id: format!("{case}/{letter}"),
        published: (published != "-").then(|| day(published)),
        source: Some(source.to_owned()),
        ..Report::default()
    }
}

/// Lines of a paragraph are one line; an empty line parts paragraphs.
fn add_line(text: &mut String, line: &str) {
    match line {
        "" if text.is_empty() || text.ends_with('\n') => {}
        "" => text.push_str("\n\n"),
        _ => {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            text.push_str(line);
        }
    }
}

/// `- a "quote" = b "quote"`: these incidents are one event.
fn expect(case: &mut Case, line: &str, place: &str) {
    let event = case.named.last().map_or(0, |last| last.event + 1);
    let told = line.strip_prefix("- ").unwrap_or_else(|| panic!("{place}: a line under 'expected' begins with '- '"));
    for one in told.split(" = ") {
        let quoted = one.split_once(" \"").and_then(|(letter, rest)| Some((letter, rest.strip_suffix('"')?)));
        let (letter, quote) = quoted.filter(|(_, quote)| !quote.contains('"')).unwrap_or_else(|| {
            panic!("{place}: '{one}' is not a report's letter and a quote, as in: - a \"a bomb exploded\"")
        });
        let id = format!("{}/{letter}", case.name);
        let report = case.reports.iter().position(|r| r.id == id);
        let report = report.unwrap_or_else(|| panic!("{place}: the case has no report {letter}"));
        case.named.push(Named { report, quote: quote.to_owned(), event });
    }
}

#[test]
fn a_case_is_read_as_it_is_written() {
    let text = "# Suite\n\n## Name\nWhy.\n\n### report a | 2024-03-05 | Wire\nOne\nline.\n\nTwo.\n\n\
        ### report b | - | Post\nThree.\n\n### expected\n- a \"One line\" = b \"Three\"\n- a \"Two\"\n";
    let [case] = &parse("suite.md", text)[..] else { panic!("not one case") };
    assert_eq!(case.faults(), Vec::<String>::new());
    assert_eq!(case.reports[0].text.trim_end(), "One line.\n\nTwo.");
    assert_eq!(case.reports[0].published, Some(jiff::civil::date(2024, 3, 5)));
    assert_eq!((case.reports[1].published, case.reports[1].source.as_deref()), (None, Some("Post")));
    let events: Vec<(String, usize)> = case.named.iter().map(|n| (case.words(n), n.event)).collect();
    let named = |words: &str, event| (words.to_owned(), event);
    assert_eq!(events, [named("a \"One line\"", 0), named("b \"Three\"", 0), named("a \"Two\"", 1)]);
    assert_eq!(case.place(&case.named[2]), 11..14);
}

#[test]
fn faults_of_a_case_are_told() {
    let text = "## Name\n### report a | - | Wire\nOne, one.\n### report b | - | Wire\nTwo.\n### expected\n\
        - a \"ne\" = a \"ne\"\n- a \"three\"\n";
    let faults = parse("suite.md", text)[0].faults().join("\n");
    for told in ["nothing is expected of report b", "stands 2 times", "stands 0 times", "is expected twice"] {
        assert!(faults.contains(told), "{told}: {faults}");
    }
}
