//! PDF by krilla: a page as large as the picture is on paper, texts as texts in
//! cut fonts, every glyph where the scene's own shaping puts it. Nothing of the
//! day or the machine is in it: the same scene gives the same bytes.

use std::collections::BTreeMap;

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point as PdfPoint, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{ContentTag, Identifier, Tag, TagGroup, TagTree};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, Document};

use crate::error::{Error, Result};
use crate::scene::{Anchor, Color, Item, Path, Point, Rect, Scene, Step, Stroke as Line, Text, font};

/// Points of a metre: 72 an inch.
const POINTS_PER_METRE: f32 = 72.0 / 0.0254;

/// The largest side of a page that readers must show (PDF 1.7, annex C.2).
const MOST_POINTS: f32 = 14_400.0;

/// Of the words around the names.
const LANGUAGE: &str = "en";

/// The scene as a PDF file of one page.
///
/// # Errors
/// [`Error::Data`] for a scene without size or larger than a page can be.
pub fn pdf(scene: &Scene) -> Result<Vec<u8>> {
    let bad = |why: String| Error::Data { what: "picture".into(), why };
    let scale = POINTS_PER_METRE / scene.dots_per_metre.max(1) as f32;
    // The same whole pixels as the PNG has.
    let (w, h) = (scene.width.ceil() * scale, scene.height.ceil() * scale);
    if w > MOST_POINTS || h > MOST_POINTS {
        return Err(bad(format!("a page of {w:.0} x {h:.0} points is too large for PDF (give a higher --dpi)")));
    }
    let settings = PageSettings::from_wh(w, h).ok_or_else(|| bad(format!("no page has {w} x {h} points")))?;
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(scene.title.clone())
            .description(scene.description.clone())
            .language(LANGUAGE.into())
            .creator("Dateline".into()),
    );
    let mut page = document.start_page_with(settings);
    let drawn = draw(scene, scale, page.surface());
    page.finish();
    document.set_tag_tree(described(scene, drawn));
    document.finish().map_err(|why| bad(format!("{why:?}")))
}

/// Tells those who cannot see the page that it is one picture, and what is in it.
fn described(scene: &Scene, drawn: Identifier) -> TagTree {
    let mut figure = TagGroup::new(Tag::Figure(Some(scene.description.clone())));
    figure.push(drawn);
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.into()));
    tree.push(figure);
    tree
}

fn draw(scene: &Scene, scale: f32, mut surface: Surface<'_>) -> Identifier {
    let drawn = surface.start_tagged(ContentTag::Other);
    surface.push_transform(&Transform::from_scale(scale, scale));
    let mut painter = Painter { surface, fonts: BTreeMap::new() };
    painter.background(scene);
    painter.items(&scene.items);
    painter.surface.pop();
    painter.surface.end_tagged();
    painter.surface.finish();
    drawn
}

struct Painter<'s> {
    surface: Surface<'s>,
    fonts: BTreeMap<usize, Option<Font>>,
}

