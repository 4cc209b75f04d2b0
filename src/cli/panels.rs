//! `draw --panels`: the rows by period, type or side, a panel each.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use clap::ValueEnum;

use super::exit::Failure;
use crate::dataset::{Dataset, Record};
use crate::scene::{Dot, Facet, MOST_PANELS, Period, days};

/// By what the panels differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Panels {
    /// Days, weeks, months, years or several years, whichever gives a readable number
    Period,
    /// Days
    Day,
    /// Weeks, from Monday
    Week,
    /// Months
    Month,
    /// Years
    Year,
    /// Types of event, or the values of --color
    Type,
    /// Parties: an event stands in the panel of each
    Side,
}

/// At most so many parties have a panel of their own.
const SIDES: usize = 11;
/// So many panels are wanted where the program chooses the period.
const WANTED: i64 = 12;
/// Years of one panel, where single ones are too many.
const YEARS: [i64; 8] = [1, 2, 5, 10, 20, 50, 100, 1000];

/// The panels, and what is in none of them, in words.
pub(super) struct Facets {
    pub(super) facets: Vec<Facet>,
    pub(super) note: String,
}

/// Sorts the rows that are drawn (`dots` with their records) into panels.
///
/// # Errors
/// Where a period gives more panels than can be compared.
pub(super) fn facets(dataset: &Dataset, drawn: &[(Dot, &Record)], by: Panels) -> Result<Facets, Failure> {
    match by {
        Panels::Type => Ok(Facets { facets: by_type(dataset, drawn), note: String::new() }),
        Panels::Side => Ok(by_side(dataset, drawn)),
        Panels::Day => by_period(drawn, Some(Period::Day)),
        Panels::Week => by_period(drawn, Some(Period::Week)),
        Panels::Month => by_period(drawn, Some(Period::Month)),
        Panels::Year => by_period(drawn, Some(Period::Year)),
        Panels::Period => by_period(drawn, None),
    }
}

/// Periods from the first to the last, also those without a row.
fn by_period(drawn: &[(Dot, &Record)], wanted: Option<Period>) -> Result<Facets, Failure> {
    let first = |record: &Record| record.when.start.or(record.when.end);
    let dates = || drawn.iter().filter_map(|(_, record)| first(record));
    let (Some(from), Some(to)) = (dates().min(), dates().max()) else {
        let remedy = "name the column with --date, or choose --panels type or side";
        return Err(Failure::usage(format!("--panels: no row has a date ({remedy})")));
    };
    // Of which period so many are one panel.
    let place = |period: Period, date, every: i64| period.step(date).div_euclid(every);
    let panels = |period: Period, every: i64| place(period, to, every) - place(period, from, every) + 1;
    let short = [Period::Day, Period::Week, Period::Month].map(|period| (period, 1));
    let long = YEARS.map(|years| (Period::Year, years));
    let few = short.into_iter().chain(long).find(|(period, every)| panels(*period, *every) <= WANTED);
    let (period, every) = wanted.map(|period| (period, 1)).or(few).unwrap_or((Period::Year, 1));
    if panels(period, every) > MOST_PANELS as i64 {
        let (n, word) = (panels(period, every), period.word());
        let remedy = "choose a longer one, or --panels period";
        return Err(Failure::usage(format!("--panels {word}: {n} panels, and at most {MOST_PANELS} fit ({remedy})")));
    }
    let base = place(period, from, every);
    let mut facets: Vec<Facet> =
        (0..panels(period, every)).map(|n| facet(named(period, (base + n) * every, every))).collect();
    let mut undated = 0_usize;
    for (n, (_, record)) in drawn.iter().enumerate() {
        let step = first(record).map(|date| place(period, date, every) - base);
        match step.and_then(|step| facets.get_mut(usize::try_from(step).ok()?)) {
            Some(facet) => facet.dots.push(n),
            None => undated += 1,
        }
    }
    let note = if undated > 0 { format!("In no panel: {undated} undated.") } else { String::new() };
    Ok(Facets { facets, note })
}

/// "2021", "2020–2024", "May 2021", "3–9 May 2021".
fn named(period: Period, step: i64, every: i64) -> String {
    if every > 1 {
        return format!("{step}–{}", step + every - 1);
    }
    let (within, year) = period.label(step);
    let first = period.first(step);
    match period {
        Period::Week => first.checked_add(jiff::Span::new().days(6)).map_or(within, |last| days(first, last)),
        _ if year.is_empty() => within,
        _ => format!("{within} {year}"),
    }
}

