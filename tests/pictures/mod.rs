//! Pictures, looked at by rules: what a reader would notice first.
//!
//! Every test also leaves its picture in `target/tmp/`, to be looked at.

#![allow(clippy::unwrap_used)]

mod charts;
mod labels;
mod sample;
mod snapshots;
mod vision;
mod writers;

use std::sync::Arc;

use dateline::gazetteer::Gazetteer;
use dateline::incident::Incident;
use dateline::render::png;
use dateline::scene::{self, Item, PictureOptions, Rect, Scene, Step, font};

use crate::support::expected::read;

fn draw(name: &str, incidents: &[Incident], options: &PictureOptions) -> Scene {
    let gazetteer = Gazetteer::embedded().unwrap();
    let scene = scene::map(incidents, &gazetteer, options).unwrap();
    keep(name, &scene);
    scene
}

fn keep(name: &str, scene: &Scene) {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
    std::fs::write(path, png(scene).unwrap()).unwrap();
}

/// All three pictures, each kept and looked over.
fn draw_all(name: &str, incidents: &[Incident], options: &PictureOptions) {
    let gazetteer = Gazetteer::embedded().unwrap();
    assert_tidy(&draw(&format!("map-{name}"), incidents, options));
    let timeline = scene::timeline(incidents, &gazetteer, options).unwrap();
    keep(&format!("timeline-{name}"), &timeline);
    assert_tidy(&timeline);
    let casualties = scene::casualties(incidents, &gazetteer, options).unwrap();
    keep(&format!("casualties-{name}"), &casualties);
    assert_tidy(&casualties);
}

fn reports(n: usize) -> PictureOptions {
    PictureOptions { reports: n, ..PictureOptions::default() }
}

/// No text overlaps another or leaves the page.
fn assert_tidy(scene: &Scene) {
    let page = Rect::new(0.0, 0.0, scene.width, scene.height);
    let texts = scene.texts();
    let boxes: Vec<Rect> = texts.iter().map(|t| font::bounds(t)).collect();
    for (i, a) in boxes.iter().enumerate() {
        assert!(page.contains(a), "{:?} leaves the page: {a:?}", texts[i].text);
        for (j, b) in boxes[..i].iter().enumerate() {
            let (a, b) = (a.grown(-0.5), b.grown(-0.5));
            assert!(!a.overlaps(&b), "{:?} overlaps {:?}", texts[i].text, texts[j].text);
        }
    }
}

#[test]
fn pictures_of_a_region_are_tidy() {
    draw_all("caucasus", &sample::caucasus(), &reports(5));
}

#[test]
fn pictures_of_several_continents_are_tidy() {
    draw_all("world", &sample::world(), &reports(11));
}

#[test]
fn pictures_of_nothing_say_so() {
    draw_all("none", &[], &reports(3));
    let gazetteer = Gazetteer::embedded().unwrap();
    let said = scene::timeline(&[], &gazetteer, &reports(3)).unwrap();
    assert!(said.texts().iter().any(|t| t.text.contains("No reported incident")));
}

#[test]
fn pictures_of_one_incident_are_tidy() {
    draw_all("one", &sample::caucasus()[..1], &reports(1));
}

#[test]
fn many_incidents_at_one_point_are_all_drawn() {
    let many: Vec<Incident> = (0..24).map(|n| sample::at_point(n, (48.6, 38.0))).collect();
    let scene = draw("map-crowd", &many, &reports(2));
    assert_tidy(&scene);
    for n in 0..24 {
        // At its place and in the table.
        assert!(scene.group(&format!("incident-p{n:03}")).is_some() && scene.group(&format!("row-p{n:03}")).is_some());
    }
}

#[test]
fn hundreds_of_incidents_are_drawn() {
    let many: Vec<Incident> = (0..400_u32)
        .map(|n| sample::at_point(n, (46.0 + f64::from(n * 37 % 60) / 10.0, 30.0 + f64::from(n * 53 % 90) / 10.0)))
        .collect();
    draw_all("hundreds", &many, &reports(90));
}

