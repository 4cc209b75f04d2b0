//! Deaths by who claims them, incident by incident. Figures of different
//! speakers stand side by side and are never added up; what a party says of
//! its own dead and of its enemy's has different fillings.

use plotters::coord::types::{RangedCoordf64, RangedCoordi32};
use plotters::prelude::{Cartesian2d, ChartBuilder, ChartContext};

use jiff::civil::Date;

use super::axes::{chart_error, styled};
use super::canvas::{Canvas, Fault, fine};
use super::charts::ChartOptions;
use super::display::{Anchor, Color, Face, Item, Path, Point, Rect, Scene, Stroke};
use super::font;
use super::furniture::{grouped, text};
use super::map::{PictureOptions, mapped, title};
use super::page::{MARGIN, Page, ROOM};
use super::theme::{BODY, INK, MUTED, PAPER};
use super::timeline::round_up;
use super::words;
use crate::coding::Side;
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::incident::{Incident, IncidentClaim};

/// At most so many claims are drawn.
const MOST_ROWS: usize = 48;
const ROW: f32 = 30.0;
const HEAD: f32 = 40.0;
/// Width of the words at the left.
const WORDS: f32 = 600.0;
const AXIS: f32 = 34.0;

const DISCLAIMER: &str = "Figures are as claimed by the named speakers and are not independently verified; figures of \
    different speakers are not added up. “?” means that deaths were reported without a number.";

/// Whose dead a speaker tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Its own.
    Own,
    /// Its enemy's.
    Enemy,
    /// Anyone's, by a speaker who is no party, or of civilians.
    Other,
}

impl Relation {
    const ALL: [Self; 3] = [Self::Own, Self::Enemy, Self::Other];

    /// Of a speaker of one side who tells of another.
    pub fn new(speaker: Option<Side>, about: Side) -> Self {
        match (speaker, about) {
            (Some(Side::SideA), Side::SideA) | (Some(Side::SideB), Side::SideB) => Self::Own,
            (Some(Side::SideA), Side::SideB) | (Some(Side::SideB), Side::SideA) => Self::Enemy,
            _ => Self::Other,
        }
    }

    fn of(claim: &IncidentClaim) -> Self {
        Self::new(claim.speaker_side, claim.about)
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Own => "a party on its own dead",
            Self::Enemy => "a party on its enemy's dead",
            Self::Other => "others, and on civilians or all",
        }
    }

    const fn color(self) -> Color {
        match self {
            Self::Own => Color::hex(0x1f_4e79),
            Self::Enemy => Color::hex(0xc8_4b05),
            Self::Other => Color::hex(0x86_8686),
        }
    }
}

/// A claim about the dead, as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeathClaim {
    /// Who says so, and of whom.
    pub words: String,
    /// Whose dead they are to the speaker.
    pub relation: Relation,
    /// At least so many.
    pub min: Option<u32>,
    /// At most so many.
    pub max: Option<u32>,
}

/// An incident with what is claimed of its dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deaths {
    /// When, where, what.
    pub heading: String,
    /// What it is ordered by: its first day.
    pub day: Option<Date>,
    /// Decides which incidents are shown where not all have room.
    pub most: Option<u32>,
    /// Its id.
    pub id: String,
    /// The claims; none where nobody gives a figure.
    pub rows: Vec<DeathClaim>,
}

/// Draws the deaths claimed of the incidents that are mapped.
///
/// # Errors
/// None that an input could cause; those of the chart library are passed on.
pub fn casualties(incidents: &[Incident], gazetteer: &Gazetteer, options: &PictureOptions) -> Result<Scene> {
    let mapped = mapped(incidents);
    let subtitle = words::denominator(&mapped, options.reports, &[]);
    let mut page = Page::new(&title(&mapped, gazetteer, options), &options.subtitles(&subtitle));
    let told: Vec<Deaths> = mapped.iter().map(|i| deaths(i)).collect();
    let (groups, notes) = draw(&mut page, &told)?;
    for note in notes {
        page.note(&note, 1);
    }
    page.credits((incidents, options.run.as_deref()), "", DISCLAIMER);
    let description = describe(&subtitle, &groups);
    Ok(page.finish(description))
}

