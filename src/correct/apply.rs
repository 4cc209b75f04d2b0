//! Laying corrections over the incidents of a run: first which reports tell
//! one incident, then its fields.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::figure::crossed_bounds;
use super::find::{Catalog, Told};
use super::read::Corrections;
use super::regroup::Groups;
use super::settle::{Claim, Clash, settle};
use super::types::{Action, Correction, Entry, Known, Outcome};
use super::{actor, check};
use crate::coding::Actor;
use crate::error::Notice;
use crate::incident::{AppliedCorrection, Incident, MergeOptions, ReviewState, as_of_its_day};

/// The incidents after the corrections, and what became of each correction.
#[derive(Debug, Default)]
pub struct Corrected {
    /// The incidents; those that were dropped are among them, rejected.
    pub incidents: Vec<Incident>,
    /// One for each correction, in their order.
    pub entries: Vec<Entry>,
    /// What a person should know.
    pub notices: Vec<Notice>,
}

/// Calls parties as aliases say, before incidents are merged. Gives the
/// numbers of the aliases that met one.
pub fn rename_actors(incidents: &mut [Incident], corrections: &Corrections, known: &Known<'_>) -> BTreeSet<usize> {
    let claims: Vec<Claim<'_>> = check::aliases(&corrections.rows).collect();
    let overridden: Vec<usize> = settle(&claims).iter().map(|c| c.earlier).collect();
    let mut met = BTreeSet::new();
    for (n, row) in corrections.rows.iter().enumerate().filter(|(n, _)| !overridden.contains(n)) {
        let Action::ActorAlias { name, to } = &row.action else { continue };
        let is = |a: &Actor| a.name.eq_ignore_ascii_case(name) || a.as_reported.eq_ignore_ascii_case(name);
        for incident in incidents.iter_mut() {
            let mut renamed = false;
            for side in [&mut incident.side_a, &mut incident.side_b].into_iter().flatten().filter(|a| is(a)) {
                let side = Arc::make_mut(side);
                let mut other = actor::named(to, Some(side), known.lexicon);
                other.iso3 = other.iso3.take().or(side.iso3.take());
                other.inter = other.inter.or(side.inter);
                *side = other;
                renamed = true;
            }
            if incident.responsibility_claimed_by.as_deref().is_some_and(|by| by.eq_ignore_ascii_case(name)) {
                incident.responsibility_claimed_by = Some(to.clone());
                renamed = true;
            }
            if renamed {
                met.insert(n);
                incident.rederive();
            }
        }
    }
    met
}

/// Applies all corrections. `merged` is what merging made of `parts`, the
/// incidents of single reports; `met` are the numbers of aliases whose name a
/// report has.
pub fn apply(
    merged: Vec<Incident>,
    parts: Vec<Incident>,
    corrections: &Corrections,
    (options, met): (Option<&MergeOptions>, &BTreeSet<usize>),
    known: &Known<'_>,
) -> Corrected {
    if corrections.rows.is_empty() {
        let notices = corrections.faults.iter().map(super::Fault::notice).collect();
        return Corrected { incidents: merged, notices, ..Corrected::default() };
    }
    let groups = Groups::new(merged, parts);
    let mut work = Work { rows: &corrections.rows, entries: Vec::new(), notices: Vec::new(), known };
    work.notices.extend(corrections.faults.iter().map(super::Fault::notice));
    work.entries.extend(corrections.rows.iter().map(entry));
    work.aliases(met);
    let found = work.find(&groups);
    let groups = work.regroup(groups, &found, options.copied().unwrap_or_default());
    work.fields(groups, &found)
}

/// A correction that nothing has become of yet.
fn entry(row: &Correction) -> Entry {
    Entry {
        at: row.at.clone(),
        outcome: Outcome::Applied,
        incident: None,
        target: row.target.clone(),
        action: row.action.name().to_owned(),
        field: row.action.field(),
        before: None,
        value: row.value.clone(),
        by: row.by.clone(),
        note: None,
    }
}

/// The part that a correction means; for `merge` the other one too.
type Meant = Option<(usize, Option<usize>)>;

struct Work<'w> {
    rows: &'w [Correction],
    entries: Vec<Entry>,
    notices: Vec<Notice>,
    known: &'w Known<'w>,
}