#[test]
fn poles_and_the_antimeridian_are_drawn() {
    for (name, at) in [
        ("north", (89.9, 12.0)),
        ("south", (-90.0, 0.0)),
        ("fiji", (-17.8, 179.99)),
        ("east", (-16.9, -179.99)),
        ("null", (0.0, 0.0)),
    ] {
        draw_all(name, &[sample::at_point(1, at)], &reports(1));
    }
    let both = [
        sample::at_point(1, (-17.8, 178.0)),
        sample::at_point(2, (-16.9, -179.9)),
        sample::at_point(3, (-18.6, -178.5)),
    ];
    draw_all("antimeridian", &both, &reports(1));
    let poles =
        [sample::at_point(1, (80.0, 10.0)), sample::at_point(2, (78.0, 170.0)), sample::at_point(3, (82.0, -90.0))];
    draw_all("arctic", &poles, &reports(1));
}

#[test]
fn long_and_broken_words_stay_on_the_page() {
    let mut all = sample::caucasus();
    for i in &mut all {
        if let Some(l) = &mut i.location {
            let l = Arc::make_mut(l);
            l.name = format!("{} {}", l.name, "Very-Long-Name-of-a-Place ".repeat(8));
        }
        for c in &mut i.claims {
            c.speaker = c.speaker.take().map(|mut s| {
                Arc::make_mut(&mut s).name = format!("{}\u{0}\n\u{202e}{}", s.name, "spokesperson of the ".repeat(20));
                s
            });
        }
    }
    let title = Some(format!("Title\u{7} {}", "with very many words ".repeat(25)));
    draw_all("long", &all, &PictureOptions { title, reports: 5, ..PictureOptions::default() });
}

#[test]
fn the_same_scene_gives_the_same_bytes() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let once = || png(&scene::map(&sample::caucasus(), &gazetteer, &reports(5)).unwrap()).unwrap();
    assert_eq!(once(), once());
}

#[test]
fn the_legend_lists_what_is_there_and_no_more() {
    use dateline::coding::EventType;
    let all = sample::caucasus();
    for kept in [&all[..1], &all[4..8], &all[..]] {
        let scene = draw("map-legend", kept, &reports(1));
        let legend = Scene { items: scene.group("legend").unwrap().to_vec(), ..scene.clone() };
        for kind in EventType::ALL {
            let there = kept.iter().any(|i| i.sub_event.event_type() == kind);
            let listed = legend.texts().iter().any(|t| t.text.starts_with(kind.name()));
            assert_eq!(there, listed, "{}", kind.name());
        }
    }
}

#[test]
fn an_area_is_never_a_sized_dot() {
    let area = sample::area(sample::at_point(1, (13.0, 30.0)), dateline::gazetteer::FeatureClass::Admin1, 150.0);
    let scene = draw("map-area", &[area], &reports(1));
    assert!(scene.group("incident-p001").is_none());
    assert!(scene.texts().iter().any(|t| t.text == "1, place not closer known"));
}

/// The map of a report of one sentence.
fn told(name: &str, text: &str) -> Scene {
    draw(name, &read("r1", text, "2022-09-15".parse().ok()), &reports(1))
}

fn has(scene: &Scene, text: &str) -> bool {
    scene.texts().iter().any(|t| t.text == text)
}

/// The outlines under the symbols that are stroked, by how many steps they have.
fn outlines(scene: &Scene) -> Vec<(usize, bool)> {
    let round = |steps: &[Step]| steps.iter().any(|s| matches!(s, Step::Cubic(..)));
    let under = scene.group("map-places").unwrap().iter();
    under
        .filter_map(|i| match i {
            Item::Path { path, stroke: Some(_), .. } => Some((path.steps.len(), round(&path.steps))),
            _ => None,
        })
        .collect()
}

#[test]
fn a_region_is_hatched_as_it_lies_and_not_as_a_circle() {
    let scene = told("map-region", "Shelling in Syunik province killed four soldiers on Wednesday, officials said.");
    assert!(has(&scene, "1, place not closer known") && scene.group("area").is_some());
    let outlines = outlines(&scene);
    assert!(outlines.len() == 1 && outlines[0].0 > 20 && !outlines[0].1, "{outlines:?}");
}

