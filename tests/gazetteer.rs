//! The gazetteer as its users meet it: names in, places out.

use dateline::gazetteer::{FeatureClass, Gazetteer, NameKind, Place, Query};

#[allow(clippy::unwrap_used)] // A test's helper.
fn gazetteer() -> Gazetteer {
    Gazetteer::embedded().unwrap()
}

fn towns<'g>(gazetteer: &'g Gazetteer, name: &str) -> Vec<Place<'g>> {
    let hits = gazetteer.find(name);
    hits.iter().map(|h| gazetteer.place(h.place)).filter(|p| p.class == FeatureClass::Town).collect()
}

#[test]
fn one_town_is_found_by_its_names_in_several_scripts() {
    let g = gazetteer();
    for (id, names) in [
        (147_625, &["Lachin", "LACHIN", "Laçın", "Lacin", "Лачин", "Բերձոր", "Berdzor", "ლაჩინი", "لاچین"][..]),
        (146_970, &["Stepanakert", "Khankendi", "Xankəndi", "Степанакерт", "Ստեփանակերտ"]),
        (491_422, &["Sochi", "Сочи"]),
        (611_717, &["Tbilisi", "თბილისი", "Тбилиси"]),
        (703_448, &["Kyiv", "Kiev", "Київ", "Киев"]),
        (174_895, &["Goris", "Գորիս", "Горис"]),
        (174_875, &["Kapan", "Կապան"]),
        (170_063, &["Aleppo", "Ḥalab", "حلب"]),
    ] {
        for name in names {
            let found = towns(&g, name);
            assert!(found.iter().any(|p| p.geonameid == Some(id)), "{name}: {found:?}");
        }
    }
}

#[test]
fn a_town_bears_its_own_name_as_primary() {
    let g = gazetteer();
    // Georgia's Gori is also known as Goris, in some languages.
    let primary = |name: &str| -> Vec<String> {
        let hits = g.find(name).into_iter().filter(|h| h.kind == NameKind::Primary);
        hits.map(|h| g.place(h.place)).filter(|p| p.class == FeatureClass::Town).map(|p| p.iso2.to_owned()).collect()
    };
    assert_eq!(primary("Goris"), ["AM"]);
    assert_eq!(primary("Jermuk"), ["AM"]);
}

#[test]
fn the_arabic_article_is_optional() {
    let g = gazetteer();
    for name in ["Al-Hasakah", "El Hasakah", "Hasakah", "al Hasakah"] {
        let hits = g.find(name);
        assert!(hits.iter().any(|h| g.place(h.place).iso2 == "SY"), "{name}");
    }
}

#[test]
fn the_longest_run_of_words_is_taken() {
    let g = gazetteer();
    let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
    let found = g.longest_match(&words("New York City police said")).unwrap();
    assert_eq!(found.words, 3);
    let found = g.longest_match(&words("Goris 's mayor")).unwrap();
    assert_eq!(found.words, 1);
    assert_eq!(g.longest_match(&words("the")).map(|m| m.words), None);
    assert_eq!(g.longest_match(&words("Ust - Kamenogorsk fell")).unwrap().words, 3);
    assert_eq!(g.longest_match(&words("Lachin , Kalbajar")).unwrap().words, 1);
}

#[test]
fn countries_and_divisions_are_named_by_code() {
    let g = gazetteer();
    assert_eq!(g.country_by_iso2("AZ").unwrap().iso3, "AZE");
    assert_eq!(g.country_by_iso3("XKX").unwrap().iso2, "XK");
    assert_eq!(g.country_by_iso2("ZZ"), None);
    assert_eq!(g.admin1_name("AM", "08"), Some("Syunik"));
    assert!(g.admin2_name("AM", "08", "13133005").unwrap().starts_with("Goris"));
    assert!(g.countries().count() > 240);
}

#[test]
fn the_nearest_towns_come_first() {
    let g = gazetteer();
    let near = g.nearest(39.51, 46.34, 3);
    assert_eq!(near.len(), 3);
    assert_eq!(g.place(near[0].0).name, "Goris");
    assert!(near[0].1 < near[1].1 && near[1].1 < near[2].1);
    // Over the date line and at the pole there is an answer too.
    assert!(!g.nearest(-17.0, 180.0, 1).is_empty());
    assert!(!g.nearest(90.0, 0.0, 1).is_empty());
}

