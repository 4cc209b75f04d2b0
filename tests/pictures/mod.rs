//! Pictures, looked at by rules: what a reader would notice first.
//!
//! Every test also leaves its picture in `target/tmp/`, to be looked at.

#![allow(clippy::unwrap_used)]

mod sample;

use dateline::gazetteer::Gazetteer;
use dateline::incident::Incident;
use dateline::render::png;
use dateline::scene::{self, PictureOptions, Rect, Scene, font};

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
fn a_regional_map_is_tidy() {
    assert_tidy(&draw("map-caucasus", &sample::caucasus(), &reports(5)));
}

#[test]
fn a_map_of_several_continents_is_tidy() {
    assert_tidy(&draw("map-world", &sample::world(), &reports(11)));
}
