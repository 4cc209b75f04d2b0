//! Who or where the most: horizontal bars of the names with most rows, stacked
//! by type, with the dead beside them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use plotters::prelude::{Color as _, Rectangle as Bar};

use super::super::axes::{chart_error, tint};
use super::super::canvas::Fault;
use super::super::casualties::across;
use super::super::display::{Anchor, Face, Item, Path, Rect, Scene};
use super::super::font;
use super::super::furniture::{grouped, text};
use super::super::page::{MARGIN, Page, ROOM};
use super::super::theme::{BODY, INK, MUTED, PAPER, type_color};
use super::super::timeline::{heading, key, many, round_up};
use super::{ChartOptions, Event, nothing};
use crate::coding::EventType;
use crate::error::Result;

/// At most so many names.
const MOST: usize = 15;
const ROW: f32 = 40.0;
/// Width of the names at the left.
const NAMES: f32 = 470.0;
/// Room for the figures at the end of the longest bar.
const FIGURES: f32 = 260.0;
const AXIS: f32 = 34.0;

/// A row with what it is counted under.
#[derive(Debug, Clone, PartialEq)]
pub struct Named<'n> {
    /// Its names, each once; none where the row tells none.
    pub names: Vec<&'n str>,
    /// The row.
    pub event: Event,
}

/// The rows of a name.
#[derive(Default)]
struct Tally<'n> {
    name: &'n str,
    kinds: BTreeMap<EventType, u32>,
    rows: u32,
    dead: u64,
    told: bool,
}

/// Draws the names with most rows; `what` is "place" or "actor".
///
/// # Errors
/// None that an input could cause; those of the chart library are passed on.
pub fn most(rows: &[Named<'_>], what: &str, options: &ChartOptions) -> Result<Scene> {
    let mut page = options.page();
    let tallies = tallied(rows);
    let shown = &tallies[..tallies.len().min(MOST)];
    let nameless = rows.iter().filter(|r| r.names.is_empty()).count();
    let head = if tallies.len() > MOST {
        format!("The {MOST} {what}s with most {}s, of {}", options.row, grouped(tallies.len() as u64))
    } else {
        format!(
            "{} with most {}s",
            if shown.len() == 1 { format!("The {what}") } else { format!("The {what}s") },
            options.row
        )
    };
    if shown.is_empty() {
        nothing(&mut page, &format!("No {} names its {what}.", options.row));
    } else {
        heading(&mut page, &head);
        let mut totals = BTreeMap::new();
        for (kind, n) in shown.iter().flat_map(|t| &t.kinds) {
            *totals.entry(*kind).or_default() += n;
        }
        key(&mut page, &totals, options);
        bars(&mut page, shown).map_err(|e| chart_error(&e))?;
    }
    let mut notes = Vec::new();
    if nameless > 0 {
        notes.push(format!("Not shown: {} without a {what}.", many(nameless, options.row)));
    }
    if rows.iter().any(|r| r.names.len() > 1) {
        notes.push(format!("Each {} counts for each of its {what}s.", options.row));
    }
    let told: Vec<String> = shown.iter().map(|t| format!("{}: {}", t.name, figures(t, options.row))).collect();
    let description = format!("{}s. {}. {}.", super::super::timeline::upper(what), options.subtitle, told.join("; "));
    Ok(options.finish(page, &notes, &description))
}

/// The names, those with most rows first.
fn tallied<'n>(rows: &[Named<'n>]) -> Vec<Tally<'n>> {
    let mut tallies: BTreeMap<&str, Tally<'n>> = BTreeMap::new();
    for row in rows {
        for name in &row.names {
            let tally = tallies.entry(name).or_default();
            tally.name = name;
            tally.rows += 1;
            *tally.kinds.entry(row.event.kind).or_default() += 1;
            tally.dead += u64::from(row.event.dead.unwrap_or(0));
            tally.told |= row.event.dead.is_some();
        }
    }
    let mut out: Vec<Tally<'n>> = tallies.into_values().collect();
    out.sort_by_key(|t| (Reverse(t.rows), Reverse(t.dead), t.name));
    out
}

/// "1,234 events, 5,678 killed".
fn figures(tally: &Tally<'_>, row: &str) -> String {
    let rows = many(tally.rows as usize, row);
    if tally.told { format!("{rows}, {} killed", grouped(tally.dead)) } else { rows }
}

fn bars(page: &mut Page, shown: &[Tally<'_>]) -> std::result::Result<(), Fault> {
    let height = shown.len() as f32 * ROW;
    let frame = Rect::new(MARGIN + NAMES, page.y, ROOM - NAMES, height + AXIS);
    let most = shown.iter().map(|t| t.rows).max().unwrap_or(0);
    let mut drawn = Vec::new();
    let scale = across(&mut drawn, frame, height, (round_up(most), FIGURES), |chart| {
        for (n, tally) in shown.iter().enumerate() {
            let top = f64::from(height - n as f32 * ROW);
            let mut base = 0_i32;
            for (kind, rows) in &tally.kinds {
                let next = base + *rows as i32;
                let bar = [(base, top - 7.0), (next, top - f64::from(ROW) + 7.0)];
                chart.draw_series([Bar::new(bar, tint(type_color(*kind)).filled())])?;
                base = next;
            }
        }
        Ok(())
    })?;
    let mut items = vec![Item::group("axis", "", drawn)];
    for (n, tally) in shown.iter().enumerate() {
        let y = page.y + (n as f32 + 0.5) * ROW + 6.0;
        let name = font::shortened(tally.name, Face::Regular, BODY, NAMES - 16.0);
        items.push(text(name, [MARGIN + NAMES - 12.0, y], Face::Regular, BODY, INK, Anchor::End));
        let x = scale.at(tally.rows) + 9.0;
        let rows = grouped(tally.rows.into());
        let wide = font::width(&rows, Face::Bold, BODY - 1.0, 0.0);
        let dead = if tally.told { format!("{} killed", grouped(tally.dead)) } else { String::new() };
        // Figures are laid over the grid.
        let all = wide + 12.0 + font::width(&dead, Face::Regular, BODY - 1.0, 0.0);
        items.push(Item::fill(Path::rect(&Rect::new(x - 5.0, y - 17.0, all + 10.0, 23.0)), PAPER));
        items.push(text(rows, [x, y], Face::Bold, BODY - 1.0, INK, Anchor::Start));
        if tally.told {
            items.push(text(dead, [x + wide + 12.0, y], Face::Regular, BODY - 1.0, MUTED, Anchor::Start));
        }
    }
    page.items.push(Item::group("chart", "Bars", items));
    page.y = frame.bottom() + 8.0;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporal::DateRange;

    #[test]
    fn names_are_ranked_by_rows_then_dead_then_name() {
        let event = |dead| Event { when: DateRange::default(), kind: EventType::Battles, dead };
        let row = |names: &[&'static str], dead| Named { names: names.to_vec(), event: event(dead) };
        let rows =
            [row(&["b", "c"], Some(2)), row(&["a"], None), row(&["d"], Some(1)), row(&["b"], None), row(&[], None)];
        let names: Vec<(&str, u32)> = tallied(&rows).iter().map(|t| (t.name, t.rows)).collect();
        assert_eq!(names, [("b", 2), ("c", 1), ("d", 1), ("a", 1)]);
    }
}