impl Work<'_> {
    fn notice(&mut self, n: usize, what: String, remedy: &str) {
        let at = &self.rows[n].at;
        self.notices.push(Notice::new(&*at.file, what, remedy).at_line(at.line));
    }

    fn stale(&mut self, n: usize, why: String) {
        let what = format!("{} no longer applies: {why}", self.rows[n].what());
        self.notice(n, what, "correct its quote or id, or take the line out");
        self.entries[n].outcome = Outcome::Stale;
        self.entries[n].note = Some(why);
    }

    fn faulty(&mut self, n: usize, why: String) {
        let what = format!("{} was not applied: {why}", self.rows[n].what());
        self.notice(n, what, "correct the values so that they go together");
        self.entries[n].outcome = Outcome::Faulty;
        self.entries[n].note = Some(why);
    }

    fn overridden(&mut self, clashes: &[Clash]) {
        for clash in clashes {
            let notice = check::clash(self.rows, *clash);
            self.entries[clash.earlier].outcome = Outcome::Overridden;
            self.entries[clash.earlier].note = Some(notice.what.clone());
            self.notices.push(notice);
        }
    }

    fn stands(&self, n: usize) -> bool {
        self.entries[n].outcome == Outcome::Applied
    }

    fn aliases(&mut self, met: &BTreeSet<usize>) {
        let claims: Vec<Claim<'_>> = check::aliases(self.rows).collect();
        let clashes = settle(&claims);
        self.overridden(&clashes);
        for claim in claims.iter().filter(|c| !met.contains(&c.number)) {
            if self.stands(claim.number) {
                self.stale(claim.number, "no report has the name".to_owned());
            }
        }
    }

    /// The parts that are meant.
    fn find(&mut self, groups: &Groups) -> Vec<Meant> {
        let mut catalog = Catalog::new(groups.parts().iter().map(Told::of));
        for (id, part) in groups.ids() {
            catalog.also(&id, part);
        }
        let mut meant = vec![None; self.rows.len()];
        for (n, row) in self.rows.iter().enumerate() {
            if matches!(row.action, Action::PlaceAlias { .. } | Action::ActorAlias { .. }) {
                continue;
            }
            let found = match catalog.find(&row.target) {
                Ok(found) => found,
                Err(why) => {
                    self.stale(n, why);
                    continue;
                }
            };
            if let Some(note) = found.note {
                self.notice(n, format!("{}: {note}", row.what()), "check that it is the incident that you mean");
                self.entries[n].note = Some(note);
            }
            match &row.action {
                Action::Merge(other) => match catalog.find(other) {
                    Ok(other) => meant[n] = Some((found.at, Some(other.at))),
                    Err(why) => self.stale(n, format!("the other incident: {why}")),
                },
                Action::Split(report) if !catalog.has_report(report) => {
                    self.stale(n, format!("no incident is told by the report {report}"));
                }
                _ => meant[n] = Some((found.at, None)),
            }
        }
        meant
    }

    /// What the corrections of one sort say of which group.
    fn claims<'c>(&'c self, groups: &Groups, meant: &[Meant], structure: bool) -> Vec<Claim<'c>> {
        let sort = |row: &Correction| matches!(row.action, Action::Merge(_) | Action::Split(_)) == structure;
        let report = |part: usize| groups.report(part).map(str::to_owned);
        let of = |(number, correction): (usize, &'c Correction)| {
            let (part, other): (usize, Option<usize>) = meant[number]?;
            let reports = (report(part), other.and_then(report));
            let other = other.map(|o| groups.group_of(o));
            Some(Claim { correction, number, about: groups.group_of(part), other, reports })
        };
        self.rows.iter().enumerate().filter(|(_, row)| sort(row)).filter_map(of).collect()
    }

    /// Splits first, then mergers.
    fn regroup(&mut self, mut groups: Groups, meant: &[Meant], options: MergeOptions) -> Groups {
        let claims = self.claims(&groups, meant, true);
        let numbers: Vec<usize> = claims.iter().map(|c| c.number).collect();
        let clashes = settle(&claims);
        self.overridden(&clashes);
        for n in numbers.iter().copied().filter(|n| self.stands(*n)).collect::<Vec<_>>() {
            if let (Action::Split(report), Some((part, _))) = (&self.rows[n].action, meant[n]) {
                self.split(&mut groups, n, part, report, options);
            }
        }
        for n in numbers.into_iter().filter(|n| self.stands(*n)).collect::<Vec<_>>() {
            if let (Action::Merge(_), Some((part, Some(other)))) = (&self.rows[n].action, meant[n]) {
                self.merge(&mut groups, n, part, other);
            }
        }
        groups
    }

    fn split(&mut self, groups: &mut Groups, n: usize, part: usize, report: &str, options: MergeOptions) {
        let group = groups.group_of(part);
        let Some(new) = groups.split(group, report, &options) else {
            self.entries[n].note = Some("they are apart already".to_owned());
            return;
        };
        for group in [group, new] {
            if let Some(incident) = groups.group(group) {
                as_of_its_day(std::slice::from_mut(incident), self.known.gazetteer);
                incident.corrections.push(self.applied(n, None, Some(report.to_owned())));
                incident.review_state = ReviewState::Corrected;
            }
        }
    }

    fn merge(&mut self, groups: &mut Groups, n: usize, part: usize, other: usize) {
        let (group, other) = (groups.group_of(part), groups.group_of(other));
        if group == other {
            self.entries[n].note = Some("they are one incident already".to_owned());
            return;
        }
        let gone = groups.merge(group, other);
        if let Some(incident) = groups.group(group) {
            as_of_its_day(std::slice::from_mut(incident), self.known.gazetteer);
            incident.corrections.push(self.applied(n, None, gone));
            incident.review_state = ReviewState::Corrected;
        }
    }

    fn applied(&self, n: usize, before: Option<String>, after: Option<String>) -> AppliedCorrection {
        let row = &self.rows[n];
        AppliedCorrection {
            action: row.action.name(),
            field: row.action.field(),
            before,
            after,
            who: row.by.who.clone(),
            when: row.by.when.map(|day| day.to_string()),
            why: row.by.why.clone(),
            file: row.at.file.to_string(),
            line: row.at.line,
        }
    }

    /// What is said of single incidents.
    fn fields(mut self, mut groups: Groups, meant: &[Meant]) -> Corrected {
        let claims = self.claims(&groups, meant, false);
        let clashes = settle(&claims);
        let mut by_group: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for claim in &claims {
            by_group.entry(claim.about).or_default().push(claim.number);
        }
        self.overridden(&clashes);
        for (group, mut numbers) in by_group {
            numbers.retain(|n| self.stands(*n));
            numbers.sort_by_key(|n| match &self.rows[*n].action {
                Action::Set(change) => change.rank(),
                _ => (usize::MAX, None),
            });
            if let Some(incident) = groups.group(group) {
                self.incident(incident, &numbers);
            }
        }
        for (n, found) in meant.iter().enumerate() {
            if let Some((part, _)) = found {
                self.entries[n].incident = groups.group(groups.group_of(*part)).map(|i| i.id.clone());
            }
        }
        Corrected { incidents: groups.finish(), entries: self.entries, notices: self.notices }
    }

    fn incident(&mut self, incident: &mut Incident, numbers: &[usize]) {
        let mut as_read = incident.clone();
        let mut days = Vec::new();
        for n in numbers.iter().copied() {
            match &self.rows[n].action {
                Action::Set(change) => {
                    let before = change.shown(&mut as_read);
                    if let Some(why) = change.impossible(incident) {
                        self.faulty(n, why);
                        continue;
                    }
                    change.apply(incident, self.known);
                    days.extend(change.is_day().then_some(n));
                    let after = change.shown(incident);
                    self.entries[n].before.clone_from(&before);
                    incident.corrections.push(self.applied(n, before, after));
                    incident.review_state = ReviewState::Corrected;
                }
                Action::Drop => {
                    incident.corrections.push(self.applied(n, None, None));
                    incident.review_state = ReviewState::Rejected;
                }
                Action::Confirm => {
                    incident.corrections.push(self.applied(n, None, None));
                    incident.review_state = incident.review_state.max(ReviewState::Confirmed);
                }
                _ => {}
            }
        }
        self.days_in_order(incident, &as_read, &days);
        if let Some(n) = numbers.last().copied()
            && let Some(odd) = crossed_bounds(&mut incident.tolls)
        {
            self.notice(n, format!("after the corrections {odd}"), "set both bounds");
        }
        as_of_its_day(std::slice::from_mut(incident), self.known.gazetteer);
    }

    /// Days that end before they begin are not taken.
    fn days_in_order(&mut self, incident: &mut Incident, as_read: &Incident, set: &[usize]) {
        let Some((start, end)) = incident.when.start.zip(incident.when.end).filter(|(start, end)| start > end) else {
            return;
        };
        incident.when = as_read.when;
        incident.date_precision = as_read.date_precision;
        incident.date_basis = as_read.date_basis;
        incident.weekday = as_read.weekday;
        for n in set.iter().copied() {
            self.faulty(n, format!("the last day, {end}, would lie before the first, {start}"));
            let at = &self.rows[n].at;
            incident
                .corrections
                .retain(|c| c.line != at.line || c.file != *at.file || c.field != self.rows[n].action.field());
        }
    }
}