/// Draws the deaths claimed of incidents read back from a file.
///
/// # Errors
/// None that an input could cause; those of the chart library are passed on.
pub fn casualties_of(told: &[Deaths], options: &ChartOptions) -> Result<Scene> {
    let mut page = Page::new(&options.title, &options.subtitle);
    let (groups, notes) = draw(&mut page, told)?;
    for note in notes {
        page.note(&note, 1);
    }
    page.credits((&[], None), &options.source, DISCLAIMER);
    let description = describe(&options.subtitle, &groups);
    Ok(page.finish(description))
}

/// The chart, or why there is none; gives what is shown and what is to be noted.
fn draw<'d>(page: &mut Page, told: &'d [Deaths]) -> Result<(Vec<&'d Deaths>, Vec<String>)> {
    let (groups, left_out) = groups(told);
    if groups.is_empty() {
        page.y += 30.0;
        page.paragraph("No figure of the dead was reported.", Face::Regular, BODY + 4.0, MUTED, 2);
        page.y += 40.0;
    } else {
        key(page, &groups);
        chart(page, &groups)?;
    }
    page.y += 10.0;
    let mut notes = Vec::new();
    if left_out > 0 {
        notes.push(format!("Not shown: {} with figures of the dead.", words::counted(left_out, "more incident")));
    }
    let silent = told.iter().filter(|d| d.rows.is_empty()).count();
    if silent > 0 && silent < told.len() {
        notes.push(format!("{} without any figure of the dead.", words::counted(silent, "incident")));
    }
    Ok((groups, notes))
}

/// Incidents with claims about the dead, by day; those with the most dead
/// where not all have room, and how many have none.
fn groups(told: &[Deaths]) -> (Vec<&Deaths>, usize) {
    let mut with: Vec<&Deaths> = told.iter().filter(|d| !d.rows.is_empty()).collect();
    with.sort_by_key(|d| (std::cmp::Reverse(d.most), d.id.clone()));
    let mut room = MOST_ROWS;
    let fits = with.iter().take_while(|d| {
        let n = d.rows.len();
        let fits = n <= room;
        room = room.saturating_sub(n);
        fits
    });
    let kept = fits.count().max(usize::from(!with.is_empty()));
    let left_out = with.len() - kept;
    with.truncate(kept);
    with.sort_by_key(|d| (d.day.is_none(), d.day, d.id.clone()));
    (with, left_out)
}

fn deaths(incident: &Incident) -> Deaths {
    let rows = words::live_deaths(incident).map(|claim| DeathClaim {
        words: format!("{} on {}", words::speaker(incident, claim), words::about(incident, claim.about)),
        relation: Relation::of(claim),
        min: claim.count.min,
        max: claim.count.max,
    });
    Deaths {
        heading: format!("{} · {} · {}", words::when(incident), words::place_row(incident), incident.sub_event.name()),
        day: incident.when.start.or(incident.when.end),
        most: incident.tolls.killed_best.max(incident.tolls.killed.max),
        id: incident.id.clone(),
        rows: once(rows.collect()),
    }
}

/// The same figure of the same speaker, told by several reports, is one row.
pub fn once(mut rows: Vec<DeathClaim>) -> Vec<DeathClaim> {
    rows.sort_by(|a, b| (a.relation, &a.words, a.min, a.max).cmp(&(b.relation, &b.words, b.min, b.max)));
    rows.dedup_by(|a, b| (&a.words, a.min, a.max) == (&b.words, b.min, b.max));
    rows.truncate(MOST_ROWS);
    rows
}

/// What fillings and whiskers mean.
fn key(page: &mut Page, groups: &[&Deaths]) {
    page.y += BODY;
    let heading = "Killed, by who says so";
    page.items.push(text(heading, [MARGIN, page.y], Face::Bold, BODY, INK, Anchor::Start));
    let mut x = MARGIN + font::width(heading, Face::Bold, BODY, 0.0) + 34.0;
    for relation in Relation::ALL {
        if !groups.iter().flat_map(|g| &g.rows).any(|r| r.relation == relation) {
            continue;
        }
        let swatch = Rect::new(x, page.y - 14.0, 24.0, 16.0);
        page.items.extend(filled(relation, &swatch));
        page.items.push(text(relation.words(), [x + 32.0, page.y], Face::Regular, BODY, INK, Anchor::Start));
        x += font::width(relation.words(), Face::Regular, BODY, 0.0) + 62.0;
    }
    page.y += 14.0;
}

