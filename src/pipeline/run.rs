//! Many reports: each read by itself, then their incidents merged. Only the
//! incidents and the unplaced names are kept; all else is handed on and let go.

use std::collections::BTreeSet;

use super::chunks::in_chunks;
use super::context::Context;
use super::explain::tell;
use super::read::{CodedReport, read_report};
use crate::correct::{self, Action, Change, Corrections, Entry, Known};
use crate::document::Report;
use crate::error::Notice;
use crate::format::gap_rows::{Unresolved, UnresolvedRow};
use crate::gazetteer::same_name;
use crate::incident::checks::{self, Check};
use crate::incident::{self, Choice, Incident, LeftOut, MergeOptions, Pool};

/// What decides the result, beyond the reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// How incidents of several reports are merged; `None` keeps them apart.
    pub merge: Option<MergeOptions>,
    /// Which incidents are shown.
    pub choice: Choice,
    /// Whether each incident says why it reads as it does.
    pub accounts: bool,
    /// What people say was read wrongly.
    pub corrections: Corrections,
}

impl Default for Options {
    fn default() -> Self {
        let (choice, corrections) = (Choice::default(), Corrections::default());
        Self { merge: Some(MergeOptions::default()), choice, accounts: false, corrections }
    }
}

/// What comes out of an input, piece by piece.
#[derive(Debug)]
pub enum Input {
    /// A report.
    Report(Box<Report>),
    /// A file or a part of one that cannot be read.
    NotRead(Notice),
    /// Something odd about a file that is read all the same.
    Odd(Notice),
}

impl Input {
    /// About how much memory it takes.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Report(report) => report.text.len(),
            Self::NotRead(_) | Self::Odd(_) => 0,
        }
    }
}

/// What a run gives.
#[derive(Debug, Default)]
pub struct Coded {
    /// All incidents: first those chosen, then those left out for their status
    /// alone, then the others by reason; each in order of day, place and id.
    pub all: Vec<Incident>,
    /// How many are chosen.
    pub kept: usize,
    /// Why each of the others is not.
    pub reasons: Vec<LeftOut>,
    /// What cannot be right as it is told, in the order of the reports.
    pub checks: Vec<Check>,
    /// Names found but not placed.
    pub unresolved: Vec<UnresolvedRow>,
    /// Inputs, and parts of them, that were not read.
    pub not_read: Vec<Notice>,
    /// What else is odd about the inputs.
    pub notices: Vec<Notice>,
    /// Reports read.
    pub reports: usize,
    /// Reports whose day of publication is not known.
    pub undated_reports: usize,
    /// Place mentions found.
    pub places: usize,
    /// What became of each correction.
    pub corrections: Vec<Entry>,
}

impl Coded {
    /// The incidents chosen.
    pub fn incidents(&self) -> &[Incident] {
        self.all.get(..self.kept).unwrap_or(&self.all)
    }

    /// Puts what is chosen before what is left out.
    fn choose(&mut self, incidents: Vec<Incident>, choice: &Choice) {
        self.all = incidents;
        // The records are large: they are moved once, in place.
        self.all.sort_by_cached_key(|i| choice.left_out(i));
        let reasons = self.all.iter().map(|i| choice.left_out(i));
        self.kept = reasons.clone().take_while(Option::is_none).count();
        self.reasons = reasons.flatten().collect();
    }

    /// Looks for what cannot be right, and warns of it.
    fn check(&mut self) {
        checks::attach(&mut self.checks, &self.all);
        self.checks.extend(self.all.iter().flat_map(checks::in_incident));
        self.checks.sort_by(|a, b| (&a.report, a.span, a.kind, &a.what).cmp(&(&b.report, b.span, b.kind, &b.what)));
        self.notices.extend(self.checks.iter().map(Check::notice));
    }

    /// The incidents left out, each with the reason.
    pub fn left_out(&self) -> impl ExactSizeIterator<Item = (&Incident, LeftOut)> {
        self.all.get(self.kept..).unwrap_or(&[]).iter().zip(self.reasons.iter().copied())
    }

    /// Why each of those left out is, in their order.
    pub fn reasons(&self) -> &[LeftOut] {
        &self.reasons
    }

    /// The incidents chosen and those that another choice of statuses would add.
    pub fn of_any_status(&self) -> &[Incident] {
        let of_status = self.reasons.iter().take_while(|why| **why == LeftOut::Status).count();
        self.all.get(..self.kept + of_status).unwrap_or(&self.all)
    }
}

/// A run under way.
#[derive(Debug)]
pub struct Run<'c> {
    context: &'c Context,
    options: Options,
    coded: Coded,
    unresolved: Unresolved,
    incidents: Vec<Incident>,
    pool: Pool,
    ids: BTreeSet<String>,
    /// Aliases, by number, whose name a report has.
    met: BTreeSet<usize>,
}

impl<'c> Run<'c> {
    /// A run that has read nothing yet.
    pub fn new(context: &'c Context, options: Options) -> Self {
        Self {
            context,
            options,
            coded: Coded::default(),
            unresolved: Unresolved::default(),
            incidents: Vec::new(),
            pool: Pool::default(),
            ids: BTreeSet::new(),
            met: BTreeSet::new(),
        }
    }

