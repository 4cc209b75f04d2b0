//! The calendar: a square a day, a block a year, the darker the more.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use plotters::prelude::{ChartBuilder, Color as _, Rectangle as Square};

use super::super::axes::{chart_error, tint};
use super::super::canvas::{Canvas, Fault};
use super::super::display::{Anchor, Color, Face, Item, Path, Rect, Scene};
use super::super::font;
use super::super::furniture::{grouped, text};
use super::super::page::{MARGIN, Page, ROOM};
use super::super::period::Period;
use super::super::theme::{BODY, INK, MUTED};
use super::super::timeline::{heading, many, upper};
use super::super::words;
use super::{ChartOptions, Event, nothing, undated};
use crate::error::Result;
use crate::temporal::DatePrecision;

/// Light to dark, one hue (`ColorBrewer`'s Blues, Brewer and Harrower 2003).
const SHADES: [Color; 5] =
    [Color::hex(0xc6_dbef), Color::hex(0x85_bcdb), Color::hex(0x42_92c6), Color::hex(0x14_5fa8), Color::hex(0x08_2a5c)];
/// A day without any.
const EMPTY: Color = Color::hex(0xef_edea);
/// Weeks that a year may touch.
const WEEKS: f32 = 54.0;
/// At most so many years, the last ones.
const YEARS: usize = 45;
const GAP: f32 = 46.0;
const DAYS: [&str; 3] = ["Mon", "Wed", "Fri"];

/// Draws the calendar.
///
/// # Errors
/// None that an input could cause; those of the chart library are passed on.
pub fn calendar(events: &[Event], options: &ChartOptions) -> Result<Scene> {
    let mut page = options.page();
    let (days, notes) = counted(events, options);
    let mut years: Vec<i16> = days.keys().map(|d| d.year()).collect();
    years.dedup();
    if let (Some(first), Some(last)) = (years.first().copied(), years.last().copied()) {
        years = (first..=last).collect();
    }
    let left_out = years.len().saturating_sub(YEARS);
    years.drain(..left_out);
    if years.is_empty() {
        nothing(&mut page, &undated(options));
    } else {
        let most = days.values().copied().max().unwrap_or(0);
        let classes = classes(most);
        heading(&mut page, &format!("{}s per day", upper(options.row)));
        key(&mut page, &classes, most);
        blocks(&mut page, &years, &days, &classes).map_err(|e| chart_error(&e))?;
    }
    let mut notes = notes;
    if left_out > 0 {
        notes.push(format!("Not shown: {left_out} earlier years."));
    }
    let description = format!("Calendar. {}. {}", options.subtitle, described(&days, options));
    Ok(options.finish(page, &notes, &description))
}

/// How many rows each day has, and what is not counted.
fn counted(events: &[Event], options: &ChartOptions) -> (BTreeMap<Date, u32>, Vec<String>) {
    let mut days = BTreeMap::new();
    let (mut undated, mut coarse, mut long) = (0, 0, 0);
    for event in events {
        let Some(day) = event.day() else {
            undated += 1;
            continue;
        };
        match event.when.precision {
            DatePrecision::Week | DatePrecision::Month | DatePrecision::Year | DatePrecision::Decade => coarse += 1,
            DatePrecision::Day | DatePrecision::Night | DatePrecision::Range | DatePrecision::Open => {
                long += usize::from(event.when.end.is_some_and(|end| end != day));
                *days.entry(day).or_insert(0) += 1;
            }
        }
    }
    let mut notes = Vec::new();
    if undated > 0 {
        notes.push(format!("Not shown: {} without a date.", many(undated, options.row)));
    }
    if coarse > 0 {
        notes.push(format!("Not shown: {} whose day is not known.", many(coarse, options.row)));
    }
    if long > 0 {
        notes.push(format!("{} over several days: counted at the first.", many(long, options.row)));
    }
    (days, notes)
}

fn described(days: &BTreeMap<Date, u32>, options: &ChartOptions) -> String {
    let most = days.iter().max_by_key(|(day, n)| (**n, std::cmp::Reverse(**day)));
    match most {
        Some((day, n)) => format!(
            "{} with any; most on {}: {}.",
            many(days.len(), "day"),
            words::day(*day),
            many(*n as usize, options.row)
        ),
        None => format!("{}.", undated(options)),
    }
}

/// Lower ends of the classes.
fn classes(most: u32) -> Vec<u32> {
    if most as usize <= SHADES.len() {
        return (1..=most.max(1)).collect();
    }
    let mut out = vec![1];
    for n in 1..SHADES.len() {
        let want = libm::pow(f64::from(most.max(1)), n as f64 / SHADES.len() as f64);
        let want = libm::ceil(want) as u32 + u32::from(n == 1);
        let ten = 10_u32.pow(want.max(1).ilog10());
        let round = if want < 10 { want } else { want.div_ceil(ten) * ten };
        if out.last().is_some_and(|last| round > *last) && round <= most {
            out.push(round);
        }
    }
    out
}

fn shade(n: u32, classes: &[u32]) -> Color {
    let class = classes.iter().rposition(|from| n >= *from).unwrap_or(0);
    // Few classes take the darker shades.
    SHADES[(class + SHADES.len() - classes.len()).min(SHADES.len() - 1)]
}