/// A bar: solid for one's own dead, hatched for the enemy's, grey for others'.
fn filled(relation: Relation, bar: &Rect) -> Vec<Item> {
    let color = relation.color();
    if relation != Relation::Enemy {
        return vec![Item::fill(Path::rect(bar), color)];
    }
    let mut lines = Path::default();
    let mut x = bar.x - bar.h;
    while x < bar.right() {
        lines.add_line(&[[x, bar.bottom()], [x + bar.h, bar.y]], false);
        x += 6.0;
    }
    let hatch = Item::Group {
        id: "enemy".into(),
        title: String::new(),
        clip: Some(Path::rect(bar)),
        items: vec![Item::fill(Path::rect(bar), PAPER), Item::stroke(lines, Stroke::solid(color, 1.8))],
    };
    vec![hatch, Item::stroke(Path::rect(bar), Stroke { round: false, ..Stroke::solid(color, 1.5) })]
}

/// Where each row stands on a scale that counts rows from 0 at the top.
fn tops(groups: &[&Deaths]) -> (Vec<Vec<f32>>, f32) {
    let mut y = 0.0;
    let mut out = Vec::new();
    for group in groups {
        y += HEAD;
        out.push((0..group.rows.len()).map(|i| y + i as f32 * ROW).collect());
        y += group.rows.len() as f32 * ROW + 6.0;
    }
    (out, y)
}

fn chart(page: &mut Page, groups: &[&Deaths]) -> Result<()> {
    let (tops, height) = tops(groups);
    let frame = Rect::new(MARGIN + WORDS, page.y, ROOM - WORDS, height + AXIS);
    let most = groups.iter().flat_map(|g| &g.rows).filter_map(|r| r.max.max(r.min)).max().unwrap_or(0);
    let scale = plot(page, frame, height, round_up(most)).map_err(|e| chart_error(&e))?;
    let mut items = Vec::new();
    for (group, tops) in groups.iter().zip(&tops) {
        let Some(first) = tops.first() else { continue };
        let y = page.y + first - 12.0;
        let heading = font::shortened(&group.heading, Face::Bold, BODY, ROOM);
        // The heading is laid over the grid.
        let wide = font::width(&heading, Face::Bold, BODY, 0.0) + 10.0;
        items.push(Item::fill(Path::rect(&Rect::new(MARGIN, y - 18.0, wide, 24.0)), PAPER));
        items.push(text(heading, [MARGIN, y], Face::Bold, BODY, INK, Anchor::Start));
        let foot = tops.last().map_or(0.0, |t| t + ROW - 2.0);
        let zero = [[scale.zero, page.y + first + 2.0], [scale.zero, page.y + foot]];
        items.push(Item::stroke(Path::line(&zero), Stroke { round: false, ..Stroke::solid(INK, 1.4) }));
        for (row, top) in group.rows.iter().zip(tops) {
            draw_row(row, page.y + top, &scale, &mut items);
        }
    }
    page.items.push(Item::group("chart", "Deaths by who claims them", items));
    page.y = frame.bottom() + 6.0;
    Ok(())
}

/// A straight scale: the page's x of none and the pixels of one.
pub(crate) struct Scale {
    zero: f32,
    one: f32,
}

impl Scale {
    /// The page's x of a number.
    pub(crate) fn at(&self, n: u32) -> f32 {
        self.zero + n as f32 * self.one
    }
}

/// A chart whose numbers run across.
pub(crate) type Across<'a, 'c> = ChartContext<'a, Canvas<'c>, Cartesian2d<RangedCoordi32, RangedCoordf64>>;

