//! The lexicon beside what it must agree with: the gazetteer, and the sample
//! reports.

use std::path::PathBuf;

use dateline::gazetteer::{FeatureClass, Gazetteer};
use dateline::lexicon::Lexicon;
use dateline::lexicon::countries::{Country, CountryKind, FormKind};

fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reports")
}

#[test]
fn lexicon_and_gazetteer_know_the_same_countries() {
    let lexicon = Lexicon::english().unwrap();
    let gazetteer = Gazetteer::embedded().unwrap();
    let mut apart = Vec::new();
    for country in gazetteer.countries() {
        match lexicon.countries.by_iso2(country.iso2) {
            Some(row) if row.code == country.iso3 => {}
            Some(row) => apart.push(format!("{}: {} here, {} there", country.name, row.code, country.iso3)),
            None => apart.push(format!("{} ({}) is not in countries.tsv", country.name, country.iso2)),
        }
    }
    // Nobody lives there, so a gazetteer of populated places lacks them.
    let uninhabited = ["BVT", "HMD", "UMI"];
    let lacks = |c: &&Country| {
        !uninhabited.contains(&c.code) && c.iso2.is_some_and(|iso2| gazetteer.country_by_iso2(iso2).is_none())
    };
    apart.extend(lexicon.countries.all().iter().filter(lacks).map(|c| format!("{} is not in the gazetteer", c.name)));
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

#[test]
fn names_of_countries_are_found_in_the_gazetteer_as_countries() {
    let lexicon = Lexicon::english().unwrap();
    let gazetteer = Gazetteer::embedded().unwrap();
    let is_country = |name: &str, iso2: &str| {
        let places = gazetteer.find(name).into_iter().map(|h| gazetteer.place(h.place));
        places.into_iter().any(|p| p.class == FeatureClass::Country && p.iso2 == iso2)
    };
    let states = lexicon.countries.all().iter().filter(|c| c.kind == CountryKind::State);
    let lost: Vec<&str> = states.filter(|c| !c.iso2.is_some_and(|i| is_country(c.name, i))).map(|c| c.name).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_capital_lies_in_its_country() {
    let lexicon = Lexicon::english().unwrap();
    let gazetteer = Gazetteer::embedded().unwrap();
    let mut lost = Vec::new();
    for country in lexicon.countries.all().iter().filter(|c| c.kind == CountryKind::State) {
        let Some(capital) = country.forms(FormKind::Capital).next() else { continue };
        let mut places = gazetteer.find(capital).into_iter().map(|h| gazetteer.place(h.place));
        if !places.any(|p| Some(p.iso2) == country.iso2 || country.code == "PSE") {
            lost.push(format!("{capital} ({})", country.name));
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn each_report_of_the_manifest_exists_and_is_described() {
    let expected = std::fs::read_to_string(samples().join("../EXPECTED.md")).unwrap();
    let mut listed = Vec::new();
    for row in csv::Reader::from_path(samples().join("manifest.csv")).unwrap().records() {
        let row = row.unwrap();
        assert!(samples().join(&row[0]).is_file(), "manifest.csv names {}, which does not exist", &row[0]);
        assert!(row[1].is_empty() || row[1].parse::<jiff::civil::Date>().is_ok(), "{}: {}", &row[0], &row[1]);
        assert!(row[3].starts_with("https://example.org/"), "{}: invented reports have no real address", &row[0]);
        listed.push(row[0].to_owned());
    }
    for file in std::fs::read_dir(samples()).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        if name != "manifest.csv" {
            assert!(expected.contains(&name), "tests/EXPECTED.md does not tell of {name}");
        }
    }
    assert!(listed.len() >= 12);
}