fn key(page: &mut Page, classes: &[u32], most: u32) {
    let mut x = MARGIN;
    let mut entries = vec![("0".to_owned(), EMPTY)];
    for (n, from) in classes.iter().enumerate() {
        let to = classes.get(n + 1).map_or(most, |next| next - 1);
        let words = if *from == to {
            grouped(to.into())
        } else {
            format!("{}–{}", grouped((*from).into()), grouped(to.into()))
        };
        entries.push((words, shade(*from, classes)));
    }
    for (words, color) in entries {
        page.items.push(Item::fill(Path::rect(&Rect::new(x, page.y - 15.0, 18.0, 18.0)), color));
        let wide = font::width(&words, Face::Regular, BODY, 0.0);
        page.items.push(text(words, [x + 26.0, page.y], Face::Regular, BODY, INK, Anchor::Start));
        x += wide + 54.0;
    }
    page.y += 20.0;
}

/// The years in columns, as large as they have room.
fn blocks(
    page: &mut Page,
    years: &[i16],
    days: &BTreeMap<Date, u32>,
    classes: &[u32],
) -> std::result::Result<(), Fault> {
    let columns = match years.len() {
        0..=4 => 1,
        5..=12 => 2,
        _ => 3,
    };
    let left = if columns == 3 { 0.0 } else { 40.0 };
    let wide = (ROOM - GAP * (columns - 1) as f32) / columns as f32;
    let cell = (wide - left) / WEEKS;
    let high = cell * 7.0 + 66.0;
    let rows = years.len().div_ceil(columns);
    for (n, year) in years.iter().enumerate() {
        // Years go down the columns.
        let (column, row) = (n / rows, n % rows);
        let at = [MARGIN + column as f32 * (wide + GAP), page.y + row as f32 * high];
        let frame = Rect::new(at[0] + left, at[1] + 52.0, cell * WEEKS, cell * 7.0);
        let mut items = vec![text(year.to_string(), [frame.x, at[1] + 22.0], Face::Bold, BODY, INK, Anchor::Start)];
        squares(*year, days, classes, frame, &mut items)?;
        months(*year, frame, cell, columns, &mut items);
        if left > 0.0 && cell > 12.0 {
            for (n, name) in DAYS.iter().enumerate() {
                let y = frame.y + (2 * n) as f32 * cell + cell * 0.5 + 5.0;
                let size = (cell * 0.8).min(BODY - 3.0);
                items.push(text(*name, [frame.x - 6.0, y], Face::Regular, size, MUTED, Anchor::End));
            }
        }
        page.items.push(Item::group("year", year.to_string(), items));
    }
    page.y += rows as f32 * high;
    Ok(())
}

/// Week of the year (from 0) and day of the week (Monday 0) of a day.
fn place(day: Date) -> (i64, i64) {
    let weekday = i64::from(day.weekday().to_monday_zero_offset());
    (Period::Week.step(day) - Period::Week.step(date(day.year(), 1, 1)), weekday)
}

fn squares(
    year: i16,
    days: &BTreeMap<Date, u32>,
    classes: &[u32],
    frame: Rect,
    items: &mut Vec<Item>,
) -> std::result::Result<(), Fault> {
    let mut drawn = Vec::new();
    {
        let area = Canvas::area(&mut drawn, frame);
        let mut chart = ChartBuilder::on(&area).build_cartesian_2d(0.0..f64::from(WEEKS), 7.0..0.0)?;
        let all = date(year, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
        chart.draw_series(all.map(|day| {
            let (week, weekday) = place(day);
            let (x, y) = (week as f64, weekday as f64);
            let color = days.get(&day).map_or(EMPTY, |n| shade(*n, classes));
            Square::new([(x + 0.06, y + 0.06), (x + 0.94, y + 0.94)], tint(color).filled())
        }))?;
    }
    items.extend(drawn);
    Ok(())
}

/// Names of the months over their first whole weeks.
fn months(year: i16, frame: Rect, cell: f32, columns: usize, items: &mut Vec<Item>) {
    let size = if columns == 1 { BODY - 2.0 } else { BODY - 5.0 };
    // Three columns have room for every third name.
    let step = if columns == 3 { 3 } else { 1 };
    for month in (1..=12).step_by(step) {
        let (week, weekday) = place(date(year, month, 1));
        let x = frame.x + (week + i64::from(weekday > 0 && month > 1)) as f32 * cell;
        let name = words::day(date(year, month, 1));
        let name = name.split(' ').nth(1).unwrap_or("").to_owned();
        items.push(text(name, [x, frame.y - 7.0], Face::Regular, size, MUTED, Anchor::Start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_in_their_weeks() {
        // 1 January 2021 was a Friday; the Monday after begins the second column.
        assert_eq!(place(date(2021, 1, 1)), (0, 4));
        assert_eq!(place(date(2021, 1, 4)), (1, 0));
        assert_eq!(place(date(2024, 12, 31)), (52, 1));
        assert!((1990..2090).all(|year| place(date(year, 12, 31)).0 < WEEKS as i64));
    }

    #[test]
    fn classes_rise_and_end_below_the_most() {
        assert_eq!(classes(1), [1]);
        assert_eq!(classes(2), [1, 2]);
        for most in [3, 9, 40, 700, 100_000] {
            let classes = classes(most);
            assert!(classes.windows(2).all(|p| p[0] < p[1]) && classes.last() <= Some(&most), "{most}: {classes:?}");
        }
    }
}
