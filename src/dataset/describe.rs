//! What a picture says of its rows: title, subtitle, credit.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Dataset;
use super::dialect::Dialect;
use super::record::{Record, Word};
use crate::scene::{days, grouped, listed};
use crate::text::counted;

/// At most so many countries are named in a title.
const NAMED: usize = 3;

impl Dataset {
    /// Whose rows they are, where all are of one kind.
    pub fn dialect(&self) -> Dialect {
        let first = self.sheets.first().map_or(Dialect::Other, |s| s.dialect);
        if self.sheets.iter().all(|s| s.dialect == first) { first } else { Dialect::Other }
    }

    /// "UCDP GED events: Nigeria and Niger".
    pub fn title(&self) -> String {
        let what = match (self.dialect(), &self.sheets[..]) {
            (Dialect::Other, [one]) => stem(&one.file).to_owned(),
            (Dialect::Other, _) => "Events of several files".to_owned(),
            (known, _) => known.rows().to_owned(),
        };
        let countries = self.countries();
        match countries.len() {
            0 => what,
            1..=NAMED => format!("{what}: {}", listed(&countries, NAMED)),
            n => format!("{what} in {n} countries"),
        }
    }

    /// The countries, those with most rows first.
    fn countries(&self) -> Vec<String> {
        let mut rows = vec![0_usize; self.words.len()];
        for record in &self.records {
            rows[record.country.index()] += 1;
        }
        rows[Word::NONE.index()] = 0;
        let texts = self.words.texts();
        let mut told: Vec<usize> = (0..rows.len()).filter(|n| rows[*n] > 0).collect();
        told.sort_by_key(|n| (Reverse(rows[*n]), &texts[*n]));
        told.into_iter().map(|n| texts[n].to_string()).collect()
    }

    /// What places are called, by place and country: the country is told where
    /// rows are of several.
    pub fn place_names(&self) -> BTreeMap<(Word, Word), String> {
        let several = self.countries().len() > 1;
        let mut names = BTreeMap::new();
        for record in self.records.iter().filter(|r| r.place != Word::NONE) {
            names.entry((record.place, record.country)).or_insert_with(|| {
                let place = self.words.text(record.place);
                match self.words.text(record.country) {
                    country if several && !country.is_empty() && country != place => format!("{place}, {country}"),
                    _ => place.to_owned(),
                }
            });
        }
        names
    }

    /// The actors of a row, each once.
    pub fn actors(&self, record: &Record) -> Vec<&str> {
        let mut actors = vec![record.actor_a, record.actor_b];
        actors.dedup();
        actors.into_iter().filter(|w| *w != Word::NONE).map(|w| self.words.text(w)).collect()
    }

    /// First and last day.
    pub fn span(&self) -> Option<(Date, Date)> {
        let spans = || self.sheets.iter().filter_map(|sheet| sheet.span);
        spans().map(|(first, _)| first).min().zip(spans().map(|(_, last)| last).max())
    }

    /// "1 Jan – 31 Dec 2020 · 1,234 events; 12 without coordinates"; of the
    /// coordinates only where the picture is a map.
    pub fn subtitle(&self, map: bool) -> String {
        let mut out = counted(self.rows() as u64, self.dialect().row());
        let unplaced: usize = self.sheets.iter().map(|s| s.unplaced).sum();
        let misplaced: usize = self.sheets.iter().map(|s| s.misplaced).sum();
        let undated: usize = self.sheets.iter().map(|s| s.undated).sum();
        let dated = self.span();
        let missing = [
            (if map { unplaced } else { 0 }, "without coordinates"),
            (if map { misplaced } else { 0 }, "with coordinates that cannot be right"),
            // Where nothing has a date there is none to miss.
            (if dated.is_some() { undated } else { 0 }, "undated"),
        ];
        let missing: Vec<String> =
            missing.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", grouped(*n as u64))).collect();
        if !missing.is_empty() {
            out = format!("{out}; {}", missing.join(", "));
        }
        match dated {
            Some((from, to)) => format!("{} · {out}", days(from, to)),
            None => out,
        }
    }

    /// Where the rows come from: the makers of known tables, the publishers of
    /// the reports behind our own incidents, else the files.
    pub fn source(&self) -> String {
        let mut credits: Vec<String> = Vec::new();
        for sheet in &self.sheets {
            let file = sheet.file.rsplit(['/', '\\']).next().unwrap_or(&sheet.file);
            let credit = sheet.dialect.credit().unwrap_or(file);
            if !credits.iter().any(|c| c == credit) {
                credits.push(credit.to_owned());
            }
        }
        let data = format!("Data: {}.", listed(&credits, 6));
        let publishers = self.publishers();
        if publishers.is_empty() { data } else { format!("Reports: {}. {data}", listed(&publishers, 12)) }
    }

    /// The publishers of the reports behind our own incidents, sorted.
    fn publishers(&self) -> Vec<String> {
        if self.dialect() != Dialect::Dateline {
            return Vec::new();
        }
        let sources: BTreeSet<Word> = self.records.iter().map(|r| r.source).collect();
        let names = sources.iter().flat_map(|word| self.words.text(*word).split("; "));
        names.filter(|n| !n.is_empty()).map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// What the sizes tell, where they tell anything.
    pub fn size_name(&self) -> Option<String> {
        let sheet = self.sheets.iter().find(|s| s.size.is_some())?;
        self.records.iter().any(|r| r.size().is_some()).then_some(())?;
        let (column, deaths) = sheet.size.clone()?;
        Some(if deaths { "Killed, best figure".to_owned() } else { column })
    }

    /// Whether the deaths decide the size.
    pub fn is_sized_by_deaths(&self) -> bool {
        self.sheets.iter().all(|s| s.size.as_ref().is_some_and(|(_, deaths)| *deaths))
    }
}

/// A file's name without folder and ending.
pub fn stem(file: &str) -> &str {
    let file = file.trim_end_matches(['/', '\\']);
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Wanted;
    use super::*;

    #[test]
    fn titles_say_what_and_where_and_what_is_missing() {
        let mut dataset = Dataset::new(Wanted::default());
        let table = "lat,lon,date,country,killed\n1,2,2020-01-01,Niger,1\n,,2020-12-31,Niger,\n1,2,,Nigeria,\n";
        dataset.read(&mut table.as_bytes(), "in/raids.csv").unwrap();
        assert_eq!(dataset.title(), "raids: Niger and Nigeria");
        assert_eq!(dataset.subtitle(true), "1 Jan – 31 Dec 2020 · 3 events; 1 without coordinates, 1 undated");
        assert_eq!(
            (dataset.source(), dataset.size_name()),
            ("Data: raids.csv.".into(), Some("Killed, best figure".into()))
        );
        assert_eq!((stem("a/b.c.csv"), stem(".x"), stem("x")), ("b.c", ".x", "x"));
    }
}
