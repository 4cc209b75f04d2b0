//! Reads cases as the default command does, finds the incidents they name, and
//! counts pairs: those that should be one and are, and so on.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use dateline::coding::Status;
use dateline::incident::{Choice, Incident, PackedAccount};
use dateline::pipeline::{CodedReport, Input, Options, Run};
use dateline::text::CharSpan;

use super::suite::{Case, Named};
use crate::support::expected::CONTEXT;

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share(usize, usize);

impl Share {
    /// Whether it is that many percent or more; nothing of nothing is all.
    pub(super) fn is_at_least(self, percent: usize) -> bool {
        self.0 * 100 >= percent * self.1
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(part, whole) = *self;
        write!(f, "{:.1} % ({part} of {whole})", part as f64 * 100.0 / whole.max(1) as f64)
    }
}

/// What is counted over all cases of a suite.
#[derive(Debug, Default)]
pub(super) struct Figures {
    cases: usize,
    /// Cases of which all named incidents are read and all pairs are right.
    right_cases: usize,
    named: usize,
    /// Named incidents that the reader does not find: no errors of merging.
    not_read: usize,
    /// Named incidents of one report that are several, and for which the
    /// reader has one: no errors of merging either.
    read_as_one: usize,
    /// Pairs that should be one and are.
    joined: usize,
    /// Pairs that should be one and are not.
    missed: usize,
    /// Pairs that should not be one and are.
    wrong: usize,
    /// Pairs that should not be one and are not.
    apart: usize,
    /// Pairs of different cases that are one when all cases are read together.
    pub(super) strangers: usize,
}

impl Figures {
    /// Of the pairs that are one, those that should be.
    pub(super) fn precision(&self) -> Share {
        Share(self.joined, self.joined + self.wrong)
    }

    /// Of the pairs that should be one, those that are.
    pub(super) fn recall(&self) -> Share {
        Share(self.joined, self.joined + self.missed)
    }

    /// Cases without any fault, the reader's included.
    pub(super) fn cases_right(&self) -> Share {
        Share(self.right_cases, self.cases)
    }

    /// Of the incidents named, those that are read.
    pub(super) fn read(&self) -> Share {
        Share(self.named - self.not_read, self.named)
    }

    fn pairs(&self) -> usize {
        self.joined + self.missed + self.wrong + self.apart
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "precision            {}", self.precision())?;
        writeln!(f, "recall               {}", self.recall())?;
        writeln!(f, "kept apart           {}", Share(self.apart, self.apart + self.wrong))?;
        writeln!(f, "cases fully right    {}", self.cases_right())?;
        writeln!(f, "pairs                {}", self.pairs())?;
        writeln!(f, "incidents read       {}", self.read())?;
        writeln!(f, "read as one          {}", self.read_as_one)?;
        writeln!(f, "strangers joined     {}", self.strangers)
    }
}

/// An incident that was read for a named one.
#[derive(Debug, Clone, Copy)]
struct Found {
    /// Its number among the incidents of its report.
    own: usize,
    /// The number of the merged incident that holds it.
    group: usize,
}

/// The figures of cases, and what is wrong, a line each.
pub(super) fn figures(cases: &[Case]) -> (Figures, Vec<String>) {
    let mut figures = Figures { cases: cases.len(), ..Figures::default() };
    let mut wrong = Vec::new();
    for case in cases {
        let found = read(std::slice::from_ref(case)).remove(0);
        count(case, &found, &mut figures, &mut wrong);
    }
    strangers(cases, &mut figures, &mut wrong);
    (figures, wrong)
}

/// Counts one case.
fn count(case: &Case, found: &[Option<Found>], figures: &mut Figures, wrong: &mut Vec<String>) {
    let before = wrong.len();
    let mut note = |what: String| wrong.push(format!("{}: {what}", case.name));
    let mut clear: Vec<(&Named, Found)> = Vec::new();
    for (named, read) in case.named.iter().zip(found) {
        figures.named += 1;
        let Some(read) = read else {
            figures.not_read += 1;
            note(format!("not read: {}", case.words(named)));
            continue;
        };
        if is_shared(named, *read, case, found) {
            figures.read_as_one += 1;
            note(format!("read as one with another: {}", case.words(named)));
        } else {
            clear.push((named, *read));
        }
    }
    for (n, (a, x)) in clear.iter().enumerate() {
        for (b, y) in &clear[n + 1..] {
            let pair = || format!("{} and {}", case.words(a), case.words(b));
            match (a.event == b.event, x.group == y.group) {
                (true, true) => figures.joined += 1,
                (false, false) => figures.apart += 1,
                (true, false) => {
                    figures.missed += 1;
                    note(format!("should be one: {}", pair()));
                }
                (false, true) => {
                    figures.wrong += 1;
                    note(format!("should be apart: {}", pair()));
                }
            }
        }
    }
    figures.right_cases += usize::from(wrong.len() == before);
}

