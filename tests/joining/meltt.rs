//! The rule of MELTT (Donnay, Dunford, `McGrath`, Backer and Cunningham 2019,
//! "Integrating Conflict Event Data", Journal of Conflict Resolution 63(5)),
//! written plainly: pairs inside a window of kilometres and days whose
//! taxonomies agree at some level; the closest agreement first, each row once.

use dateline::dataset::Rows;
use dateline::join::{days_between, km_between};

/// The window, as matching has it without options.
const WINDOW: (f64, i32) = (25.0, 3);

/// Taxonomies of the type of event, the finest level first.
fn event(rows: &Rows, row: usize) -> [String; 3] {
    let kind = rows.words.text(rows.records[row].kind);
    let (fine, middle) = match kind {
        "Battles" | "State-based violence" => ("armed fighting", "armed"),
        "Explosions/Remote violence" => ("remote", "armed"),
        "Violence against civilians" | "One-sided violence" => ("against civilians", "civilians"),
        "Riots" | "Non-state violence" => ("mob", "civilians"),
        _ => ("other", "other"),
    };
    [fine.to_owned(), middle.to_owned(), "violence".to_owned()]
}

/// Taxonomies of the actors: who, then which kinds of actor.
fn actors(rows: &Rows, row: usize) -> [String; 3] {
    let record = &rows.records[row];
    let mut kinds: Vec<&str> = [record.actor_a, record.actor_b]
        .iter()
        .map(|word| match rows.words.text(*word) {
            name if name.contains("Government") || name.contains("Military") => "state",
            name if name.contains("Civilians") => "civilians",
            _ => "group",
        })
        .collect();
    kinds.sort_unstable();
    let with_state = if kinds.contains(&"state") { "state" } else { "no state" };
    [kinds.join("+"), with_state.to_owned(), "any".to_owned()]
}

/// The finest level at which two taxonomies agree, from 1.
fn level(a: &[String; 3], b: &[String; 3]) -> Option<usize> {
    (0..3).find(|n| a[*n] == b[*n]).map(|n| n + 1)
}

/// The pairs by their ids.
pub(super) fn matched(here: &Rows, there: &Rows) -> Vec<(String, String)> {
    let mut pairs: Vec<(usize, f64, usize, usize)> = Vec::new();
    for a in 0..here.len() {
        for b in 0..there.len() {
            let (one, other) = (&here.spots[a], &there.spots[b]);
            let (Some(p), Some(q), Some(d), Some(e)) = (one.point(), other.point(), one.days(), other.days()) else {
                continue;
            };
            let km = km_between(p, q);
            // MELTT takes the first day of a time for its day.
            if km > WINDOW.0 || days_between((d.0, d.0), (e.0, e.0)) > WINDOW.1 {
                continue;
            }
            let levels = (level(&event(here, a), &event(there, b)), level(&actors(here, a), &actors(there, b)));
            if let (Some(event), Some(actor)) = levels {
                pairs.push((event + actor, km, a, b));
            }
        }
    }
    pairs.sort_by(|x, y| x.0.cmp(&y.0).then(x.1.total_cmp(&y.1)).then((x.2, x.3).cmp(&(y.2, y.3))));
    let (mut used_here, mut used_there) = (vec![false; here.len()], vec![false; there.len()]);
    let mut chosen = Vec::new();
    for (_, _, a, b) in pairs {
        if !used_here[a] && !used_there[b] {
            (used_here[a], used_there[b]) = (true, true);
            chosen.push((here.cell(a, 0).into_owned(), there.cell(b, 0).into_owned()));
        }
    }
    chosen
}
