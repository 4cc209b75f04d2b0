//! What reports should be read as, and how much of it is: for the suites that
//! count instead of asking for all.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;
use std::sync::LazyLock;

use dateline::coding::{CasualtyKind, Status};
use dateline::document::Report;
use dateline::gazetteer::distance_km;
use dateline::incident::{Incident, IncidentClaim};
use dateline::lexicon::countries::Country;
use dateline::pipeline::{Context, read_report};
use jiff::civil::Date;

/// What all reports are read with.
pub(crate) static CONTEXT: LazyLock<Context> = LazyLock::new(|| Context::embedded(None).unwrap());

/// The incidents of a text, all statuses, as `dateline extract` reads them.
pub(crate) fn read(id: &str, text: &str, published: Option<Date>) -> Vec<Incident> {
    let report = Report { id: id.to_owned(), text: text.to_owned(), published, ..Report::default() };
    read_report(report, &CONTEXT).map(|read| read.incidents).unwrap_or_default()
}

/// What `cargo test -- --nocapture` shows.
#[allow(clippy::print_stderr)]
pub(crate) fn show(text: &str) {
    eprintln!("{text}");
}

/// The kind of casualty of that name.
pub(crate) fn casualty_kind(name: &str) -> CasualtyKind {
    match name {
        "killed" => CasualtyKind::Killed,
        "wounded" | "injured" => CasualtyKind::Wounded,
        "captured" => CasualtyKind::Captured,
        "missing" => CasualtyKind::Missing,
        "abducted" => CasualtyKind::Abducted,
        "arrested" => CasualtyKind::Arrested,
        "displaced" => CasualtyKind::Displaced,
        other => panic!("unknown kind of casualty '{other}'"),
    }
}

/// The status of that name.
pub(crate) fn status(name: &str) -> Status {
    let all = [Status::Reported, Status::Claimed, Status::Denied, Status::Planned, Status::Background, Status::Generic];
    all.into_iter().find(|s| s.name() == name).unwrap_or_else(|| panic!("unknown status '{name}'"))
}

/// A point and how far from it is still right.
pub(crate) struct Spot {
    pub(crate) point: (f64, f64),
    pub(crate) km: f64,
}

/// A figure; no least value is an open lower bound ("up to five").
pub(crate) struct Figure {
    pub(crate) kind: CasualtyKind,
    pub(crate) min: Option<u32>,
    /// Words that name who says so, where that is asked.
    pub(crate) claimant: Option<String>,
}

/// An incident that should be read.
pub(crate) struct Wanted {
    /// What it is called in the table.
    pub(crate) name: String,
    /// Type and sub-type, any of them.
    pub(crate) types: Vec<(String, String)>,
    pub(crate) status: Status,
    /// First and last day, where asked.
    pub(crate) days: Option<(Date, Date)>,
    /// Any of them; none is not asked.
    pub(crate) places: Vec<Spot>,
    pub(crate) figures: Vec<Figure>,
    /// May be missed without loss.
    pub(crate) optional: bool,
    /// Where the words that prove it stand, in code points.
    pub(crate) quotes: Vec<Range<usize>>,
}

impl Wanted {
    /// Whether the type is right.
    pub(crate) fn is_of_type(&self, read: &Incident) -> bool {
        let (kind, sub) = (read.sub_event.event_type().name(), read.sub_event.name());
        self.types.iter().any(|(k, s)| k == kind && s == sub)
    }

    /// Whether the place is right; `None` where it is not asked.
    pub(crate) fn is_there(&self, read: &Incident) -> Option<bool> {
        let at = read.location.as_ref().map(|l| (l.lat, l.lon));
        let near = |spot: &Spot| at.is_some_and(|at| distance_km(at, spot.point) <= spot.km);
        (!self.places.is_empty()).then(|| self.places.iter().any(near))
    }

    /// Whether the days overlap; `None` where they are not asked.
    pub(crate) fn is_then(&self, read: &Incident) -> Option<bool> {
        let start = read.when.start.or(read.when.end);
        let end = read.when.end.or(read.when.start);
        self.days.map(|(first, last)| start.zip(end).is_some_and(|(a, b)| a <= last && b >= first))
    }

    /// Whether type, place and date are right.
    pub(crate) fn is_fully(&self, read: &Incident) -> bool {
        self.is_of_type(read) && self.is_there(read) != Some(false) && self.is_then(read) != Some(false)
    }

    /// How many of the figures are read.
    pub(crate) fn figures_met(&self, read: &Incident) -> usize {
        self.figures.iter().filter(|f| f.told(read).next().is_some()).count()
    }

    /// Whether one of the quotes proves what was read.
    pub(crate) fn is_proved(&self, read: &Incident) -> bool {
        let spans = read.evidence.iter().map(|e| e.span.chars);
        spans.into_iter().any(|s| self.quotes.iter().any(|q| s.start < q.end && q.start < s.end))
    }
}

impl Figure {
    /// The claims that tell it.
    fn told<'i>(&self, read: &'i Incident) -> impl Iterator<Item = &'i IncidentClaim> {
        let (kind, min) = (self.kind, self.min);
        let open = |c: &IncidentClaim| c.count.min.is_none() && c.count.max.is_some();
        let live = read.claims.iter().filter(move |c| !c.superseded && c.kind == Some(kind));
        live.filter(move |c| min.map_or_else(|| open(c), |_| c.count.min == min))
    }
}

