//! Scenes as text: what stands where, so that a change of a picture is read in
//! a diff; and a few pictures compared with how they looked.

use std::fmt::Write as _;
use std::path::PathBuf;

use dateline::gazetteer::Gazetteer;
use dateline::incident::Incident;
use dateline::render;
use dateline::scene::{self, Color, Dot, DotOptions, Item, Path, PictureOptions, Scene};

use super::{draw, reports, sample};

/// A scene in lines: each group with what is in it, each text with its place.
/// Paths of one look that follow one another are one line with their box;
/// places are whole pixels.
fn as_text(scene: &Scene) -> String {
    let mut out = format!("{:.0} x {:.0} {:?}\n", scene.width, scene.height, scene.title);
    items(&scene.items, 0, &mut out);
    out
}

fn color(c: Option<Color>) -> String {
    c.map_or("-".to_owned(), |c| format!("{:02x}{:02x}{:02x}/{}", c.r, c.g, c.b, c.a))
}

fn items(of: &[Item], depth: usize, out: &mut String) {
    let pad = "  ".repeat(depth);
    let look = |item: &Item| match item {
        Item::Path { fill, stroke, .. } => {
            let line = stroke.as_ref().map_or("-".to_owned(), |s| {
                format!("{} {:.1}{}", color(Some(s.color)), s.width, if s.dash.is_empty() { "" } else { " dashed" })
            });
            Some(format!("fill {} line {line}", color(*fill)))
        }
        _ => None,
    };
    for run in of.chunk_by(|a, b| look(a).is_some() && look(a) == look(b)) {
        match &run[0] {
            Item::Path { .. } => {
                let steps: usize = run.iter().map(|i| path(i).map_or(0, |p| p.steps.len())).sum();
                let whole = Path { steps: run.iter().filter_map(path).flat_map(|p| p.steps.clone()).collect() };
                let at = whole
                    .bounds()
                    .map_or("nowhere".to_owned(), |b| format!("{:.0},{:.0} {:.0}x{:.0}", b.x, b.y, b.w, b.h));
                let look = look(&run[0]).unwrap_or_default();
                let _ = writeln!(out, "{pad}{} path(s) of {steps} steps at {at}, {look}", run.len());
            }
            Item::Stamps { fill, at, .. } => {
                let _ = writeln!(out, "{pad}{} stamp(s), fill {}", at.len(), color(*fill));
            }
            Item::Text(text) => {
                let [x, y] = text.at;
                let words = &text.text;
                let _ =
                    writeln!(out, "{pad}{words:?} at {x:.0},{y:.0} {:.0} px {}", text.size, color(Some(text.color)));
            }
            Item::Group { id, title, clip, items: inner } => {
                let clipped = if clip.is_some() { ", clipped" } else { "" };
                let _ = writeln!(out, "{pad}group {id:?} {title:?}{clipped}");
                items(inner, depth + 1, out);
            }
        }
    }
}

fn path(item: &Item) -> Option<&Path> {
    match item {
        Item::Path { path, .. } => Some(path),
        _ => None,
    }
}

#[test]
fn scenes_are_as_they_were() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let few = sample::caucasus();
    let options = reports(5);
    insta::assert_snapshot!("map", as_text(&draw("map-snapshot", &few, &options)));
    insta::assert_snapshot!("timeline", as_text(&scene::timeline(&few, &gazetteer, &options).unwrap()));
    insta::assert_snapshot!("casualties", as_text(&scene::casualties(&few, &gazetteer, &options).unwrap()));
    insta::assert_snapshot!("dots", as_text(&dots(&gazetteer)));
}

/// Four points of two kinds, one of unknown size.
fn dots(gazetteer: &Gazetteer) -> Scene {
    use dateline::coding::EventType::{Battles, Protests};
    let dot = |lat, lon, kind, weight| Dot {
        lon,
        lat,
        kind,
        weight,
        range: weight.map(|n| [n / 2.0, n * 2.0]).filter(|[a, b]| a < b),
    };
    let all = [
        dot(12.6, -8.0, Battles, Some(3.0)),
        dot(13.5, -2.1, Battles, None),
        dot(12.4, -1.5, Protests, Some(0.0)),
        dot(14.3, 0.4, Battles, Some(40.0)),
    ];
    let options = DotOptions {
        title: "Four events".into(),
        subtitle: "May 2031".into(),
        weight: Some("Killed".into()),
        source: "Data: invented.".into(),
        ..DotOptions::default()
    };
    scene::dots(&all, &options, gazetteer).unwrap()
}

