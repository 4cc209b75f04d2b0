//! The timeline: reported incidents per day, week, month or year, stacked by
//! type. Periods without any are shown as empty.

use std::collections::BTreeMap;

use plotters::prelude::{ChartBuilder, Color as _, Rectangle as Bar};

use super::axes::{chart_error, styled, tint};
use super::canvas::{Canvas, Fault, fine};
use super::charts::{self, ChartOptions, Event};
use super::display::{Anchor, Face, Item, Rect, Scene};
use super::font;
use super::furniture::{grouped, text};
use super::map::{PictureOptions, mapped, title};
use super::page::{MARGIN, Page, ROOM};
use super::period::Period;
use super::size::{self, Framed};
use super::symbol::{self, Filling};
use super::theme::{BODY, INK, MUTED, type_color};
use super::words;
use crate::coding::EventType;
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::incident::Incident;
use crate::temporal::DatePrecision;

/// Height of the chart.
const HEIGHT: f32 = 520.0;
/// The least, with the words of the axes.
const LEAST: f32 = 200.0;
/// Room for the words of the axes.
const LEFT: f32 = 52.0;
const BELOW: f32 = 58.0;

/// Draws the timeline of the incidents that are mapped.
///
/// # Errors
/// None that an input could cause; those of the chart library are passed on.
pub fn timeline(incidents: &[Incident], gazetteer: &Gazetteer, options: &PictureOptions) -> Result<Scene> {
    let mapped = mapped(incidents);
    let subtitle = words::denominator(&mapped, options.reports, &[]);
    let title = title(&mapped, gazetteer, options);
    let events: Vec<Event> = mapped.iter().map(|i| Event::of(i)).collect();
    let chart = ChartOptions { row: "reported incident", ..ChartOptions::default() };
    let counts = Counts::of(&events);
    size::to_height(options.page_height(), |height| {
        let mut page = Page::new(&title, &options.subtitles(&subtitle));
        let height = height.unwrap_or(HEIGHT);
        draw(&mut page, &counts, &chart, "No reported incident has a date that could be shown.", height)?;
        page.y += 10.0;
        for note in counts.notes("incident") {
            page.note(&note, 2);
        }
        page.credits(
            (incidents, options.run.as_deref()),
            "",
            "Counts are of incidents as reported; they are not independently verified. Absence of a bar does not mean \
             absence of incidents.",
        );
        let scene = page.finish(format!("Timeline. {subtitle}. {}", counts.describe("Incidents")));
        Ok(Framed { scene, frame: (!counts.steps.is_empty()).then_some((height, LEAST)) })
    })
}

/// Draws the timeline of any rows.
///
/// # Errors
/// None that an input could cause; those of the chart library are passed on.
pub fn timeline_of(events: &[Event], options: &ChartOptions) -> Result<Scene> {
    let counts = Counts::of(events);
    let words = format!("Timeline. {}. {}", options.subtitle, counts.describe(&sentence(options.row)));
    size::to_height(options.height, |height| {
        let mut page = Page::new(&options.title, &options.subtitle);
        let height = height.unwrap_or(HEIGHT);
        draw(&mut page, &counts, options, &charts::undated(options), height)?;
        let scene = options.finish(page, &counts.notes(options.row), &words);
        Ok(Framed { scene, frame: (!counts.steps.is_empty()).then_some((height, LEAST)) })
    })
}

/// The heading and the bars, or why there are none.
fn draw(page: &mut Page, counts: &Counts, options: &ChartOptions, none: &str, height: f32) -> Result<()> {
    if counts.steps.is_empty() {
        charts::nothing(page, none);
        return Ok(());
    }
    head(page, counts, options);
    let frame = Rect::new(MARGIN, page.y, ROOM, height);
    let mut items = Vec::new();
    bars(counts, frame, &mut items).map_err(|e| chart_error(&e))?;
    page.items.push(Item::group("chart", format!("{}s over time", upper(options.row)), items));
    page.y = frame.bottom() + 8.0;
    Ok(())
}

