//! Which incident of one result is which of the other: the one of the same id;
//! else the one that the same words of the same report prove.

use std::collections::{BTreeMap, BTreeSet};

use crate::format::read_back::Stored;
use crate::text::{Field, SourceSpan};

/// The shortest words that prove something by standing in a longer quote.
const SHORTEST: usize = 20;

/// Indices of incidents that are one, and of those that only one result has.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pairing {
    /// In the order of A.
    pub(super) pairs: Vec<(usize, usize)>,
    pub(super) only_a: Vec<usize>,
    pub(super) only_b: Vec<usize>,
}

/// Pairs the incidents of two results.
pub(super) fn pair(a: &[Stored], b: &[Stored]) -> Pairing {
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, incident) in b.iter().enumerate() {
        by_id.entry(incident.id()).or_insert(index);
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut left_a = Vec::new();
    for (index, incident) in a.iter().enumerate() {
        match by_id.remove(incident.id()) {
            Some(other) => pairs.push((index, other)),
            None => left_a.push(index),
        }
    }
    let taken: BTreeSet<usize> = pairs.iter().map(|(_, y)| *y).collect();
    let left_b: Vec<usize> = (0..b.len()).filter(|i| !taken.contains(i)).collect();
    let renumbered = by_evidence(a, &left_a, b, &left_b);
    let (paired_a, paired_b): (BTreeSet<usize>, BTreeSet<usize>) = renumbered.iter().copied().unzip();
    pairs.extend(renumbered);
    pairs.sort_unstable();
    Pairing {
        pairs,
        only_a: left_a.into_iter().filter(|i| !paired_a.contains(i)).collect(),
        only_b: left_b.into_iter().filter(|i| !paired_b.contains(i)).collect(),
    }
}

/// The best pairs first; one sentence may tell of two incidents, which their
/// kind and place tell apart.
fn by_evidence(a: &[Stored], left_a: &[usize], b: &[Stored], left_b: &[usize]) -> Vec<(usize, usize)> {
    let mut by_report: BTreeMap<String, Vec<(usize, Vec<Proof<'_>>)>> = BTreeMap::new();
    for index in left_b {
        let proofs = proofs(&b[*index]);
        let reports: BTreeSet<&str> = proofs.iter().map(|p| p.report).collect();
        for report in reports {
            by_report.entry(report.to_owned()).or_default().push((*index, proofs.clone()));
        }
    }
    let mut likely: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for x in left_a {
        let mine = proofs(&a[*x]);
        let reports: BTreeSet<&str> = mine.iter().map(|p| p.report).collect();
        for (y, theirs) in reports.iter().filter_map(|report| by_report.get(*report)).flatten() {
            let shared = mine.iter().filter(|p| theirs.iter().any(|q| p.overlaps(q))).count() as u32;
            if shared > 0 {
                likely.insert((*x, *y), 4 * shared + likeness(&a[*x], &b[*y]));
            }
        }
    }
    let mut ranked: Vec<((usize, usize), u32)> = likely.into_iter().collect();
    ranked.sort_by(|(p, m), (q, n)| n.cmp(m).then(p.cmp(q)));
    let (mut used_a, mut used_b) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for ((x, y), _) in ranked {
        if !used_a.contains(&x) && !used_b.contains(&y) {
            used_a.insert(x);
            used_b.insert(y);
            pairs.push((x, y));
        }
    }
    pairs
}

/// How many of type, place and day are the same.
fn likeness(a: &Stored, b: &Stored) -> u32 {
    let same = |column: &&str| a.text(column).is_some() && a.text(column) == b.text(column);
    ["sub_event_type", "place", "date_start"].iter().filter(|c| same(c)).count() as u32
}

/// Words of a report that prove an incident.
#[derive(Debug, Clone)]
struct Proof<'s> {
    report: &'s str,
    span: Option<SourceSpan>,
    quote: &'s str,
}

impl Proof<'_> {
    fn overlaps(&self, other: &Self) -> bool {
        if self.report != other.report {
            return false;
        }
        let (short, long) = if self.quote.len() < other.quote.len() { (self, other) } else { (other, self) };
        let within = short.quote.len() >= SHORTEST && long.quote.contains(short.quote);
        let spans = self.span.zip(other.span).is_some_and(|(x, y)| overlap(x, y));
        // The same words at another place are of a report that was edited;
        // other words at the same place are of one that was replaced.
        !self.quote.is_empty()
            && (self.quote == other.quote || within || spans && shares_words(self.quote, other.quote))
    }
}

fn overlap(x: SourceSpan, y: SourceSpan) -> bool {
    let title = |s: &SourceSpan| s.field == Field::Title;
    title(&x) == title(&y) && x.chars.start < y.chars.end && y.chars.start < x.chars.end
}

/// Whether half of the words of the shorter stand in the other.
fn shares_words(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<BTreeSet<String>>();
    let (a, b) = (words(a), words(b));
    2 * a.intersection(&b).count() >= a.len().min(b.len())
}

/// The evidence; of a flat row the main sentence, in each of its reports.
fn proofs(incident: &Stored) -> Vec<Proof<'_>> {
    if incident.evidence.is_empty() {
        let quote = incident.text("quote").unwrap_or("");
        let reports = incident.text("report_ids").unwrap_or("").split("; ").filter(|r| !r.is_empty());
        return reports.map(|report| Proof { report, span: None, quote }).collect();
    }
    incident.evidence.iter().map(|e| Proof { report: &e.report, span: Some(e.span), quote: &e.quote }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(id: &str, kind: &str, report: &str, span: [usize; 2], quote: &str) -> Stored {
        let line = serde_json::json!({
            "id": id, "sub_event_type": kind, "evidence": [{"report": report, "span": span, "quote": quote}]
        });
        Stored::parse(&line.to_string()).unwrap()
    }

    #[test]
    fn the_id_comes_first_then_the_words() {
        let blast = "A bomb went off at the market of Tikrit.";
        let a = [stored("i1", "Attack", "a.txt", [0, 40], blast), stored("i2", "Attack", "b.txt", [0, 40], blast)];
        let b = [
            stored("i9", "Attack", "a.txt", [5, 45], blast),
            stored("i2", "Attack", "c.txt", [0, 9], "Elsewhere"),
            stored("i7", "Attack", "d.txt", [0, 40], blast),
        ];
        let pairing = pair(&a, &b);
        assert_eq!(pairing.pairs, [(0, 0), (1, 1)]);
        assert_eq!((pairing.only_a, pairing.only_b), (vec![], vec![2]));
    }

    #[test]
    fn two_incidents_of_one_sentence_are_told_apart_by_kind() {
        let words = "Rebels shelled the town and abducted the mayor.";
        let of = |id: &str, kind: &str| stored(id, kind, "a.txt", [0, 47], words);
        let a = [of("i1", "Shelling"), of("i2", "Abduction")];
        let b = [of("i3", "Abduction"), of("i4", "Shelling")];
        assert_eq!(pair(&a, &b).pairs, [(0, 1), (1, 0)]);
    }

    #[test]
    fn other_words_at_the_same_place_are_another_incident() {
        let a = [stored("i1", "Attack", "a.txt", [0, 30], "Two farmers were shot near Solhan.")];
        let b = [stored("i2", "Attack", "a.txt", [0, 30], "Police fired on a crowd in Dakar.")];
        assert_eq!(pair(&a, &b).pairs, []);
        let edited = [stored("i3", "Attack", "a.txt", [0, 33], "Three farmers were shot near Solhan.")];
        assert_eq!(pair(&a, &edited).pairs, [(0, 0)]);
    }
}