/// Whether the incident read for a named one was also read for another event
/// of the same report: which of them merging joins it to says nothing then.
fn is_shared(named: &Named, read: Found, case: &Case, found: &[Option<Found>]) -> bool {
    case.named.iter().zip(found).any(|(other, x)| {
        other.report == named.report && other.event != named.event && x.is_some_and(|x| x.own == read.own)
    })
}

/// Reads all cases in one run and counts pairs of different cases that are one.
fn strangers(cases: &[Case], figures: &mut Figures, wrong: &mut Vec<String>) {
    let mut groups: BTreeMap<usize, Vec<(usize, String)>> = BTreeMap::new();
    for (n, (case, found)) in cases.iter().zip(read(cases)).enumerate() {
        for (named, read) in case.named.iter().zip(found) {
            let told = format!("{}: {}", case.name, case.words(named));
            groups.entry(read.map_or(usize::MAX, |x| x.group)).or_default().push((n, told));
        }
    }
    groups.remove(&usize::MAX);
    for group in groups.values() {
        for (n, (case, told)) in group.iter().enumerate() {
            for (_, other) in group[n + 1..].iter().filter(|(c, _)| c != case) {
                figures.strangers += 1;
                wrong.push(format!("all cases together, should be apart: {told} and {other}"));
            }
        }
    }
}

/// For each case what was read for the incidents it names, all in one run.
fn read(cases: &[Case]) -> Vec<Vec<Option<Found>>> {
    let statuses =
        [Status::Reported, Status::Claimed, Status::Denied, Status::Planned, Status::Background, Status::Generic];
    let choice = Choice { statuses: statuses.into(), ..Choice::default() };
    let options = Options { choice, accounts: true, ..Options::default() };
    let mut run = Run::new(&CONTEXT, options);
    let reports = cases.iter().flat_map(|c| &c.reports);
    let inputs = reports.map(|r| Input::Report(Box::new(r.clone())));
    let mut told = BTreeMap::new();
    let done: Result<(), ()> = run.read(inputs, |report| {
        let case = cases.iter().find(|c| c.reports.iter().any(|r| r.id == report.document.report.id)).unwrap();
        for named in case.named.iter().filter(|n| case.reports[n.report].id == report.document.report.id) {
            told.extend(tell(case, named, report).map(|found| ((&case.name, named.report, &named.quote), found)));
        }
        Ok(())
    });
    done.unwrap();
    let merged = run.finish().all;
    let found = |case: &Case, named: &Named| {
        let (own, account) = told.get(&(&case.name, named.report, &named.quote))?;
        let group = merged.iter().position(|i| i.accounts.contains(account));
        Some(Found { own: *own, group: group.expect("a merged incident keeps the accounts of its reports") })
    };
    cases.iter().map(|c| c.named.iter().map(|n| found(c, n)).collect()).collect()
}

/// The incident of a report that the quote points at: its trigger or its
/// evidence stands in the quote's sentence. Of several, one whose trigger
/// stands in the quote itself, else one that is mapped, else the first.
fn tell(case: &Case, named: &Named, report: &CodedReport) -> Option<(usize, PackedAccount)> {
    let quote = case.place(named);
    let document = &report.document;
    let sentences = document.sentences.iter().map(|s| document.source(s.span).chars);
    let told: Vec<CharSpan> = sentences.filter(|s| meets(*s, &quote)).collect();
    let in_sentence = |i: &Incident| {
        let triggers = triggers(i).any(|t| told.iter().any(|s| s.start <= t.start && t.end <= s.end));
        triggers || i.evidence.iter().any(|e| meets(e.span.chars, &quote))
    };
    let rank = |i: &Incident| (!triggers(i).any(|t| meets(t, &quote)), !i.status.is_mapped());
    let all = report.incidents.iter().enumerate().filter(|(_, i)| in_sentence(i));
    let (own, incident) = all.min_by_key(|(n, i)| (rank(i), *n))?;
    Some((own, incident.accounts.first()?.clone()))
}

fn triggers(incident: &Incident) -> impl Iterator<Item = CharSpan> {
    incident.accounts.iter().flat_map(|a| a.account().tellings).map(|t| t.at.span.chars)
}

fn meets(span: CharSpan, quote: &Range<usize>) -> bool {
    span.start < quote.end && quote.start < span.end
}
