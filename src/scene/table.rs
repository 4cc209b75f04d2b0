//! The table beneath a map with numbered symbols.

use super::badge;
use super::display::{Anchor, Face, Item, Path, Stroke};
use super::font;
use super::furniture::text;
use super::mark::Mark;
use super::symbol;
use super::theme::{BODY, INK, MUTED, RULE};
use super::words;

/// Heading and share of the width of each column.
const COLUMNS: [(&str, f32); 6] = [
    ("", 0.034),
    ("Date", 0.132),
    ("Place", 0.25),
    ("Type of event", 0.212),
    ("Toll reported", 0.158),
    ("Who says so", 0.214),
];
const GAP: f32 = 16.0;
const LEADING: f32 = BODY * 1.22;
/// Radius of the symbols.
const RADIUS: f32 = 11.5;

/// Draws the table with its top left corner at a point; gives its bottom.
pub(crate) fn draw(marks: &[Mark<'_>], x: f32, top: f32, width: f32, out: &mut Vec<Item>) -> f32 {
    let mut y = top;
    let mut left = x;
    for (heading, share) in COLUMNS {
        out.push(text(heading, [left, y + BODY * 0.8], Face::Bold, BODY - 1.0, MUTED, Anchor::Start));
        left += share * width;
    }
    y += BODY + 10.0;
    for mark in marks {
        out.push(rule(x, y, width));
        y = row(mark, x, y, width, out);
    }
    out.push(rule(x, y, width));
    y
}

fn rule(x: f32, y: f32, width: f32) -> Item {
    Item::stroke(Path::line(&[[x, y], [x + width, y]]), Stroke::solid(RULE, 1.0))
}

fn row(mark: &Mark<'_>, x: f32, y: f32, width: f32, out: &mut Vec<Item>) -> f32 {
    let i = mark.incident;
    let cells = [
        String::new(),
        words::when(i),
        words::place_row(i),
        i.sub_event.name().to_owned(),
        words::toll(i).unwrap_or_else(|| "not told".into()),
        words::told_by(i),
    ];
    let mut left = x;
    let mut lines = 1;
    let mut items = Vec::new();
    for (cell, (_, share)) in cells.iter().zip(COLUMNS) {
        let wrapped = font::wrapped(cell, Face::Regular, BODY, share * width - GAP, 3);
        for (n, line) in wrapped.iter().enumerate() {
            let at = [left, y + 23.0 + n as f32 * LEADING];
            items.push(text(line, at, Face::Regular, BODY, INK, Anchor::Start));
        }
        lines = lines.max(wrapped.len());
        left += share * width;
    }
    let height = 34.0 + (lines - 1) as f32 * LEADING;
    let at = [x + 15.0, y + 17.0];
    let filling = mark.filling();
    let kind = mark.kind();
    items.extend(symbol::draw(kind, filling, at, RADIUS));
    if let Some(n) = mark.number {
        items.push(badge::number(n, kind, filling, at, RADIUS));
    }
    out.push(Item::group(format!("row-{}", i.id), "", items));
    y + height
}