#[test]
fn every_place_has_a_name_and_a_point() {
    let g = gazetteer();
    assert!(g.len() > 250_000);
    for id in (0..g.len() as u32).step_by(97) {
        let place = g.place(dateline::gazetteer::PlaceId(id));
        assert!(!place.name.is_empty() && place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0, "{place:?}");
        assert!(g.names(place.id).next().is_some_and(|(n, k)| n == place.name && k == NameKind::Primary));
    }
}

fn iso3_at(g: &Gazetteer, town: u32, names: &str, date: Option<&str>) -> Option<(String, String)> {
    let hit = g.find(names).into_iter().map(|h| g.place(h.place)).find(|p| p.geonameid == Some(town));
    let place = hit.unwrap_or_else(|| panic!("{names} is not in the gazetteer"));
    let date = date.map(|d| d.parse().unwrap_or_else(|e| panic!("{d}: {e}")));
    let status = g.status_at(place.lat, place.lon, place.iso2, place.admin1, date)?;
    Some((status.iso3.clone(), status.administered_by.clone()))
}

#[test]
fn disputed_places_follow_un_usage() {
    let g = gazetteer();
    for (town, name, iso3, administered) in [
        (693_805, "Simferopol", "UKR", "RUS"),
        (694_423, "Sevastopol", "UKR", "RUS"),
        (167_444, "Majdal Shams", "SYR", "ISR"),
        (786_714, "Pristina", "XKX", "Kosovo"),
        (2_462_881, "Laayoune", "ESH", "MAR; Polisario Front"),
        (57_289, "Hargeysa", "SOM", "Somaliland"),
        (146_412, "Kyrenia", "CYP", "Turkish Republic of Northern Cyprus"),
        (611_403, "Tskhinvali", "GEO", "South Ossetia"),
        (611_847, "Sokhumi", "GEO", "Abkhazia"),
        (617_239, "Tiraspol", "MDA", "Transnistria"),
        (380_308, "Abyei", "XXX", "UN interim force (UNISFA)"),
        (374_290, "Hala'ib", "EGY", "EGY"),
    ] {
        assert_eq!(iso3_at(&g, town, name, Some("2022-08-03")), Some((iso3.into(), administered.into())), "{name}");
    }
    for (town, name) in [(703_448, "Kyiv"), (174_895, "Goris"), (611_717, "Tbilisi"), (293_397, "Tel Aviv")] {
        assert_eq!(iso3_at(&g, town, name, Some("2022-08-03")), None, "{name}");
    }
}

#[test]
fn status_follows_the_date() {
    let g = gazetteer();
    let who = |town, name, date| iso3_at(&g, town, name, Some(date)).map(|(_, who)| who);
    let lachin = |date| who(147_625, "Lachin", date);
    assert_eq!(lachin("2016-04-02").as_deref(), Some("Nagorno-Karabakh"));
    assert_eq!(lachin("2022-08-03").as_deref(), Some("Russian peacekeepers"));
    assert_eq!(lachin("2022-09-13"), None);
    let stepanakert = |date| who(146_970, "Stepanakert", date);
    assert!(stepanakert("2023-03-05").is_some() && stepanakert("2023-10-01").is_none());
    let shusha = |date| who(147_105, "Shusha", date);
    assert!(shusha("2020-10-08").is_some() && shusha("2021-05-01").is_none());
    assert_eq!(who(693_805, "Simferopol", "2013-01-01"), None);
    // Without a date, today's status: areas that have ended count no more.
    assert_eq!(iso3_at(&g, 146_970, "Stepanakert", None), None);
}

