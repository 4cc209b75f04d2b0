//! Who claims about whom: speakers down, sides across, the number of claims in
//! each field.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use plotters::prelude::{ChartBuilder, Color as _, Rectangle as Field};

use super::super::axes::{chart_error, tint};
use super::super::canvas::{Canvas, Fault};
use super::super::display::{Anchor, Color, Face, Item, Path, Rect, Scene, Stroke};
use super::super::font;
use super::super::furniture::{grouped, text};
use super::super::page::{MARGIN, Page, ROOM};
use super::super::theme::{BODY, INK, MUTED, PAPER, RULE};
use super::super::timeline::{heading, many};
use super::{ChartOptions, nothing};
use crate::error::Result;

/// At most so many speakers and sides have a line of their own.
const SPEAKERS: usize = 16;
const SIDES: usize = 8;
const NAMES: f32 = 420.0;
const ROW: f32 = 36.0;
const HEAD: f32 = 74.0;
const MARK: Color = Color::hex(0x1f_4e79);

/// A claim: who says something about whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldClaim {
    /// Who says so.
    pub speaker: String,
    /// About whom.
    pub about: String,
}

/// Draws the claims against the sides they are about.
///
/// # Errors
/// None that an input could cause; those of the chart library are passed on.
pub fn claims(told: &[ToldClaim], options: &ChartOptions) -> Result<Scene> {
    let mut page = options.page();
    let (speakers, hidden) = ranked(told.iter().map(|c| c.speaker.as_str()), SPEAKERS);
    let (sides, other) = ranked(told.iter().map(|c| c.about.as_str()), SIDES);
    let rest = format!("{} more sides", grouped(other as u64));
    let mut notes = Vec::new();
    if told.is_empty() {
        nothing(&mut page, "No claim was reported.");
    } else {
        heading(&mut page, &format!("Who says something about whom: {}", many(told.len(), "claim")));
        page.y -= 12.0;
        let mut counts = counted(told, &speakers, &sides);
        let mut heads = sides.clone();
        if other > 0 {
            heads.push(&rest);
            for (speaker, row) in speakers.iter().zip(&mut counts) {
                let all = told.iter().filter(|c| c.speaker == *speaker).count() as u32;
                row.push(all - row.iter().sum::<u32>());
            }
        }
        draw(&mut page, &speakers, &heads, &counts).map_err(|e| chart_error(&e))?;
        if hidden > 0 {
            notes.push(format!("Not shown: {} with fewer claims.", many(hidden, "more speaker")));
        }
        notes.push("Claims, denials and confirmations of acts and figures are counted alike.".to_owned());
    }
    let rows = told_rows(told, &speakers, &sides);
    let description = format!("Claims. {}. {}.", options.subtitle, rows.join("; "));
    Ok(options.finish(page, &notes, &description))
}

/// The most frequent names, and how many there are besides.
fn ranked<'n>(names: impl Iterator<Item = &'n str>, most: usize) -> (Vec<&'n str>, usize) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = counts.into_iter().collect();
    names.sort_by_key(|(name, n)| (Reverse(*n), *name));
    let more = names.len().saturating_sub(most);
    (names.into_iter().take(most).map(|(name, _)| name).collect(), more)
}

/// Claims by speaker (row) and side (column).
fn counted(told: &[ToldClaim], speakers: &[&str], sides: &[&str]) -> Vec<Vec<u32>> {
    let of = |speaker: &str, side: &str| told.iter().filter(|c| c.speaker == speaker && c.about == side).count() as u32;
    speakers.iter().map(|speaker| sides.iter().map(|side| of(speaker, side)).collect()).collect()
}

fn told_rows(told: &[ToldClaim], speakers: &[&str], sides: &[&str]) -> Vec<String> {
    let counts = counted(told, speakers, sides);
    let cells = speakers.iter().zip(counts).flat_map(|(speaker, row)| {
        let cells = sides.iter().zip(row).filter(|(_, n)| *n > 0);
        cells.map(|(side, n)| format!("{speaker} on {side}: {n}")).collect::<Vec<_>>()
    });
    cells.collect()
}

