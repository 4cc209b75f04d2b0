//! The same picture as SVG and PDF, in other sizes and colours.

use std::collections::BTreeSet;
use std::path::Path as File;
use std::process::Command;

use dateline::gazetteer::Gazetteer;
use dateline::render::{SvgText, pdf, png, svg};
use dateline::scene::{self, Anchor, Color, Face, Item, Path, PictureOptions, Rect, Scene, Stroke, Text, Theme, font};
use roxmltree::{Document, Node};

use super::{assert_tidy, reports, sample};

fn caucasus(options: &PictureOptions) -> Scene {
    let gazetteer = Gazetteer::embedded().unwrap();
    scene::map(&sample::caucasus(), &gazetteer, options).unwrap().as_wanted(options)
}

/// A picture with everything that a writer must take, and with words that
/// would break out of careless ones.
fn hostile() -> Scene {
    let text = |text: &str, y: f32, anchor: Anchor, face: Face| {
        Item::Text(Text {
            text: text.into(),
            at: [150.0, y],
            anchor,
            face,
            size: 20.0,
            color: Color::hex(0x10_2030),
            halo: Some((Color::hex(0xff_ffff).alpha(200), 2.0)),
            spacing: 1.5,
            turn: if y > 100.0 { 270.0 } else { 0.0 },
        })
    };
    let dot = Item::Stamps {
        path: Path::circle([0.0, 0.0], 3.0),
        fill: Some(Color::hex(0xd5_5e00).alpha(128)),
        stroke: Some(Stroke::dashed(Color::hex(0), 0.5, &[2.0, 1.0])),
        at: vec![[10.0, 10.0], [20.25, 30.5], [f32::NAN, 4.0]],
    };
    let clipped = Item::Group {
        id: "1 <g id=\"x\">".into(),
        title: "</title><script>alert(1)</script>".into(),
        clip: Some(Path::rect(&Rect::new(0.0, 0.0, 90.0, 90.0))),
        items: vec![dot.clone(), dot, Item::fill(Path::default(), Color::hex(0))],
    };
    Scene {
        title: "A & B <title>".into(),
        width: 600.0,
        height: 400.0,
        dots_per_metre: scene::DOTS_PER_METRE,
        background: Color::hex(0xff_ffff),
        items: vec![
            clipped.clone(),
            clipped,
            text("<b>&amp;\"'\u{0}\u{b}\u{ffff} Հայ ქარ", 40.0, Anchor::Start, Face::Regular),
            text("Agdam", 60.0, Anchor::Middle, Face::Italic),
            text("Şuşa ]]> -->", 150.0, Anchor::End, Face::Bold),
            text("", 10.0, Anchor::End, Face::Bold),
        ],
        description: "Said \"&\" <unsaid> \u{1f}.".into(),
    }
}

fn elements<'a>(of: &'a Document<'a>, name: &str) -> Vec<Node<'a, 'a>> {
    of.descendants().filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", name))).collect()
}

fn words_of(node: Node<'_, '_>) -> String {
    node.descendants().filter_map(|n| n.text().filter(|_| n.is_text())).collect()
}

#[test]
fn an_svg_is_sound_whatever_the_words() {
    for how in [SvgText::Text, SvgText::Paths] {
        let file = svg(&hostile(), how);
        let read = Document::parse(&file).unwrap();
        let ids: Vec<&str> = read.descendants().filter_map(|n| n.attribute("id")).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
        assert!(elements(&read, "script").is_empty() && elements(&read, "b").is_empty());
        assert_eq!(words_of(elements(&read, "title")[0]), "A & B <title>");
        assert_eq!(words_of(elements(&read, "title")[1]), "</title><script>alert(1)</script>");
        assert_eq!(words_of(elements(&read, "desc")[0]), "Said \"&\" <unsaid> .");
        assert_eq!(elements(&read, "use").len(), 12);
        for used in elements(&read, "use") {
            let to = used.attribute(("http://www.w3.org/1999/xlink", "href")).unwrap();
            assert!(ids.contains(&&to[1..]), "{to}");
        }
        let texts: Vec<String> = elements(&read, "text").into_iter().map(words_of).collect();
        let outlined = read.descendants().filter(|n| n.attribute("aria-label").is_some()).count();
        match how {
            SvgText::Text => assert_eq!(texts, ["<b>&amp;\"' Հայ ქარ", "Agdam", "Şuşa ]]> -->"]),
            SvgText::Paths => assert_eq!((texts.len(), outlined), (0, 3)),
        }
    }
}