#[test]
fn regions_seas_and_seats_are_known() {
    let g = gazetteer();
    for (name, class, kind) in [
        ("Black Sea", FeatureClass::Water, "sea"),
        ("Чёрное море", FeatureClass::Water, "sea"),
        ("Darfur", FeatureClass::Region, "region"),
        ("Donbass", FeatureClass::Region, "region"),
        ("South Caucasus", FeatureClass::Region, "macro_region"),
        ("Kremlin", FeatureClass::Spot, "government_seat"),
        ("Elysee", FeatureClass::Spot, "government_seat"),
        ("Strait of Hormuz", FeatureClass::Water, "strait"),
        ("Lachin Corridor", FeatureClass::Road, "corridor"),
        ("Rafah crossing", FeatureClass::Spot, "crossing"),
        ("Transnistria", FeatureClass::Region, "de_facto"),
        ("Line of Control", FeatureClass::Border, "line"),
    ] {
        let found = g.find(name).into_iter().map(|h| g.place(h.place)).any(|p| p.class == class && p.kind == kind);
        assert!(found, "{name}");
    }
}

#[test]
fn a_region_has_one_area_at_a_time() {
    let g = gazetteer();
    let places: Vec<_> = g.find("Nagorno-Karabakh").into_iter().map(|h| g.place(h.place)).collect();
    assert_eq!(places.len(), 4);
    for day in ["1990-01-01", "2016-04-02", "2022-08-03", "2024-01-01"] {
        let date = day.parse().unwrap();
        let on = places.iter().filter(|p| p.valid_at(Some(date))).count();
        assert_eq!(on, 1, "{day}");
    }
    assert_eq!(places.iter().filter(|p| p.valid_at(None)).count(), 1);
}

#[test]
fn contested_places_have_both_names() {
    let g = gazetteer();
    let second = |name: &str, id: u32| -> Vec<String> {
        let hit = g.find(name).into_iter().find(|h| g.place(h.place).geonameid == Some(id)).unwrap();
        g.second_names(hit.place).into_iter().map(|(n, _)| n.to_owned()).collect()
    };
    assert_eq!(second("Stepanakert", 146_970).first().map(String::as_str), Some("Stepanakert"));
    assert_eq!(second("Lachin", 147_625).first().map(String::as_str), Some("Berdzor"));
    assert!(second("Bakhmut", 713_174).iter().any(|n| n == "Artemivsk"));
    assert!(second("Kyiv", 703_448).iter().any(|n| n == "Kiev"));
}

