//! Badges for incidents whose place is known only as an area or a border:
//! "Kordofan: 2, place not closer known".

use std::collections::BTreeMap;

use super::display::{Anchor, Face, Item, Path, Point, Rect, Stroke, Text};
use super::font;
use super::label::{Slot, Wish};
use super::lettering::Label;
use super::mark::{Extent, Mark};
use super::symbol;
use super::theme::{INK, MUTED, PAPER};
use crate::coding::EventType;

/// Radius of a symbol in a badge.
const RADIUS: f32 = 12.0;
/// Room inside the rim.
const PAD: f32 = 8.0;
/// Symbols in a row.
const ROW: usize = 7;
const NAME: f32 = 17.0;
const CAPTION: f32 = 14.5;

/// One symbol of a badge, with what stands after it.
struct Sign {
    kind: EventType,
    filling: symbol::Filling,
    number: Option<usize>,
    after: String,
}

/// A number inside a symbol.
pub(crate) fn number(n: usize, mark_kind: EventType, filling: symbol::Filling, at: Point, r: f32) -> Item {
    let size = if n > 99 { 12.0 } else { (r * 0.5 + 8.4).clamp(13.0, 19.0) };
    let (color, halo) = symbol::number_color(mark_kind, filling);
    Item::Text(Text {
        text: n.to_string(),
        at: [at[0], at[1] + symbol::number_drop(mark_kind, r) + size * 0.357],
        anchor: Anchor::Middle,
        face: Face::Bold,
        size,
        color,
        halo,
        spacing: 0.0,
        turn: 0.0,
    })
}