#[test]
fn roads_and_corridors_glow_without_a_dot() {
    for (name, text) in [
        (
            "map-road",
            "Gunmen opened fire on a convoy on the Goris-Stepanakert road on Monday, killing one driver, police said.",
        ),
        (
            "map-corridor",
            "Soldiers shelled a bridge in the Lachin Corridor on Tuesday, killing one driver, officials said.",
        ),
    ] {
        let scene = told(name, text);
        assert!(has(&scene, "1 along the road, place not closer known"), "{name}");
        assert!(has(&scene, "Somewhere along this line"), "{name}");
        assert_eq!(outlines(&scene).len(), 3, "{name}");
    }
}

#[test]
fn a_reckoned_point_has_a_ring_though_its_symbol_is_larger() {
    // A far second incident makes the map so wide that the ring would vanish.
    let text = "A drone struck a truck 20 km south of Goris on Monday, killing 200 people, a witness said. \
        A bomb killed three people in Tbilisi on Monday, police said.";
    let scene = told("map-offset", text);
    assert!(scene.texts().iter().any(|t| t.text.starts_with("Place approximate")));
    // The city has one too: it is wider than its symbol.
    assert_eq!(outlines(&scene).iter().filter(|(_, round)| *round).count(), 2);
}

#[test]
fn incidents_at_one_place_are_counted_at_its_name() {
    let mut five: Vec<Incident> = (0..5).map(|n| sample::at_point(n, (48.6, 38.0))).collect();
    for location in five.iter_mut().filter_map(|i| i.location.as_mut()) {
        Arc::make_mut(location).name = "Crossing".into();
    }
    assert!(has(&draw("map-five", &five, &reports(5)), "Crossing (5)"));
    assert!(has(&draw("map-alone", &five[..1], &reports(1)), "Crossing"));
}

#[test]
fn figures_of_different_speakers_are_never_added() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let scene = scene::casualties(&sample::caucasus(), &gazetteer, &reports(5)).unwrap();
    let said = |words: &str| scene.texts().iter().any(|t| t.text == words);
    assert!(said("49–105") && said("50 or more"));
    assert!(!said("99") && !said("148"));
}

#[test]
fn the_size_key_has_the_sizes_of_the_symbols() {
    use dateline::scene::Item;
    use dateline::scene::symbol::SizeScale;
    let all = sample::caucasus();
    let scene = draw("map-key", &all, &reports(5));
    let circles: Vec<f32> = scene
        .group("size-key")
        .unwrap()
        .iter()
        .filter_map(|i| match i {
            Item::Path { path, .. } => path.bounds().filter(|b| (b.w - b.h).abs() < 0.01).map(|b| b.w / 2.0),
            _ => None,
        })
        .collect();
    let expected: Vec<f32> = [25, 5, 1].into_iter().map(|n| SizeScale::NUMBERED.radius(n)).collect();
    assert_eq!(circles.len(), expected.len());
    assert!(circles.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 0.01), "{circles:?} {expected:?}");
}

#[test]
fn every_incident_of_the_world_has_its_panel() {
    let scene = draw("map-panels", &sample::world(), &reports(11));
    let panels = ('A'..='Z').take_while(|l| scene.group(&format!("region-{l}")).is_some()).count();
    assert_eq!(panels, 7);
    // Each incident's number stands in a panel and in the table, and nowhere else.
    for n in 11..=15 {
        assert_eq!(scene.texts().iter().filter(|t| t.text == n.to_string()).count(), 2, "{n}");
    }
}

