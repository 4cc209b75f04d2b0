//! The figures for people.

use std::fmt::Write as _;

use super::measures::{Prf, Resolution};
use super::tally::{Figures, Scored};
use crate::format::columns::{aligned, harmless};

/// The figures as tables; with the `errors` most frequent failings of each
/// sort where that is not 0.
pub fn report(scored: &Scored, errors: usize) -> String {
    let mut text = figures("all counted kinds", &scored.all);
    if let Some(literal) = &scored.literal {
        let _ = write!(text, "\n{}", figures("literal names only", literal));
    }
    if errors > 0 {
        let _ = write!(text, "\n{}", failings(scored, errors));
    }
    text
}

fn figures(title: &str, of: &Figures) -> String {
    let mut text = format!(
        "{title}: {} texts, {} gold names ({} with a point), {} predicted\n",
        of.docs, of.gold, of.gold_with_point, of.pred
    );
    let row =
        |name: &str, prf: &Prf| vec![format!("  {name}"), three(Some(prf.p)), three(Some(prf.r)), three(Some(prf.f1))];
    let header = ["  found", "P", "R", "F1"].map(str::to_owned).to_vec();
    let found = [header, row("exact", &of.exact), row("overlap", &of.overlap)];
    text.push_str(&aligned(&found));
    let row = |name: &str, r: &Resolution| {
        let km = |km: Option<f64>, digits: usize| km.map_or_else(|| "-".to_owned(), |km| format!("{km:.digits$}"));
        vec![
            format!("  {name}"),
            r.n.to_string(),
            three(r.acc161),
            three(r.acc20),
            km(r.median_km, 1),
            km(r.mean_km, 0),
            three(r.auc),
        ]
    };
    let header = ["  resolved", "n", "Acc@161", "Acc@20", "median km", "mean km", "AUC"].map(str::to_owned).to_vec();
    let resolved = [header, row("answered", &of.resolution), row("strict", &of.resolution_strict)];
    text.push_str(&aligned(&resolved));
    let row =
        |name: &str, prf: &Prf| vec![format!("  {name}"), three(Some(prf.p)), three(Some(prf.r)), three(Some(prf.f1))];
    let header = ["  found and resolved", "P", "R", "F1"].map(str::to_owned).to_vec();
    let both = [
        header,
        row("@161 km", &of.end_to_end_161),
        row("@20 km", &of.end_to_end_20),
        row("size-aware", &of.end_to_end_size),
    ];
    text.push_str(&aligned(&both));
    let _ = writeln!(
        text,
        "  size-aware accuracy {}, places found per text @161 km {}",
        three(of.acc_size),
        three(of.place_recall_161)
    );
    text
}

fn three(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"))
}

fn failings(scored: &Scored, most: usize) -> String {
    let failings = &scored.failings;
    let mut text = String::new();
    for (what, kinds) in failings.by_kind() {
        let all: usize = kinds.values().sum();
        let kinds: Vec<String> = kinds.iter().map(|(kind, n)| format!("{n} {}", shown(kind))).collect();
        let of = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
        let _ = writeln!(text, "{what}: {all}{of}");
        let names = match what {
            "missed" => failings.missed_most(),
            "false alarms" => failings.false_alarms_most(),
            _ => Vec::new(),
        };
        let rows: Vec<Vec<String>> = names
            .iter()
            .take(most)
            .map(|n| vec![format!("  {}", n.times), harmless(&n.name.replace('\n', " ")), shown(&n.kind).to_owned()])
            .collect();
        text.push_str(&aligned(&rows));
    }
    let far = failings.farthest();
    let mut rows = vec![["  km", "name", "kind", "text", "gold", "predicted"].map(str::to_owned).to_vec()];
    rows.extend(far.iter().take(most).map(|f| {
        let point = |(lat, lon): (f64, f64)| format!("{lat:.3}, {lon:.3}");
        let id = f.id.as_str().map_or_else(|| f.id.to_string(), str::to_owned);
        vec![
            format!("  {}", f.km),
            harmless(&f.name.replace('\n', " ")),
            shown(&f.kind).to_owned(),
            harmless(&id),
            point(f.gold),
            point(f.predicted),
        ]
    }));
    if rows.len() > 1 {
        text.push_str(&aligned(&rows));
    }
    text
}

fn shown(kind: &str) -> &str {
    if kind.is_empty() { "unmarked" } else { kind }
}