/// Countries of which a place within its radius, or a dozen kilometres, lies in
/// one; none at sea and on islands that the source of areas lacks.
fn countries_around(g: &Gazetteer, place: &Place<'_>) -> Vec<&'static str> {
    let small = matches!(place.class, FeatureClass::Spot | FeatureClass::Town);
    let km = f64::from(place.radius_km).clamp(5.0, if small { 12.0 } else { 80.0 });
    let (north, east) = (km / 111.2, km / 111.2 / place.lat.to_radians().cos().max(0.05));
    let steps = [
        (0.0, 0.0),
        (1.0, 0.0),
        (-1.0, 0.0),
        (0.0, 1.0),
        (0.0, -1.0),
        (0.7, 0.7),
        (-0.7, 0.7),
        (0.7, -0.7),
        (-0.7, -0.7),
    ];
    let found = steps.iter().filter_map(|(y, x)| g.within(place.lat + y * north, place.lon + x * east));
    found.map(|w| w.iso2).filter(|iso2| !iso2.is_empty()).collect()
}

#[test]
fn places_of_the_supplement_lie_in_the_countries_that_they_name() {
    let g = gazetteer();
    let mut wrong = Vec::new();
    let mut checked = 0;
    for id in (0..g.len() as u32).map(dateline::gazetteer::PlaceId).filter(|id| !g.supplement_id(*id).is_empty()) {
        let place = g.place(id);
        let water = place.class == FeatureClass::Water && place.kind != "lake" && place.kind != "river";
        // The Tunbs, rocks in the South China Sea and the like are in no area.
        let around = countries_around(&g, &place);
        let islet = place.kind == "island" && place.radius_km < 60.0;
        if place.countries.is_empty() || water || islet || around.is_empty() || place.radius_km > 900.0 {
            continue;
        }
        checked += 1;
        if !place.countries.split(',').any(|c| around.contains(&c)) {
            wrong.push(format!(
                "{} ({}, {}) is in {around:?}, not {}",
                place.name, place.lat, place.lon, place.countries
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 1200, "{checked}");
}

fn best(g: &Gazetteer, query: Query<'_>) -> String {
    let ranked = g.lookup(&query);
    let first = ranked.first().unwrap_or_else(|| panic!("{query:?} finds nothing"));
    assert!(ranked.windows(2).all(|w| w[0].score >= w[1].score));
    format!("{} {:?} {}", first.place.name, first.place.class, first.place.iso2)
}

#[test]
fn lookup_ranks_what_is_most_likely_meant_first() {
    let g = gazetteer();
    let named = |name: &'static str| Query { name, ..Query::default() };
    for (name, expected) in [
        ("Lachin", "Lachin Town AZ"),
        ("Лачин", "Lachin Town AZ"),
        ("Laçın", "Lachin Town AZ"),
        ("Berdzor", "Lachin Town AZ"),
        ("Goris", "Goris Town AM"),
        ("Jermuk", "Jermuk Town AM"),
        ("Sochi", "Sochi Town RU"),
        ("Tbilisi", "Tbilisi Town GE"),
        ("Kiev", "Kyiv Town UA"),
        ("Salem", "Salem Town US"),
        ("Armenia", "Armenia Country AM"),
        ("Georgia", "Georgia Country GE"),
        ("Nagorno-Karabakh", "Nagorno-Karabakh Region AZ"),
        ("Stepanakrt", "Khankendi Town AZ"),
        ("Paris", "Paris Town FR"),
    ] {
        assert_eq!(best(&g, named(name)), expected, "{name}");
    }
    let near = Query { name: "Paris", near: Some((33.0, -96.0)), ..Query::default() };
    assert_eq!(best(&g, near), "Paris Town US");
    let inside = Query { name: "Martuni", country: Some("AZE"), ..Query::default() };
    assert_eq!(best(&g, inside), "Khojavend Town AZ");
    let state = Query { name: "Springfield", country: Some("US"), admin1: Some("Oregon"), ..Query::default() };
    let ranked = g.lookup(&state);
    assert_eq!(ranked[0].admin1, Some("Oregon"));
}

#[test]
fn lookup_tells_status_and_other_names() {
    let g = gazetteer();
    let date = Some("2022-08-03".parse().unwrap());
    let ranked = g.lookup(&Query { name: "Berdzor", date, ..Query::default() });
    assert_eq!(ranked[0].country, Some("Azerbaijan"));
    assert!(ranked[0].second_names.iter().any(|(n, k)| *n == "Berdzor" && *k == NameKind::Contested));
    assert_eq!(ranked[0].disputed.map(|d| d.area.as_str()), Some("Lachin Corridor"));
    assert!(g.lookup(&Query { name: "Qwrtzxplm", ..Query::default() }).is_empty());
}

#[test]
fn every_two_neighbours_have_a_border() {
    let g = gazetteer();
    let id = g.border_between("AZ", "AM").unwrap();
    let border = g.place(id);
    assert_eq!((border.class, border.countries, border.iso2), (FeatureClass::Border, "AM,AZ", ""));
    assert!((38.8..41.4).contains(&border.lat) && (44.7..46.8).contains(&border.lon), "{border:?}");
    assert!(g.find("Azerbaijan-Armenia border").iter().any(|h| h.place == id));
    assert_eq!(g.border_between("AM", "FR"), None);
    for (a, b) in [("KP", "KR"), ("CN", "IN"), ("ML", "NE"), ("US", "MX"), ("IL", "LB"), ("SD", "SS")] {
        assert!(g.border_between(a, b).is_some(), "{a} {b}");
    }
}

#[test]
fn the_same_index_from_a_file_gives_the_same_places() {
    let inside = gazetteer();
    let bytes = inside.base_bytes().to_vec();
    let read = Gazetteer::from_index(bytes.into(), "copy.gaz").unwrap();
    assert_eq!((read.len(), read.version(), read.about()), (inside.len(), inside.version(), inside.about()));
    for number in (0..inside.len() as u32).step_by(997) {
        let id = dateline::gazetteer::PlaceId(number);
        assert_eq!(read.place(id), inside.place(id));
        assert!(read.names(id).eq(inside.names(id)));
    }
    for name in ["Lachin", "Բերձոր", "San José", "Ar Raqqa", "Raqqa", "Black Sea", "Qwxzq"] {
        assert_eq!(read.find(name), inside.find(name), "{name}");
    }
    assert_eq!(inside.verify(5), Vec::<String>::new());
}