fn signs(marks: &[Mark<'_>]) -> Vec<Sign> {
    if marks.iter().all(|m| m.number.is_some()) && marks.len() <= 3 * ROW {
        let sign = |m: &Mark<'_>| Sign { kind: m.kind(), filling: m.filling(), number: m.number, after: String::new() };
        return marks.iter().map(sign).collect();
    }
    let mut counts: BTreeMap<EventType, usize> = BTreeMap::new();
    for m in marks {
        *counts.entry(m.kind()).or_default() += 1;
    }
    let sign = |(kind, n): (EventType, usize)| Sign {
        kind,
        filling: symbol::Filling::Full,
        number: None,
        after: n.to_string(),
    };
    counts.into_iter().map(sign).collect()
}

fn caption(marks: &[Mark<'_>], withheld: bool) -> String {
    let n = marks.len();
    let place = if withheld { "place not closer shown" } else { "place not closer known" };
    match marks.first().map(Mark::extent) {
        Some(Extent::Border) => format!("{n} along the border, {place}"),
        Some(Extent::Road) => format!("{n} along the road, {place}"),
        _ => format!("{n}, {place}"),
    }
}

/// A badge for the marks of one area, near one of the points `anchors`, within
/// `radius` of which it may cover the place it speaks of. `withheld` says that
/// the place is known closer.
pub(crate) fn label(
    (name, withheld): (&str, bool),
    marks: &[Mark<'_>],
    anchors: &[Point],
    radius: f32,
    frame: &Rect,
) -> Label {
    let signs = signs(marks);
    let caption = caption(marks, withheld);
    let step = |s: &Sign| RADIUS * 2.0 + 7.0 + font::width(&s.after, Face::Bold, CAPTION, 0.0);
    let rows: Vec<&[Sign]> = signs.chunks(ROW).collect();
    let widest = rows.iter().map(|r| r.iter().map(step).sum::<f32>()).fold(0.0, f32::max);
    let limit = (frame.w * 0.5).min(300.0);
    let name = font::wrapped(name, Face::Bold, NAME, limit, 2);
    let caption = font::wrapped(&caption, Face::Italic, CAPTION, limit, 2);
    let text = |lines: &[String], face, size| lines.iter().map(|l| font::width(l, face, size, 0.0)).fold(0.0, f32::max);
    let w = widest.max(text(&name, Face::Bold, NAME)).max(text(&caption, Face::Italic, CAPTION)) + 2.0 * PAD;
    let row_h = RADIUS * 2.0 + 8.0;
    let h =
        2.0 * PAD + NAME * 1.16 * name.len() as f32 + row_h * rows.len() as f32 + CAPTION * 1.2 * caption.len() as f32
            - 2.0;

    let body: Vec<Item> = {
        let mut items = Vec::new();
        let mut y = PAD;
        for line in &name {
            items.push(plain(line, [PAD, y + NAME * 0.8], Face::Bold, NAME, INK));
            y += NAME * 1.16;
        }
        for row in rows {
            let mut x = PAD + RADIUS + 1.0;
            let middle = y + RADIUS + 3.0;
            for sign in row {
                items.extend(symbol::draw(sign.kind, sign.filling, [x, middle], RADIUS - 1.5));
                if let Some(n) = sign.number {
                    items.push(number(n, sign.kind, sign.filling, [x, middle], RADIUS - 1.5));
                }
                if !sign.after.is_empty() {
                    items.push(plain(&sign.after, [x + RADIUS + 3.0, middle + 5.0], Face::Bold, CAPTION, INK));
                }
                x += step(sign);
            }
            y += row_h;
        }
        for line in &caption {
            items.push(plain(line, [PAD, y + CAPTION * 0.9], Face::Italic, CAPTION, MUTED));
            y += CAPTION * 1.2;
        }
        items
    };
    let draw = move |_: usize, slot: &Slot| {
        let r = &slot.rect;
        let plate = Item::both(Path::rounded(r, 5.0), PAPER.alpha(238), Stroke::solid(MUTED.alpha(150), 1.0));
        let mut items = vec![plate];
        items.extend(body.iter().map(|item| item.moved([r.x, r.y])));
        items
    };
    Label { wish: Wish { slots: slots(anchors, radius, [w, h], frame), must: true }, draw: Box::new(draw) }
}

fn plain(text: &str, at: Point, face: Face, size: f32, color: super::display::Color) -> Item {
    Item::Text(Text {
        text: text.to_owned(),
        at,
        anchor: Anchor::Start,
        face,
        size,
        color,
        halo: None,
        spacing: 0.0,
        turn: 0.0,
    })
}

/// In the middle of the area, then in wider and wider rounds about it; tied to
/// the middle where it stands outside.
fn slots(anchors: &[Point], radius: f32, size: [f32; 2], frame: &Rect) -> Vec<Slot> {
    let mut out: Vec<(usize, Slot)> = Vec::new();
    for at in anchors.iter().take(24) {
        out.extend(slots_at(*at, radius, size, frame).into_iter().enumerate());
    }
    // The nearest slots of all anchors before the farther ones.
    out.sort_by_key(|(n, _)| n.div_ceil(16));
    out.into_iter().map(|(_, slot)| slot).collect()
}

fn slots_at(at: Point, radius: f32, [w, h]: [f32; 2], frame: &Rect) -> Vec<Slot> {
    let middle = [
        at[0].clamp(frame.x + w / 2.0 + 6.0, (frame.right() - w / 2.0 - 6.0).max(frame.x + w / 2.0 + 6.0)),
        at[1].clamp(frame.y + h / 2.0 + 6.0, (frame.bottom() - h / 2.0 - 6.0).max(frame.y + h / 2.0 + 6.0)),
    ];
    let mut out = Vec::new();
    for round in 0..14 {
        // Beside a line, not on it.
        let d = round as f32 * 26.0 + if radius > 0.0 { 0.0 } else { h / 2.0 + 16.0 };
        let n = if round == 0 && radius > 0.0 { 1 } else { 16 };
        for i in 0..n {
            let angle = f64::from(i) * std::f64::consts::PI / 8.0;
            let wide = if radius > 0.0 { 1.4 } else { (w / 2.0 + 16.0) / (h / 2.0 + 16.0) };
            let (dx, dy) = (libm::cos(angle) as f32 * d * wide, libm::sin(angle) as f32 * d);
            let rect = Rect::new(middle[0] + dx - w / 2.0, middle[1] + dy - h / 2.0, w, h);
            let end = [at[0].clamp(rect.x, rect.right()), at[1].clamp(rect.y, rect.bottom())];
            let away = (end[0] - at[0]).hypot(end[1] - at[1]);
            let leader = (away > (radius * 0.6).max(10.0)).then_some((at, end));
            out.push(Slot { rect, leader });
        }
    }
    out
}