/// Whether a speaker is the one whom the words name: they share a word, or
/// the words are the capital that speaks for the speaker's country.
fn is_speaker(words: &str, claim: &IncidentClaim) -> bool {
    claim.speaker.as_ref().is_some_and(|speaker| {
        let capital = CONTEXT.lexicon.countries.government(words).and_then(Country::iso3);
        let shared = !heads(words).is_disjoint(&heads(&speaker.name));
        shared || (capital.is_some() && capital == speaker.iso3.as_deref())
    })
}

/// The first five letters of each telling word of three letters or more.
fn heads(words: &str) -> BTreeSet<String> {
    const DULL: [&str; 5] = ["the", "and", "for", "from", "with"];
    let words = words.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    let telling = words.filter(|w| w.chars().count() >= 3 && !DULL.contains(&w.as_str()));
    telling.map(|w| w.chars().take(5).collect()).collect()
}

/// For each wanted incident the one that was read for it, one to one, the best
/// scores first; a score of 0 is no match.
pub(crate) fn pair<'i>(
    wanted: &[Wanted],
    read: &'i [Incident],
    score: impl Fn(&Wanted, &Incident) -> usize,
) -> Vec<Option<&'i Incident>> {
    let mut possible = Vec::new();
    for (w, want) in wanted.iter().enumerate() {
        let scores = read.iter().enumerate().map(|(r, incident)| (Reverse(score(want, incident)), w, r));
        possible.extend(scores.filter(|(Reverse(score), ..)| *score > 0));
    }
    possible.sort_unstable();
    let (mut paired, mut taken) = (vec![None; wanted.len()], vec![false; read.len()]);
    for (_, w, r) in possible {
        if paired[w].is_none() && !taken[r] {
            (paired[w], taken[r]) = (Some(&read[r]), true);
        }
    }
    paired
}

/// Whether all mapped incidents that were read are wanted.
pub(crate) fn is_without_extras(read: &[Incident], paired: &[Option<&Incident>]) -> bool {
    let known = |i: &Incident| paired.iter().flatten().any(|p| std::ptr::eq(*p, i));
    read.iter().filter(|i| i.status.is_mapped()).all(known)
}

/// A row of the table: what is counted, how many are right, of how many.
type Row = (&'static str, usize, usize);

/// Counts of what is right. All shares are of what is wanted, so that an
/// incident found in addition lowers none of them.
#[derive(Default)]
pub(crate) struct Tally {
    rows: Vec<Row>,
    wrong: Vec<String>,
}

impl Tally {
    /// Counts one thing that is asked.
    pub(crate) fn count(&mut self, what: &'static str, is_right: bool) {
        let at = self.rows.iter().position(|(w, ..)| *w == what).unwrap_or_else(|| {
            self.rows.push((what, 0, 0));
            self.rows.len() - 1
        });
        self.rows[at].1 += usize::from(is_right);
        self.rows[at].2 += 1;
    }

    /// Counts what is asked of one incident that may not be missed.
    pub(crate) fn weigh(&mut self, want: &Wanted, read: Option<&Incident>) {
        let mut parts = vec![("found", read.is_some())];
        parts.push(("type", read.is_some_and(|i| want.is_of_type(i))));
        let place = read.map_or_else(|| (!want.places.is_empty()).then_some(false), |i| want.is_there(i));
        parts.extend(place.map(|is_right| ("place", is_right)));
        let date = read.map_or_else(|| want.days.map(|_| false), |i| want.is_then(i));
        parts.extend(date.map(|is_right| ("date", is_right)));
        parts.push(("fully right", read.is_some_and(|i| want.is_fully(i))));
        for figure in &want.figures {
            parts.push(("figures", read.is_some_and(|i| figure.told(i).next().is_some())));
            if let Some(words) = &figure.claimant {
                let is_right = read.is_some_and(|i| figure.told(i).any(|c| is_speaker(words, c)));
                parts.push(("claimants of figures", is_right));
            }
        }
        let wrong: Vec<&str> = parts.iter().filter(|(_, is_right)| !is_right).map(|(what, _)| *what).collect();
        match read {
            None => self.wrong.push(format!("{}: not found", want.name)),
            Some(_) if !wrong.is_empty() => self.wrong.push(format!("{}: {}", want.name, wrong.join(", "))),
            Some(_) => {}
        }
        for (what, is_right) in parts {
            self.count(what, is_right);
        }
    }

    /// Notes something that is wrong, to be shown.
    pub(crate) fn note(&mut self, what: String) {
        self.wrong.push(what);
    }

    /// What is wrong, and then the counts.
    pub(crate) fn table(&self) -> String {
        let mut text = self.wrong.iter().map(|w| format!("{w}\n")).collect::<String>();
        for (what, right, all) in &self.rows {
            let share = *right as f64 * 100.0 / *all as f64;
            writeln!(text, "{what:<36}{right:>4} of {all:<4}{share:>6.1} %").unwrap();
        }
        text
    }

    /// Fails when a share is below its floor, in percent.
    pub(crate) fn holds(&self, floors: &[(&str, usize)]) {
        let mut low = Vec::new();
        for (what, floor) in floors {
            let (_, right, all) = self.rows.iter().find(|(w, ..)| w == what).expect("what has a floor is counted");
            if right * 100 < floor * all {
                low.push(format!("{what}: {right} of {all}, fewer than {floor} %"));
            }
        }
        assert!(low.is_empty(), "{}\n{}", self.table(), low.join("\n"));
        assert_eq!(floors.len(), self.rows.len(), "each row has a floor");
    }
}