fn draw(page: &mut Page, speakers: &[&str], sides: &[&str], counts: &[Vec<u32>]) -> std::result::Result<(), Fault> {
    let wide = ((ROOM - NAMES) / sides.len().max(1) as f32).min(220.0);
    let frame = Rect::new(MARGIN + NAMES, page.y + HEAD, wide * sides.len() as f32, ROW * speakers.len() as f32);
    let most = counts.iter().flatten().copied().max().unwrap_or(1).max(1);
    let mut drawn = Vec::new();
    {
        let area = Canvas::area(&mut drawn, frame);
        let mut chart =
            ChartBuilder::on(&area).build_cartesian_2d(0.0..sides.len() as f64, speakers.len() as f64..0.0)?;
        let fields =
            counts.iter().enumerate().flat_map(|(y, row)| row.iter().enumerate().map(move |(x, n)| (x, y, *n)));
        chart.draw_series(fields.filter(|(.., n)| *n > 0).map(|(x, y, n)| {
            let at = [(x as f64 + 0.01, y as f64 + 0.04), (x as f64 + 0.99, y as f64 + 0.96)];
            Field::new(at, tint(MARK.alpha(share(n, most))).filled())
        }))?;
    }
    let mut items = vec![Item::group("fields", "", drawn)];
    heads(sides, frame, wide, &mut items);
    for (y, (speaker, row)) in speakers.iter().zip(counts).enumerate() {
        line(speaker, row, (y, most), frame, &mut items);
    }
    page.items.push(Item::group("chart", "Claims by speaker and side", items));
    page.y = frame.bottom() + 10.0;
    Ok(())
}

/// How dark a field is.
fn share(n: u32, most: u32) -> u8 {
    (libm::sqrt(f64::from(n) / f64::from(most)) * 225.0) as u8 + 30
}

/// The sides over their columns.
fn heads(sides: &[&str], frame: Rect, wide: f32, items: &mut Vec<Item>) {
    for (x, side) in sides.iter().enumerate() {
        let lines = font::wrapped(side, Face::Regular, BODY - 2.0, wide - 10.0, 3);
        for (n, line) in lines.iter().enumerate() {
            let y = frame.y - 10.0 - (lines.len() - 1 - n) as f32 * 20.0;
            let at = [frame.x + (x as f32 + 0.5) * wide, y];
            items.push(text(line, at, Face::Regular, BODY - 2.0, INK, Anchor::Middle));
        }
    }
}

/// A speaker with the numbers of its claims.
fn line(speaker: &str, row: &[u32], (y, most): (usize, u32), frame: Rect, items: &mut Vec<Item>) {
    let wide = frame.w / row.len().max(1) as f32;
    let base = frame.y + (y as f32 + 0.5) * ROW + 6.0;
    let name = font::shortened(speaker, Face::Regular, BODY, NAMES - 16.0);
    items.push(text(name, [frame.x - 12.0, base], Face::Regular, BODY, INK, Anchor::End));
    let line = [[frame.x, frame.y + y as f32 * ROW], [frame.right(), frame.y + y as f32 * ROW]];
    items.push(Item::stroke(Path::line(&line), Stroke::solid(RULE, 0.7)));
    for (x, n) in row.iter().enumerate() {
        let at = [frame.x + (x as f32 + 0.5) * wide, base];
        let (color, face) = match *n {
            0 => (MUTED, Face::Regular),
            n if share(n, most) > 130 => (PAPER, Face::Bold),
            _ => (INK, Face::Bold),
        };
        items.push(text(
            if *n == 0 { "·".to_owned() } else { grouped((*n).into()) },
            at,
            face,
            BODY - 1.0,
            color,
            Anchor::Middle,
        ));
    }
}