    /// Reads all inputs, in chunks and on all threads. Each report that was
    /// read is shown to `each`, in the order of the inputs.
    ///
    /// # Errors
    /// Those of `each`.
    pub fn read<E>(
        &mut self,
        inputs: impl Iterator<Item = Input>,
        mut each: impl FnMut(&CodedReport) -> Result<(), E>,
    ) -> Result<(), E> {
        let context = self.context;
        let Options { choice, accounts, corrections, .. } = self.options.clone();
        // What a correction brings onto the map must say why it reads as it does.
        let any = corrections.rows.iter().any(|c| matches!(c.action, Action::Set(Change::Status(_))));
        let kept = |i: &Incident| accounts && (any || i.status.is_mapped() || choice.statuses.contains(&i.status));
        let mut ids = std::mem::take(&mut self.ids);
        let mut renamed = Vec::new();
        let inputs = inputs.map(|input| unique(input, &mut ids, &mut renamed));
        let result = in_chunks(
            inputs,
            Input::bytes,
            |input| match input {
                Input::Report(report) => match read_report(*report, context) {
                    Ok(mut report) => {
                        tell(&mut report, &context.gazetteer, kept);
                        Ok(report)
                    }
                    Err(notice) => Err(Input::NotRead(*notice)),
                },
                other => Err(other),
            },
            |outcome| match outcome {
                Ok(report) => {
                    each(&report)?;
                    self.keep(report);
                    Ok(())
                }
                Err(Input::NotRead(notice)) => {
                    self.coded.not_read.push(notice);
                    Ok(())
                }
                Err(Input::Odd(notice)) => {
                    self.coded.notices.push(notice);
                    Ok(())
                }
                Err(Input::Report(_)) => Ok(()),
            },
        );
        self.coded.notices.append(&mut renamed);
        self.ids = ids;
        result
    }

    fn keep(&mut self, mut report: CodedReport) {
        self.coded.checks.extend(report.checks);
        self.coded.reports += 1;
        self.coded.undated_reports += usize::from(report.anchor.date.is_none());
        self.coded.places += report.toponyms.len();
        self.unresolved.add(&report.document, &report.toponyms);
        for (n, row) in self.options.corrections.rows.iter().enumerate() {
            let Action::PlaceAlias { name, .. } = &row.action else { continue };
            if report.toponyms.iter().any(|t| same_name(&t.name, name)) {
                self.met.insert(n);
            }
        }
        self.pool.share(&mut report.incidents);
        self.incidents.append(&mut report.incidents);
    }

    /// Merges what was read and gives the result.
    pub fn finish(mut self) -> Coded {
        let Options { merge, corrections, .. } = &self.options;
        let known = Known { gazetteer: &self.context.gazetteer, lexicon: &self.context.lexicon };
        self.met.extend(correct::rename_actors(&mut self.incidents, corrections, &known));
        let parts = if corrections.is_empty() { Vec::new() } else { self.incidents.clone() };
        let mut incidents = match merge {
            Some(options) => incident::merge(self.incidents, options),
            None => self.incidents,
        };
        // Merging may have dated what one report alone left open.
        incident::as_of_its_day(&mut incidents, &self.context.gazetteer);
        sort(&mut incidents);
        name_apart(&mut incidents);
        let mut corrected = correct::apply(incidents, parts, corrections, (merge.as_ref(), &self.met), &known);
        self.coded.notices.append(&mut corrected.notices);
        self.coded.corrections = corrected.entries;
        let mut incidents = corrected.incidents;
        sort(&mut incidents);
        self.coded.choose(incidents, &self.options.choice);
        self.coded.check();
        self.coded.unresolved = self.unresolved.rows();
        self.coded
    }
}

/// Two reports may not share an id: the claims of one would be looked up in
/// the other.
pub(super) fn unique(mut input: Input, ids: &mut BTreeSet<String>, renamed: &mut Vec<Notice>) -> Input {
    let Input::Report(report) = &mut input else { return input };
    if ids.insert(report.id.clone()) {
        return input;
    }
    let mut number = 2;
    while !ids.insert(format!("{}#{number}", report.id)) {
        number += 1;
    }
    let name = format!("{}#{number}", report.id);
    let what = format!("a second report has this id; it is called {name}");
    renamed.push(Notice::new(report.id.clone(), what, "give each report an id of its own"));
    report.id = name;
    input
}

/// Dated before undated; then by place, so that a list reads well; the id
/// settles the rest, so that the order of the inputs does not show.
fn sort(incidents: &mut [Incident]) {
    incidents.sort_by(|a, b| {
        let day = |i: &Incident| (i.when.start.is_none(), i.when.start, i.when.end);
        day(a).cmp(&day(b)).then_with(|| a.place_as_reported.cmp(&b.place_as_reported)).then_with(|| a.id.cmp(&b.id))
    });
}

/// Ids are hashes; should two be the same, the later one gets a letter more.
fn name_apart(incidents: &mut [Incident]) {
    let mut seen = BTreeSet::new();
    for incident in incidents {
        while !seen.insert(incident.id.clone()) {
            incident.id.push('x');
        }
    }
}