impl Painter<'_> {
    fn background(&mut self, scene: &Scene) {
        let page = Rect::new(0.0, 0.0, scene.width.ceil(), scene.height.ceil());
        self.path(&Path::rect(&page), Some(scene.background), None);
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Path { path, fill, stroke } => self.path(path, *fill, stroke.as_ref()),
                Item::Stamps { path, fill, stroke, at } => {
                    for [x, y] in at.iter().filter(|p| is_finite(p)) {
                        self.surface.push_transform(&Transform::from_translate(*x, *y));
                        self.path(path, *fill, stroke.as_ref());
                        self.surface.pop();
                    }
                }
                Item::Text(text) if is_finite(&text.at) => self.text(text),
                Item::Text(_) => {}
                Item::Group { clip, items, .. } => self.group(clip.as_ref(), items),
            }
        }
    }

    fn group(&mut self, clip: Option<&Path>, items: &[Item]) {
        let clip = clip.and_then(outline);
        if let Some(clip) = &clip {
            self.surface.push_clip_path(clip, &FillRule::EvenOdd);
        }
        self.items(items);
        if clip.is_some() {
            self.surface.pop();
        }
    }

    fn path(&mut self, path: &Path, color: Option<Color>, line: Option<&Line>) {
        // With neither, krilla would fill in black.
        if color.is_none() && line.is_none() {
            return;
        }
        if let Some(path) = outline(path) {
            self.surface.set_fill(color.map(|c| fill(c, FillRule::EvenOdd)));
            self.surface.set_stroke(line.map(stroke));
            self.surface.draw_path(&path);
        }
    }

    fn text(&mut self, text: &Text) {
        let (glyphs, width) = font::shape(&text.text, text.face, text.spacing / text.size);
        let back = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let [x, y] = text.at;
        self.surface.push_transform(&Transform::from_translate(x, y));
        self.surface.push_transform(&Transform::from_rotate(text.turn));
        // The rim is drawn as outlines, so that no word is found twice.
        if let Some((rim, width)) = text.halo {
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(stroke(&Line::solid(rim, width * 2.0))));
            self.runs(&glyphs, text, back, true);
        }
        self.surface.set_fill(Some(fill(text.color, FillRule::NonZero)));
        self.surface.set_stroke(None);
        self.runs(&glyphs, text, back, false);
        self.surface.pop();
        self.surface.pop();
    }

    /// The glyphs of a text, a run of one font at a time.
    fn runs(&mut self, glyphs: &[font::Glyph], text: &Text, back: f32, outlined: bool) {
        for run in glyphs.chunk_by(|a, b| a.font == b.font) {
            let Some(font) = self.font(run[0].font) else { continue };
            let placed = placed(run, &text.text, glyphs);
            let start = PdfPoint::from_xy((run[0].at[0] - back) * text.size, 0.0);
            self.surface.draw_glyphs(start, &placed, font, &text.text, text.size, outlined);
        }
    }

    fn font(&mut self, number: usize) -> Option<Font> {
        let open = || font::file(number).and_then(|file| Font::new(Data::from(file), 0));
        self.fonts.entry(number).or_insert_with(open).clone()
    }
}

/// The glyphs of a run, each reaching to the next, with the characters that it
/// stands for.
fn placed(run: &[font::Glyph], text: &str, all: &[font::Glyph]) -> Vec<KrillaGlyph> {
    let end = |begin: usize| all.iter().map(|g| g.cluster).filter(|c| *c > begin).min().unwrap_or(text.len());
    let nexts = run.iter().skip(1).map(|g| g.at[0]).chain([run[run.len() - 1].at[0]]);
    let glyph = |(g, next): (&font::Glyph, f32)| {
        let range = g.cluster..end(g.cluster);
        KrillaGlyph::new(GlyphId::new(g.id), next - g.at[0], 0.0, g.at[1], 0.0, range, None)
    };
    run.iter().zip(nexts).map(glyph).collect()
}

/// krilla breaks off at a transform with what is no number.
fn is_finite(at: &Point) -> bool {
    at.iter().all(|n| n.is_finite())
}

fn outline(path: &Path) -> Option<krilla::geom::Path> {
    let mut builder = PathBuilder::new();
    for step in &path.steps {
        match *step {
            Step::Move([x, y]) => builder.move_to(x, y),
            Step::Line([x, y]) => builder.line_to(x, y),
            Step::Cubic(a, b, c) => builder.cubic_to(a[0], a[1], b[0], b[1], c[0], c[1]),
            Step::Close => builder.close(),
        }
    }
    builder.finish()
}

fn opacity(color: Color) -> NormalizedF32 {
    NormalizedF32::new(f32::from(color.a) / 255.0).unwrap_or(NormalizedF32::ONE)
}

fn fill(color: Color, rule: FillRule) -> Fill {
    Fill { paint: rgb::Color::new(color.r, color.g, color.b).into(), opacity: opacity(color), rule }
}

fn stroke(line: &Line) -> Stroke {
    let Color { r, g, b, .. } = line.color;
    Stroke {
        paint: rgb::Color::new(r, g, b).into(),
        width: line.width,
        // As in the other writers.
        miter_limit: 4.0,
        line_cap: if line.round { LineCap::Round } else { LineCap::Butt },
        line_join: if line.round { LineJoin::Round } else { LineJoin::Miter },
        opacity: opacity(line.color),
        dash: (!line.dash.is_empty()).then(|| StrokeDash { array: line.dash.clone(), offset: 0.0 }),
    }
}