#[test]
fn an_svg_has_the_fonts_that_its_words_need_and_no_more() {
    let file = svg(&hostile(), SvgText::Text);
    assert_eq!(file.matches("@font-face").count(), 5);
    assert!(file.len() < 60_000, "{}", file.len());
    assert!(!svg(&hostile(), SvgText::Paths).contains("@font-face"));
}

#[test]
fn letters_stand_where_the_scene_puts_them() {
    let file = svg(&hostile(), SvgText::Text);
    // Room behind the last letter is taken back.
    assert!(file.contains("<text x=\"150.75\" y=\"60\" text-anchor=\"middle\""), "{file}");
    assert!(file.contains("<text x=\"151.5\" y=\"150\" text-anchor=\"end\" transform=\"rotate(270 150 150)\""));
}

#[test]
fn a_map_is_written_in_every_format_and_the_same_twice() {
    let scene = caucasus(&reports(5));
    for (how, ending) in [(SvgText::Text, "svg"), (SvgText::Paths, "paths.svg")] {
        let file = svg(&scene, how);
        assert_eq!(file, svg(&scene, how));
        let read = Document::parse(&file).unwrap();
        let ids: Vec<&str> = read.descendants().filter_map(|n| n.attribute("id")).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
        assert!(ids.contains(&"legend") && ids.contains(&"map-names"), "{ids:?}");
        keep(ending, file.as_bytes());
    }
    let file = pdf(&scene).unwrap();
    assert_eq!(file, pdf(&scene).unwrap());
    keep("pdf", &file);
    keep("png", &png(&scene).unwrap());
}

fn keep(ending: &str, bytes: &[u8]) {
    let path = File::new(env!("CARGO_TARGET_TMPDIR")).join(format!("written.{ending}"));
    std::fs::write(path, bytes).unwrap();
}

/// Width and height of the first page of a PDF, in points.
fn page_size(file: &[u8]) -> [f32; 2] {
    let text = String::from_utf8_lossy(file);
    let media = text.split("/MediaBox").nth(1).unwrap().split(['[', ']']).nth(1).unwrap();
    let numbers: Vec<f32> = media.split_whitespace().map(|n| n.parse().unwrap()).collect();
    [numbers[2] - numbers[0], numbers[3] - numbers[1]]
}

#[test]
fn a_pdf_has_the_size_of_its_picture_on_paper() {
    let file = pdf(&hostile()).unwrap();
    assert!(file.starts_with(b"%PDF-"));
    assert!(file.windows(7).any(|w| w == b"/Figure"), "the page is tagged as one picture");
    let [w, h] = page_size(&file);
    assert!((w - 600.0 / 9412.0 / 0.0254 * 72.0).abs() < 0.01 && (h / w - 400.0 / 600.0).abs() < 1e-4, "{w} {h}");
    let wide = caucasus(&PictureOptions { width: Some(1004), dpi: Some(300), ..reports(5) });
    // 85 mm, a column.
    assert!((page_size(&pdf(&wide).unwrap())[0] - 240.96).abs() < 0.01);
}

#[test]
fn the_words_of_a_pdf_can_be_found() {
    let path = File::new(env!("CARGO_TARGET_TMPDIR")).join("found.pdf");
    std::fs::write(&path, pdf(&hostile()).unwrap()).unwrap();
    // Where pdftotext is not installed there is nothing to ask.
    let Ok(read) = Command::new("pdftotext").arg(&path).arg("-").output() else { return };
    let words = String::from_utf8_lossy(&read.stdout).into_owned();
    for found in ["Agdam", "Հայ ქარ", "Şuşa ]]> -->"] {
        assert_eq!(words.matches(found).count(), 1, "{found} in {words}");
    }
}

#[test]
fn pictures_have_the_size_wanted() {
    let natural = caucasus(&reports(5));
    let half = caucasus(&PictureOptions { width: Some(800), dpi: Some(150), ..reports(5) });
    assert!((half.width - 800.0).abs() < 0.01 && (half.height - natural.height / 2.0).abs() < 0.6);
    assert_eq!(half.dots_per_metre, 5906);
    for (scene, dots) in [(&half, 5906_u32), (&natural, 9412)] {
        let file = png(scene).unwrap();
        let physical = file.windows(4).position(|w| w == b"pHYs").unwrap() + 4;
        assert_eq!(file[physical..physical + 4], dots.to_be_bytes());
    }
    for height in [1500, 2400] {
        let tall = caucasus(&PictureOptions { height: Some(height), ..reports(5) });
        assert!((tall.height - height as f32).abs() < 0.01, "{}", tall.height);
        assert_tidy(&tall);
    }
    // What stands around the map needs more: nothing is cut.
    let flat = caucasus(&PictureOptions { height: Some(300), ..reports(5) });
    assert!((flat.height - natural.height).abs() < 0.01);
}

