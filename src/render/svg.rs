//! SVG 1.1 with what all browsers and editors have of SVG 2 (`href` aside):
//! texts stay texts, groups keep their names, the fonts are inside.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use skrifa::{DrawMemory, ScalerFont};

use super::path_data::{GlyphData, data, number};
use super::webfont;
use crate::scene::{Anchor, Color, Item, Path, Point, Scene, Stroke, Text, font};
use crate::text::escaped;

/// How texts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SvgText {
    /// As texts, which can be searched and edited, with their fonts inside.
    #[default]
    Text,
    /// As outlines, which look the same in every program.
    Paths,
}

/// The scene as an SVG file.
pub fn svg(scene: &Scene, how: SvgText) -> String {
    // The same whole pixels as the PNG has.
    let (w, h) = (number(scene.width.ceil()), number(scene.height.ceil()));
    let mut writer = Writer { out: String::new(), ids: BTreeSet::new(), how };
    let _ = write!(
        writer.out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{w}\" \
         height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-labelledby=\"title description\" lang=\"en\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n",
        escaped(&scene.title),
        escaped(&scene.description)
    );
    writer.ids.extend(["title".to_owned(), "description".to_owned()]);
    if how == SvgText::Text {
        let sheet = webfont::sheet(scene.texts());
        let _ = write!(writer.out, "<style>\n{sheet}text{{text-rendering:geometricPrecision}}\n</style>\n");
    }
    let _ = writeln!(writer.out, "<rect width=\"{w}\" height=\"{h}\"{}/>", fill(scene.background));
    writer.items(&scene.items);
    writer.out.push_str("</svg>\n");
    writer.out
}

struct Writer {
    out: String,
    /// The ids given so far.
    ids: BTreeSet<String>,
    how: SvgText,
}