/// "Reported incident" of "reported incident".
pub(crate) fn upper(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "Incidents" of "incident".
fn sentence(row: &str) -> String {
    format!("{}s", upper(row))
}

/// How many incidents of each type lie in each step.
struct Counts {
    period: Period,
    steps: BTreeMap<i64, BTreeMap<EventType, u32>>,
    undated: usize,
    coarse: usize,
    long: usize,
}

impl Counts {
    fn of(events: &[Event]) -> Self {
        let undated = events.iter().filter(|e| e.day().is_none()).count();
        let period = charts::span(events).map_or(Period::Day, |(from, to)| Period::for_span(from, to));
        let mut out = Self { period, steps: BTreeMap::new(), undated, coarse: 0, long: 0 };
        for event in events {
            let Some(first) = event.day() else { continue };
            if is_coarser(event.when.precision, period) {
                out.coarse += 1;
                continue;
            }
            let step = period.step(first);
            out.long += usize::from(event.when.end.is_some_and(|end| period.step(end) != step));
            let kinds = out.steps.entry(step).or_default();
            *kinds.entry(event.kind).or_default() += 1;
        }
        out
    }

    /// Steps from the first to the last, the empty ones too.
    fn range(&self) -> (i64, i64) {
        let first = self.steps.keys().next().copied().unwrap_or(0);
        (first, self.steps.keys().next_back().copied().unwrap_or(first))
    }

    fn totals(&self) -> BTreeMap<EventType, u32> {
        let mut out = BTreeMap::new();
        for (kind, n) in self.steps.values().flatten() {
            *out.entry(*kind).or_default() += n;
        }
        out
    }

    fn most(&self) -> u32 {
        self.steps.values().map(|s| s.values().sum()).max().unwrap_or(0)
    }

    fn notes(&self, row: &str) -> Vec<String> {
        let word = self.period.word();
        let mut out = Vec::new();
        if self.undated > 0 {
            out.push(format!("Not shown: {} without a date.", many(self.undated, row)));
        }
        if self.coarse > 0 {
            let n = many(self.coarse, row);
            out.push(format!("Not shown: {n} whose date is not known as closely as by {word}."));
        }
        if self.long > 0 {
            let n = many(self.long, row);
            out.push(format!("{n} lasted, or may lie anywhere, over more than one {word}: counted at the first."));
        }
        out
    }

    fn describe(&self, rows: &str) -> String {
        let steps = self
            .steps
            .iter()
            .map(|(step, kinds)| format!("{}: {}", words::day(self.period.first(*step)), kinds.values().sum::<u32>()));
        format!("{rows} by {}: {}.", self.period.word(), steps.collect::<Vec<_>>().join("; "))
    }
}

/// Whether a date is not known closely enough for a bar of that length.
fn is_coarser(precision: DatePrecision, period: Period) -> bool {
    match precision {
        DatePrecision::Day | DatePrecision::Night | DatePrecision::Range | DatePrecision::Open => false,
        DatePrecision::Week => period == Period::Day,
        DatePrecision::Month => matches!(period, Period::Day | Period::Week),
        DatePrecision::Year => period != Period::Year,
        DatePrecision::Decade => true,
    }
}

/// What the bars are, and the types with their colours and totals.
fn head(page: &mut Page, counts: &Counts, options: &ChartOptions) {
    let words = format!("{} per {}, by type", sentence(options.row), counts.period.word());
    heading(page, &words);
    key(page, &counts.totals(), options);
}

/// A line over a chart.
pub(crate) fn heading(page: &mut Page, words: &str) {
    page.y += BODY;
    page.items.push(text(words, [MARGIN, page.y], Face::Bold, BODY, INK, Anchor::Start));
    page.y += 30.0;
}

/// The kinds with their colours and totals.
pub(crate) fn key(page: &mut Page, totals: &BTreeMap<EventType, u32>, options: &ChartOptions) {
    let mut x = MARGIN;
    for (kind, n) in totals {
        let label = format!("{} ({})", options.name(*kind), grouped((*n).into()));
        let label = font::shortened(&label, Face::Regular, BODY, ROOM - 30.0);
        let wide = font::width(&label, Face::Regular, BODY, 0.0);
        if x + wide + 30.0 > MARGIN + ROOM {
            x = MARGIN;
            page.y += 28.0;
        }
        page.items.extend(symbol::draw(*kind, Filling::Full, [x + 9.0, page.y - 6.0], 8.5));
        page.items.push(text(label, [x + 25.0, page.y], Face::Regular, BODY, INK, Anchor::Start));
        x += wide + 54.0;
    }
    page.y += 20.0;
}

/// "1,234 events".
pub(crate) fn many(n: usize, row: &str) -> String {
    if n == 1 { words::counted(n, row) } else { format!("{} {row}s", grouped(n as u64)) }
}

/// Room for the numbers of an axis that ends there.
pub(crate) fn numbers(top: u32) -> f32 {
    LEFT.max(font::width(&grouped(top.into()), Face::Regular, BODY - 1.0, 0.0) + 16.0)
}

/// Ends of an axis, in tenths of a power of ten.
const ENDS: [u64; 10] = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80];