/// Width and height of a picture and its grey values, 0-255 (ITU-R BT.709).
fn grey(bytes: &[u8]) -> (usize, usize, Vec<f64>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut data).unwrap();
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    let grey = |p: &[u8; 3]| 0.2126 * f64::from(p[0]) + 0.7152 * f64::from(p[1]) + 0.0722 * f64::from(p[2]);
    (width, height, data.as_chunks::<3>().0.iter().map(grey).collect())
}

/// Structural similarity over windows of 8 x 8 pixels, the mean and the least
/// (Wang, Bovik, Sheikh and Simoncelli 2004, uniform windows); 0 for pictures of
/// other sizes.
fn likeness(a: &[u8], b: &[u8]) -> (f64, f64) {
    const SIDE: usize = 8;
    const C1: f64 = 6.5025;
    const C2: f64 = 58.5225;
    let ((w, h, a), (w2, h2, b)) = (grey(a), grey(b));
    if (w, h) != (w2, h2) {
        return (0.0, 0.0);
    }
    let (mut sum, mut least, mut windows) = (0.0, 1.0_f64, 0.0);
    for (y, x) in (0..h / SIDE).flat_map(|y| (0..w / SIDE).map(move |x| (y * SIDE, x * SIDE))) {
        let at = |of: &[f64]| -> Vec<f64> {
            (0..SIDE).flat_map(|row| of[(y + row) * w + x..(y + row) * w + x + SIDE].to_vec()).collect()
        };
        let (p, q) = (at(&a), at(&b));
        let n = (SIDE * SIDE) as f64;
        let mean = |of: &[f64]| of.iter().sum::<f64>() / n;
        let (mp, mq) = (mean(&p), mean(&q));
        let cov = |u: &[f64], mu: f64, v: &[f64], mv: f64| {
            u.iter().zip(v).map(|(x, y)| (x - mu) * (y - mv)).sum::<f64>() / (n - 1.0)
        };
        let (pp, qq, pq) = (cov(&p, mp, &p, mp), cov(&q, mq, &q, mq), cov(&p, mp, &q, mq));
        let own = (2.0 * mp * mq + C1) * (2.0 * pq + C2) / ((mp * mp + mq * mq + C1) * (pp + qq + C2));
        (sum, least, windows) = (sum + own, least.min(own), windows + 1.0);
    }
    (sum / windows, least)
}

fn small(incidents: &[Incident]) -> Vec<u8> {
    let gazetteer = Gazetteer::embedded().unwrap();
    let options = PictureOptions { width: Some(640), ..reports(5) };
    png_of(&scene::map(incidents, &gazetteer, &options).unwrap().as_wanted(&options))
}

fn png_of(scene: &Scene) -> Vec<u8> {
    render::png(scene).unwrap()
}

/// A picture looks as it did where almost all of its windows do, and none is
/// quite another.
fn is_alike((mean, least): (f64, f64)) -> bool {
    mean > 0.995 && least > 0.5
}

#[test]
fn pictures_look_as_they_did() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/likeness");
    let gazetteer = Gazetteer::embedded().unwrap();
    let half = PictureOptions { width: Some(640), ..PictureOptions::default() };
    for (name, drawn) in
        [("map.png", small(&sample::caucasus())), ("dots.png", png_of(&dots(&gazetteer).as_wanted(&half)))]
    {
        let path = folder.join(name);
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            std::fs::write(&path, &drawn).unwrap();
        }
        let before = std::fs::read(&path).unwrap();
        let seen = likeness(&before, &drawn);
        assert!(
            is_alike(seen),
            "{name} looks otherwise (similarity {:.4}, least {:.3}); look at it, and if it shall be so, run the tests \
             once with UPDATE_PICTURES=1",
            seen.0,
            seen.1
        );
    }
}

#[test]
fn a_missing_symbol_is_seen() {
    let all = sample::caucasus();
    let one_less = likeness(&small(&all), &small(&all[..all.len() - 1]));
    assert!(!is_alike(one_less), "{one_less:?}");
}