impl Writer {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Path { path, fill, stroke } => self.path(path, *fill, stroke.as_ref()),
                Item::Stamps { path, fill, stroke, at } => self.stamps(path, *fill, stroke.as_ref(), at),
                Item::Text(text) if text.text.is_empty() => {}
                Item::Text(text) => match self.how {
                    SvgText::Text => self.text(text),
                    SvgText::Paths => self.outlines(text),
                },
                Item::Group { id, title, clip, items } => self.group(id, title, clip.as_ref(), items),
            }
        }
    }

    fn path(&mut self, path: &Path, color: Option<Color>, line: Option<&Stroke>) {
        if path.is_empty() {
            return;
        }
        let paint = painted(color, line);
        let _ = writeln!(self.out, "<path d=\"{}\"{paint}/>", data(path));
    }

    /// One path, and where its copies stand.
    fn stamps(&mut self, path: &Path, color: Option<Color>, line: Option<&Stroke>, at: &[Point]) {
        if path.is_empty() || at.is_empty() {
            return;
        }
        let id = self.id("symbol");
        let _ = writeln!(self.out, "<defs><path id=\"{id}\" d=\"{}\"/></defs>", data(path));
        let _ = writeln!(self.out, "<g{}>", painted(color, line));
        for [x, y] in at {
            let (x, y) = (number(*x), number(*y));
            let _ = writeln!(self.out, "<use xlink:href=\"#{id}\" x=\"{x}\" y=\"{y}\"/>");
        }
        self.out.push_str("</g>\n");
    }

    fn group(&mut self, id: &str, title: &str, clip: Option<&Path>, items: &[Item]) {
        let clip = clip.map(|path| {
            let id = self.id("clip");
            let path = data(path);
            let _ = writeln!(self.out, "<clipPath id=\"{id}\"><path d=\"{path}\" clip-rule=\"evenodd\"/></clipPath>");
            format!(" clip-path=\"url(#{id})\"")
        });
        let id = self.id(id);
        let _ = writeln!(self.out, "<g id=\"{id}\"{}>", clip.unwrap_or_default());
        if !title.is_empty() {
            let _ = writeln!(self.out, "<title>{}</title>", escaped(title));
        }
        self.items(items);
        self.out.push_str("</g>\n");
    }

    /// An id that XML allows and that nothing else has.
    fn id(&mut self, wanted: &str) -> String {
        let safe = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
        let mut name: String = wanted.chars().map(safe).collect();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            name.insert(0, 'g');
        }
        let mut id = name.clone();
        let mut n = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{name}-{n}");
            n += 1;
        }
        id
    }

    fn text(&mut self, text: &Text) {
        // SVG also lays room behind the last letter; the scene does not.
        let (anchor, shift) = match text.anchor {
            Anchor::Start => ("", 0.0),
            Anchor::Middle => (" text-anchor=\"middle\"", text.spacing / 2.0),
            Anchor::End => (" text-anchor=\"end\"", text.spacing),
        };
        let [x, y] = text.at;
        let _ = write!(self.out, "<text x=\"{}\" y=\"{}\"{anchor}", number(x + shift), number(y));
        if text.turn.rem_euclid(360.0) != 0.0 {
            let _ = write!(self.out, " transform=\"rotate({} {} {})\"", number(text.turn), number(x), number(y));
        }
        let _ = write!(self.out, " font-size=\"{}\"", number(text.size));
        if text.spacing != 0.0 {
            let _ = write!(self.out, " letter-spacing=\"{}\"", number(text.spacing));
        }
        self.out.push_str(&lettering(text));
        let runs = font::runs(&text.text, text.face);
        if let [(number, run)] = &runs[..] {
            let _ = write!(self.out, " class=\"f{number}\">{}", escaped(run));
        } else {
            self.out.push('>');
            for (number, run) in &runs {
                let _ = write!(self.out, "<tspan class=\"f{number}\">{}</tspan>", escaped(run));
            }
        }
        self.out.push_str("</text>\n");
    }

    /// A text as one path of its glyphs.
    fn outlines(&mut self, text: &Text) {
        let (glyphs, width) = font::shape(&text.text, text.face, text.spacing / text.size);
        let back = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let angle = f64::from(text.turn).to_radians();
        let (sin, cos) = (libm::sin(angle) as f32, libm::cos(angle) as f32);
        let mut drawn = GlyphData::new();
        for glyph in &glyphs {
            let Some(font) = font::font(glyph.font) else { continue };
            let scale = text.size / f32::from(font.units_per_em().max(1));
            let (x, y) = ((glyph.at[0] - back) * text.size, -glyph.at[1] * text.size);
            let origin = [text.at[0] + x * cos - y * sin, text.at[1] + x * sin + y * cos];
            drawn.lay([[scale * cos, scale * sin], [scale * sin, -scale * cos], origin]);
            let scaler = ScalerFont::unhinted(font.clone(), None);
            if let Some(outline) = scaler.outline(font::glyph_id(glyph)) {
                // A glyph that is broken is left out, as it is in the PNG.
                let _ = outline.draw(DrawMemory::Scratch, &mut drawn);
            }
        }
        let words = escaped(&text.text);
        let d = drawn.finish();
        if !d.is_empty() {
            let _ = writeln!(self.out, "<path aria-label=\"{words}\" d=\"{d}\"{}/>", lettering(text));
        }
    }
}

/// Fill and rim of letters, the rim below the fill.
fn lettering(text: &Text) -> String {
    let mut out = fill(text.color);
    if let Some((rim, width)) = text.halo {
        let rim = stroke(&Stroke::solid(rim, width * 2.0));
        let _ = write!(out, "{rim} paint-order=\"stroke\"");
    }
    out
}

fn painted(color: Option<Color>, line: Option<&Stroke>) -> String {
    let mut out = color.map_or_else(|| " fill=\"none\"".to_owned(), fill);
    if color.is_some() {
        out.push_str(" fill-rule=\"evenodd\"");
    }
    out.push_str(&line.map(stroke).unwrap_or_default());
    out
}

fn fill(color: Color) -> String {
    paint("fill", color)
}

fn paint(what: &str, color: Color) -> String {
    let Color { r, g, b, a } = color;
    let mut out = format!(" {what}=\"#{r:02x}{g:02x}{b:02x}\"");
    if a < 255 {
        let _ = write!(out, " {what}-opacity=\"{}\"", number(f32::from(a) / 255.0));
    }
    out
}

fn stroke(line: &Stroke) -> String {
    let mut out = paint("stroke", line.color);
    let _ = write!(out, " stroke-width=\"{}\"", number(line.width));
    if line.round {
        out.push_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
    }
    if !line.dash.is_empty() {
        let dash: Vec<String> = line.dash.iter().map(|d| number(*d)).collect();
        let _ = write!(out, " stroke-dasharray=\"{}\"", dash.join(" "));
    }
    out
}