#[test]
fn charts_have_the_height_wanted() {
    let gazetteer = Gazetteer::embedded().unwrap();
    for (width, height) in [(1600, 700), (1000, 900)] {
        let options = PictureOptions { width: Some(width), height: Some(height), ..reports(5) };
        let scene = scene::timeline(&sample::caucasus(), &gazetteer, &options).unwrap();
        assert_tidy(&scene);
        let scene = scene.as_wanted(&options);
        assert_eq!((scene.width.ceil() as u32, scene.height.ceil() as u32), (width, height));
    }
}

#[test]
fn a_subtitle_stands_above_the_counts_and_does_not_replace_them() {
    let scene = caucasus(&PictureOptions { subtitle: Some("As of\n today".into()), ..reports(5) });
    let texts: Vec<&str> = scene.texts().iter().map(|t| t.text.as_str()).collect();
    assert_eq!(texts[1], "As of today");
    assert!(texts[2].contains("in 5 reports"), "{}", texts[2]);
    assert_tidy(&scene);
}

#[test]
fn every_colour_of_the_sources_has_another_in_each_theme() {
    let folder = File::new(env!("CARGO_MANIFEST_DIR")).join("src/scene");
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() || path.file_name().is_some_and(|n| n == "themes.rs" || n == "scaled.rs") {
            continue;
        }
        let code = std::fs::read_to_string(&path).unwrap();
        let code = code.split("#[cfg(test)]").next().unwrap();
        for literal in code.split("Color::hex(0x").skip(1) {
            let digits: String = literal.chars().take_while(|c| *c != ')').filter(|c| *c != '_').collect();
            let color = Color::hex(u32::from_str_radix(&digits, 16).unwrap());
            for theme in [Theme::Dark, Theme::Print] {
                assert!(theme.color(color).is_some(), "{}: {digits} is not in src/scene/themes.rs", path.display());
            }
            found += 1;
        }
    }
    assert!(found > 15, "only {found} colours found");
}

#[test]
fn numbers_on_symbols_are_legible_in_every_theme() {
    for theme in [Theme::Dark, Theme::Print] {
        let scene = caucasus(&PictureOptions { theme, ..reports(5) });
        let light = caucasus(&reports(5));
        assert_eq!(scene.background, theme.color(light.background).unwrap());
        let on_symbols = scene.texts().into_iter().filter(|t| t.halo.is_none() && t.text.parse::<u8>().is_ok());
        assert!(on_symbols.count() > 5);
        keep(&format!("{theme:?}.png"), &png(&scene).unwrap());
    }
    let (black, white) = (Color::hex(0), Color::hex(0xff_ffff));
    let number = |y: f32| {
        Item::Text(Text {
            text: "7".into(),
            at: [10.0, y],
            anchor: Anchor::Middle,
            face: Face::Bold,
            size: 12.0,
            color: scene::theme::PAPER,
            halo: None,
            spacing: 0.0,
            turn: 0.0,
        })
    };
    let battle = scene::theme::type_color(dateline::coding::EventType::Battles);
    let items = vec![Item::fill(Path::circle([10.0, 10.0], 8.0), battle), number(12.0), number(80.0)];
    let scene = Scene { items, ..hostile() };
    let colors = |theme| scene.clone().themed(theme).texts().iter().map(|t| t.color).collect::<Vec<_>>();
    assert_eq!(colors(Theme::Dark), [black, Theme::Dark.color(white).unwrap()]);
    assert_eq!(colors(Theme::Print), [white, white]);
    assert_eq!(colors(Theme::Light), [white, white]);
}

#[test]
fn glyphs_know_their_characters() {
    let (glyphs, _) = font::shape("aՀ ბ", Face::Bold, 0.0);
    let clusters: Vec<usize> = glyphs.iter().map(|g| g.cluster).collect();
    assert_eq!(clusters, [0, 1, 3, 4]);
}