/// Axis and grid of numbers that run across up to `top`, with room for words at
/// their right, and what `fill` draws into them; gives the scale.
pub(crate) fn across(
    drawn: &mut Vec<Item>,
    frame: Rect,
    height: f32,
    (top, right): (u32, f32),
    fill: impl FnOnce(&mut Across<'_, '_>) -> std::result::Result<(), Fault>,
) -> std::result::Result<Scale, Fault> {
    let top = i32::try_from(top).unwrap_or(i32::MAX);
    let area = Canvas::area(drawn, frame);
    let mut chart = ChartBuilder::on(&area)
        .margin_right(fine(right))
        .x_label_area_size(fine(AXIS))
        .build_cartesian_2d(0..top, 0.0..f64::from(height))?;
    styled(&mut chart.configure_mesh())
        .disable_y_mesh()
        .disable_y_axis()
        .x_labels(7.min(top as usize + 1))
        .x_max_light_lines(1)
        .x_label_formatter(&|v| grouped(v.unsigned_abs().into()))
        .draw()?;
    fill(&mut chart)?;
    let x = |n: i32| frame.x + chart.plotting_area().map_coordinate(&(n, 0.0)).0 as f32 / 16.0;
    Ok(Scale { zero: x(0), one: (x(top) - x(0)) / top.max(1) as f32 })
}

/// Axis and grid by plotters; gives the scale.
fn plot(page: &mut Page, frame: Rect, height: f32, top: u32) -> std::result::Result<Scale, Fault> {
    let mut drawn = Vec::new();
    let scale = across(&mut drawn, frame, height, (top, 200.0), |_| Ok(()))?;
    page.items.push(Item::group("axis", "", drawn));
    Ok(scale)
}

fn draw_row(row: &DeathClaim, top: f32, scale: &Scale, items: &mut Vec<Item>) {
    let middle = top + ROW / 2.0;
    let words = font::shortened(&row.words, Face::Regular, BODY, WORDS - 26.0);
    items.push(text(words, [MARGIN + WORDS - 12.0, middle + 6.0], Face::Regular, BODY, INK, Anchor::End));
    let x = |n: u32| scale.at(n);
    let value = |words: String, from: f32, items: &mut Vec<Item>| {
        items.push(text(words, [from + 9.0, middle + 6.0], Face::Bold, BODY - 1.0, INK, Anchor::Start));
    };
    let bar = |to: u32| Rect::new(scale.zero, top + 6.0, (x(to) - scale.zero).max(0.1), ROW - 12.0);
    match (row.min, row.max) {
        (None, None) => value("?".into(), scale.zero, items),
        (Some(0), Some(0)) => value("0".into(), scale.zero, items),
        (Some(min), Some(max)) if min == max => {
            items.extend(filled(row.relation, &bar(min)));
            value(grouped(min.into()), x(min), items);
        }
        (Some(min), Some(max)) => {
            items.extend(filled(row.relation, &bar(min)));
            whisker([x(min), middle], [x(max), middle], true, items);
            value(format!("{}–{}", grouped(min.into()), grouped(max.into())), x(max), items);
        }
        (Some(min), None) => {
            items.extend(filled(row.relation, &bar(min)));
            whisker([x(min), middle], [x(min) + 24.0, middle], false, items);
            value(format!("{} or more", grouped(min.into())), x(min) + 26.0, items);
        }
        (None, Some(max)) => {
            whisker([scale.zero, middle], [x(max), middle], true, items);
            value(format!("up to {}", grouped(max.into())), x(max), items);
        }
    }
}

/// A line from the least to the most, with an end; an arrow where it is open.
fn whisker(from: Point, to: Point, closed: bool, items: &mut Vec<Item>) {
    let stroke = || Stroke { round: false, ..Stroke::solid(INK, 1.8) };
    items.push(Item::stroke(Path::line(&[from, to]), stroke()));
    let end = if closed {
        vec![[to[0], to[1] - 6.0], [to[0], to[1] + 6.0]]
    } else {
        vec![[to[0] - 6.0, to[1] - 5.0], to, [to[0] - 6.0, to[1] + 5.0]]
    };
    items.push(Item::stroke(Path::line(&end), stroke()));
}

fn describe(subtitle: &str, groups: &[&Deaths]) -> String {
    let figure = |n: Option<u32>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let rows = groups.iter().flat_map(|g| {
        g.rows.iter().map(move |r| format!("{}, {}: {} to {}", g.heading, r.words, figure(r.min), figure(r.max)))
    });
    format!("Deaths by who claims them. {subtitle}. {}.", rows.collect::<Vec<_>>().join("; "))
}