fn facet(name: String) -> Facet {
    Facet { name, dots: Vec::new() }
}

/// The colours of the map, in the legend's order.
fn by_type(dataset: &Dataset, drawn: &[(Dot, &Record)]) -> Vec<Facet> {
    let names = dataset.kinds().names;
    let mut facets = BTreeMap::new();
    for (n, (dot, _)) in drawn.iter().enumerate() {
        let own = names.iter().find(|(kind, _)| *kind == dot.kind);
        let name = || facet(own.map_or(dot.kind.name(), |(_, name)| name).to_owned());
        facets.entry(dot.kind).or_insert_with(name).dots.push(n);
    }
    facets.into_values().collect()
}

/// The parties with most rows, and all others together.
fn by_side(dataset: &Dataset, drawn: &[(Dot, &Record)]) -> Facets {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut untold = 0_usize;
    for (n, (_, record)) in drawn.iter().enumerate() {
        let actors = dataset.actors(record);
        untold += usize::from(actors.is_empty());
        for actor in actors {
            rows.entry(actor).or_default().push(n);
        }
    }
    let mut sides: Vec<(&str, Vec<usize>)> = rows.into_iter().collect();
    sides.sort_by_key(|(name, rows)| (Reverse(rows.len()), *name));
    let rest = sides.split_off(sides.len().min(SIDES));
    let mut facets: Vec<Facet> = sides.into_iter().map(|(name, dots)| Facet { name: name.to_owned(), dots }).collect();
    if !rest.is_empty() {
        let mut dots: Vec<usize> = rest.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
        dots.sort_unstable();
        dots.dedup();
        facets.push(Facet { name: format!("{} others", rest.len()), dots });
    }
    let mut note = "An event with two parties stands in the panel of each.".to_owned();
    if untold > 0 {
        note = format!("{note} In no panel: {untold} without a party.");
    }
    Facets { facets, note }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Wanted;

    fn read(table: &str) -> Dataset {
        let mut dataset = Dataset::new(Wanted::default());
        dataset.read(&mut table.as_bytes(), "a.csv").unwrap();
        dataset
    }

    fn panels(dataset: &Dataset, by: Panels) -> Result<Vec<(String, usize)>, Failure> {
        let kinds = dataset.kinds();
        let dot = |r| Dot { lon: 0.0, lat: 0.0, kind: kinds.of(r), weight: None, range: None };
        let drawn: Vec<(Dot, &Record)> = dataset.records.iter().map(|r| (dot(r), r)).collect();
        Ok(facets(dataset, &drawn, by)?.facets.into_iter().map(|f| (f.name, f.dots.len())).collect())
    }

    const ROWS: &str = "event_date,event_type,actor1,actor2,latitude,longitude\n\
        2031-01-05,Battles,Reds,Blues,1,2\n2031-01-20,Protests,Blues,,1,2\n2031-04-01,Battles,Reds,Greens,1,2\n";

    #[test]
    fn empty_periods_have_a_panel() {
        let months = panels(&read(ROWS), Panels::Period).unwrap();
        let expected = [("Jan 2031", 2), ("Feb 2031", 0), ("Mar 2031", 0), ("Apr 2031", 1)];
        assert_eq!(months, expected.map(|(name, n)| (name.to_owned(), n)));
        assert!(panels(&read(ROWS), Panels::Day).is_err());
    }

    #[test]
    fn many_years_are_put_together() {
        let decades = "event_date,latitude,longitude\n1989-05-02,1,2\n2024-01-03,1,2\n2023-12-31,1,2\n";
        let years = panels(&read(decades), Panels::Period).unwrap();
        let (first, last) = (years.first().unwrap(), years.last().unwrap());
        assert_eq!((years.len(), first, last), (8, &("1985–1989".to_owned(), 1), &("2020–2024".to_owned(), 2)));
        assert!(panels(&read(decades), Panels::Year).is_err());
    }

    #[test]
    fn an_event_stands_in_the_panel_of_each_party() {
        let sides = panels(&read(ROWS), Panels::Side).unwrap();
        assert_eq!(sides, [("Blues", 2), ("Reds", 2), ("Greens", 1)].map(|(name, n)| (name.to_owned(), n)));
        let types = panels(&read(ROWS), Panels::Type).unwrap();
        assert_eq!(types, [("Battles", 2), ("Protests", 1)].map(|(name, n)| (name.to_owned(), n)));
    }
}
