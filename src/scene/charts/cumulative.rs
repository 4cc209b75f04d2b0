//! Cumulative curves: how many rows, and how many dead, up to each day. Two
//! charts, one below the other, since the two have no scale in common.

use std::collections::BTreeMap;

use plotters::prelude::{AreaSeries, ChartBuilder, Color as _, LineSeries};

use super::super::axes::{chart_error, styled, tint};
use super::super::canvas::{Canvas, Fault, fine};
use super::super::display::{Color, Item, Rect, Scene};
use super::super::furniture::grouped;
use super::super::page::{MARGIN, ROOM};
use super::super::period::Period;
use super::super::theme::ACCENT;
use super::super::timeline::{dates, heading, many, numbers, round_up, upper};
use super::super::words;
use super::{ChartOptions, Event, nothing, span, undated};
use crate::error::Result;
use jiff::civil::Date;

/// Height of each chart.
const HEIGHT: f32 = 380.0;
/// Room for the dates below each.
const BELOW: f32 = 58.0;
const CURVE: Color = Color::hex(0x1f_4e79);

/// Draws the curves.
///
/// # Errors
/// None that an input could cause; those of the chart library are passed on.
pub fn cumulative(events: &[Event], options: &ChartOptions) -> Result<Scene> {
    let mut page = options.page();
    let dated: Vec<&Event> = events.iter().filter(|e| e.day().is_some()).collect();
    let Some((first, last)) = span(events).filter(|_| !dated.is_empty()) else {
        nothing(&mut page, &undated(options));
        return Ok(options.finish(page, &[], &format!("Cumulative. {}.", options.subtitle)));
    };
    let rows = curve(dated.iter().map(|e| (e.day(), 1)));
    let dead = curve(dated.iter().map(|e| (e.day(), e.dead.unwrap_or(0))));
    let all = sum(&rows);
    let killed = sum(&dead);
    let told = dated.iter().filter(|e| e.dead.is_some()).count();
    let mut curves = vec![(format!("{}s up to each day: {}", upper(options.row), grouped(all)), rows, CURVE)];
    if told > 0 {
        curves.push((format!("Killed up to each day, best figures: {}", grouped(killed)), dead, ACCENT));
    }
    // Both charts begin at the same x.
    let left = curves.iter().map(|(_, curve, _)| numbers(top(curve))).fold(0.0, f32::max);
    for (words, curve, color) in curves {
        heading(&mut page, &words);
        page.y -= 14.0;
        let frame = Rect::new(MARGIN, page.y, ROOM, HEIGHT);
        let mut items = Vec::new();
        draw(&curve, (first, last), (color, left), frame, &mut items).map_err(|e| chart_error(&e))?;
        page.items.push(Item::group("chart", words, items));
        page.y = frame.bottom() + 16.0;
    }
    let notes = notes(events.len(), &dated, told, options);
    let description = format!(
        "Cumulative. {}. From {}: {}, {} killed.",
        options.subtitle,
        words::days(first, last),
        many(all as usize, options.row),
        grouped(killed)
    );
    Ok(options.finish(page, &notes, &description))
}

/// What each day adds.
fn curve(added: impl Iterator<Item = (Option<Date>, u32)>) -> BTreeMap<i64, u64> {
    let mut out = BTreeMap::new();
    for (day, n) in added {
        if let Some(day) = day {
            *out.entry(Period::Day.step(day)).or_insert(0) += u64::from(n);
        }
    }
    out
}

fn sum(curve: &BTreeMap<i64, u64>) -> u64 {
    curve.values().sum()
}

/// Where the axis ends.
fn top(curve: &BTreeMap<i64, u64>) -> u32 {
    round_up(u32::try_from(sum(curve)).unwrap_or(u32::MAX / 2))
}

fn notes(all: usize, dated: &[&Event], told: usize, options: &ChartOptions) -> Vec<String> {
    let mut out = Vec::new();
    if all > dated.len() {
        out.push(format!("Not shown: {} without a date.", many(all - dated.len(), options.row)));
    }
    let long = dated.iter().filter(|e| e.when.end.is_some_and(|end| Some(end) != e.day())).count();
    if long > 0 {
        out.push(format!("{} over several days: counted at the first.", many(long, options.row)));
    }
    if told < dated.len() {
        out.push(format!(
            "{} without a figure of the dead add nothing to the killed.",
            many(dated.len() - told, options.row)
        ));
    }
    out
}

fn draw(
    added: &BTreeMap<i64, u64>,
    (first, last): (Date, Date),
    (color, left): (Color, f32),
    frame: Rect,
    items: &mut Vec<Item>,
) -> std::result::Result<(), Fault> {
    let (from, to) = (Period::Day.step(first), Period::Day.step(last) + 1);
    let top = top(added);
    let days = Period::for_span(first, last);
    let points = steps(added, from, to);
    let mut drawn = Vec::new();
    let mut at = Vec::new();
    {
        let area = Canvas::area(&mut drawn, frame);
        let mut chart = ChartBuilder::on(&area)
            .margin_top(fine(10.0))
            .margin_right(fine(6.0))
            .x_label_area_size(fine(BELOW))
            .y_label_area_size(fine(left))
            .build_cartesian_2d(from as f64..to as f64, 0.0..f64::from(top))?;
        styled(&mut chart.configure_mesh())
            .disable_x_mesh()
            .x_labels(0)
            .y_labels(6.min(top as usize + 1))
            .y_max_light_lines(1)
            .y_label_formatter(&|v| grouped(v.round().max(0.0) as u64))
            .draw()?;
        chart.draw_series(AreaSeries::new(points.iter().copied(), 0.0, tint(color.alpha(38))))?;
        chart.draw_series(LineSeries::new(points, tint(color).stroke_width(fine(2.6))))?;
        for step in days.step(first)..=days.step(last) {
            let day = Period::Day.step(days.first(step)).max(from);
            let (x, y) = chart.plotting_area().map_coordinate(&(day as f64, 0.0));
            at.push((step, frame.x + x as f32 / 16.0, frame.y + y as f32 / 16.0));
        }
    }
    items.extend(drawn);
    dates(days, &at, frame.bottom() - BELOW, items);
    Ok(())
}

/// The curve's corners: it rises at each day on which something is added.
fn steps(added: &BTreeMap<i64, u64>, from: i64, to: i64) -> Vec<(f64, f64)> {
    let mut points = vec![(from as f64, 0.0)];
    let mut total = 0_u64;
    for (day, n) in added {
        points.push((*day as f64, total as f64));
        total += n;
        points.push((*day as f64, total as f64));
    }
    points.push((to as f64, total as f64));
    points
}