/// A round whole number at or above the most, at which an axis may end.
pub(crate) fn round_up(most: u32) -> u32 {
    let most = u64::from(most).max(2);
    let mut ten = 1_u64;
    loop {
        let found = ENDS.into_iter().map(|n| n * ten).find(|end| end % 10 == 0 && end / 10 >= most);
        if let Some(end) = found {
            return u32::try_from(end / 10).unwrap_or(u32::MAX);
        }
        ten *= 10;
    }
}

fn bars(counts: &Counts, frame: Rect, items: &mut Vec<Item>) -> std::result::Result<(), Fault> {
    let (first, last) = counts.range();
    let n = (last - first + 1) as f64;
    let most = counts.most();
    let top = round_up(most + most.div_ceil(12)) as i32;
    let mut drawn = Vec::new();
    let mut at: Vec<(i64, f32, f32)> = Vec::new();
    {
        let area = Canvas::area(&mut drawn, frame);
        let mut chart = ChartBuilder::on(&area)
            .margin_top(fine(8.0))
            .margin_right(fine(4.0))
            .x_label_area_size(fine(BELOW))
            .y_label_area_size(fine(numbers(top.unsigned_abs())))
            .build_cartesian_2d(0.0..n, 0..top)?;
        styled(&mut chart.configure_mesh())
            .disable_x_mesh()
            .x_labels(0)
            .y_labels(6.min(top as usize + 1))
            .y_max_light_lines(1)
            .y_label_formatter(&|v| grouped(v.unsigned_abs().into()))
            .draw()?;
        for step in first..=last {
            let x = (step - first) as f64;
            let mut base = 0;
            for (kind, n) in counts.steps.get(&step).into_iter().flatten() {
                let next = base + *n as i32;
                let bar = [(x + 0.12, base), (x + 0.88, next)];
                chart.draw_series([Bar::new(bar, tint(type_color(*kind)).filled())])?;
                base = next;
            }
            let (px, py) = chart.plotting_area().map_coordinate(&(x + 0.5, base));
            at.push((step, frame.x + px as f32 / 16.0, frame.y + py as f32 / 16.0));
        }
    }
    items.extend(drawn);
    totals(counts, &at, items);
    dates(counts.period, &at, frame.bottom() - BELOW, items);
    Ok(())
}

/// The number of incidents over each bar, where bars are wide enough.
fn totals(counts: &Counts, at: &[(i64, f32, f32)], items: &mut Vec<Item>) {
    let wide = at.windows(2).map(|p| p[1].1 - p[0].1).next().unwrap_or(400.0);
    if wide < 22.0 {
        return;
    }
    for (step, x, y) in at {
        let n: u32 = counts.steps.get(step).map_or(0, |s| s.values().sum());
        if n > 0 {
            items.push(text(grouped(n.into()), [*x, y - 6.0], Face::Bold, BODY - 2.0, INK, Anchor::Middle));
        }
    }
}

/// Dates below the bars, as many as fit; the year where it is new.
pub(crate) fn dates(period: Period, at: &[(i64, f32, f32)], base: f32, items: &mut Vec<Item>) {
    let mut free = f32::MIN;
    let mut year_free = f32::MIN;
    let mut year_told = String::new();
    for (step, x, _) in at {
        let (words, year) = period.label(*step);
        let half = font::width(&words, Face::Regular, BODY - 1.0, 0.0) / 2.0;
        let left = (x - half).max(MARGIN);
        if left < free || x + half > MARGIN + ROOM {
            continue;
        }
        free = left + 2.0 * half + 16.0;
        items.push(text(words, [left, base + 24.0], Face::Regular, BODY - 1.0, INK, Anchor::Start));
        if year != year_told && left >= year_free {
            let wide = font::width(&year, Face::Bold, BODY - 1.0, 0.0);
            items.push(text(year.clone(), [left, base + 47.0], Face::Bold, BODY - 1.0, MUTED, Anchor::Start));
            year_free = left + wide + 12.0;
            year_told = year;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers() {
        let ends: Vec<u32> = [0, 1, 3, 7, 9, 11, 47, 1001].into_iter().map(round_up).collect();
        assert_eq!(ends, [2, 2, 3, 8, 10, 12, 50, 1200]);
    }
}