#[test]
fn broken_numbers_give_a_picture_all_the_same() {
    let broken = [(f64::NAN, 10.0), (12.0, f64::INFINITY), (95.0, 0.0), (12.0, 400.0)];
    let mut all: Vec<Incident> = broken.iter().zip(0..).map(|(at, n)| sample::at_point(n, *at)).collect();
    for (i, km) in all.iter_mut().zip([1.0, 2.0, 3.0, f64::NAN]) {
        i.tolls.killed_best = Some(u32::MAX);
        if let Some(l) = &mut i.location {
            Arc::make_mut(l).uncertainty_km = km;
        }
    }
    draw_all("broken", &all, &reports(1));
}

/// Radii of the rings about the least and the most dead around an incident's
/// symbol, which itself has a white rim of its own size.
fn rings(scene: &Scene, id: &str) -> Vec<f32> {
    let round = |item: &Item| match item {
        Item::Path { path, fill: None, stroke: Some(line) } if line.width < 2.0 => path.bounds().map(|b| b.w / 2.0),
        _ => None,
    };
    scene.group(&format!("incident-{id}")).unwrap().iter().filter_map(round).collect()
}

#[test]
fn a_range_of_the_dead_is_two_rings() {
    use dateline::coding::SubEvent;
    use dateline::incident::Toll;
    use dateline::scene::symbol::SizeScale;
    let dead = |least, best, most| {
        let mut i = sample::incident(
            "p001",
            SubEvent::ArmedClash,
            "2031-05-02",
            "Crossing",
            (13.0, 30.0),
            ("SDN", "Sudan"),
            best,
        );
        i.tolls.killed = Toll { min: least, max: most };
        i
    };
    let told = |i: Incident| {
        let scene = draw("map-range", &[i], &reports(1));
        (rings(&scene, "p001"), scene.texts().iter().any(|t| t.text.starts_with("Thin outlines")))
    };
    let radius = |n| SizeScale::NUMBERED.radius(n);
    let near = |a: f32, b: f32| (a - b).abs() < 0.05;
    let (both, listed) = told(dead(Some(4), Some(20), Some(90)));
    assert!(listed && both.len() == 2 && near(both[0], radius(90)) && near(both[1], radius(4)), "{both:?}");
    // Not known, but for its bounds.
    let (unknown, _) = told(dead(Some(4), None, Some(90)));
    assert!(unknown.iter().any(|r| near(*r, radius(90))), "{unknown:?}");
    // "At least four" has no upper end, and one figure is no range.
    for one in [dead(Some(4), Some(4), None), dead(Some(4), Some(4), Some(4))] {
        assert_eq!(told(one), (vec![], false));
    }
}

#[test]
fn degrees_and_second_names_stand_where_they_are_wanted() {
    use dateline::scene::GroundOptions;
    let all = sample::caucasus();
    let with = |ground| draw("map-ground", &all, &PictureOptions { ground, ..reports(5) });
    let net = with(GroundOptions { graticule: true, ..GroundOptions::default() });
    assert_tidy(&net);
    assert!(has(&net, "40°N") && net.texts().iter().any(|t| t.text.ends_with("°E")));
    let plain = with(GroundOptions::default());
    assert!(!plain.texts().iter().any(|t| t.text.contains('°')));
    let second = |scene: &Scene| {
        let of = scene.group("map-names").unwrap().to_vec();
        Scene { items: of, ..scene.clone() }.texts().iter().any(|t| t.text.contains(" /"))
    };
    assert!(second(&plain));
    assert!(!second(&with(GroundOptions { one_name: true, ..GroundOptions::default() })));
}

#[test]
fn divisions_have_names_that_are_not_written_twice() {
    let scene = draw("map-divisions", &sample::caucasus(), &reports(5));
    let names = Scene { items: scene.group("map-names").unwrap().to_vec(), ..scene.clone() };
    // A lake may be called after its town.
    let dry = |t: &&&dateline::scene::Text| t.color != dateline::scene::theme::WATER_NAME;
    let mut words: Vec<String> = names.texts().iter().filter(dry).map(|t| t.text.clone()).collect();
    assert!(words.iter().any(|w| w == "Kvemo Kartli" || w == "Syunik" || w == "Kakheti"), "{words:?}");
    words.sort();
    let twice: Vec<&[String]> = words.windows(2).filter(|w| w[0] == w[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
