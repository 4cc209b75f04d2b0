//! The embedded fonts: shaping, and how wide a text is.
//!
//! Nothing is read from the system. Each run of characters goes to the first
//! font of the face's list that has them; what none has becomes an empty box.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

use harfrust::{Buffer, Direction, Font, GlyphId, ShapeOptions, ShapePlan, ShapePlanKey, ShaperFont};
use unicode_bidi::{BidiInfo, Level};

use super::display::{Anchor, Face, Rect, Text};

const FILES: [&[u8]; 7] = [
    include_bytes!("fonts/NotoSans-Regular.ttf"),
    include_bytes!("fonts/NotoSans-Bold.ttf"),
    include_bytes!("fonts/NotoSans-Italic.ttf"),
    include_bytes!("fonts/NotoSansArmenian-Regular.ttf"),
    include_bytes!("fonts/NotoSansGeorgian-Regular.ttf"),
    include_bytes!("fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("fonts/NotoSansHebrew-Regular.ttf"),
];

/// Height of capitals and depth of descenders of Noto Sans, in ems.
const CAPITALS: f32 = 0.714;
const DESCENT: f32 = 0.24;

/// A shaped glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Number of the font, for [`font`].
    pub font: usize,
    /// The glyph in it.
    pub id: u32,
    /// Where it stands, in ems from the start of the text, y up.
    pub at: [f32; 2],
    /// The byte of the text at which the characters that it shows begin.
    pub cluster: usize,
}

/// The embedded font of a number; numbers come from [`Glyph::font`].
pub fn font(number: usize) -> Option<&'static Font> {
    static FONTS: OnceLock<Vec<Option<Font>>> = OnceLock::new();
    FONTS.get_or_init(|| FILES.iter().map(|f| Font::new(*f, 0)).collect()).get(number)?.as_ref()
}

/// The file of the embedded font of a number.
pub fn file(number: usize) -> Option<&'static [u8]> {
    FILES.get(number).copied()
}

/// The fonts of a face, in the order in which they are asked.
const fn list(face: Face) -> [usize; 6] {
    match face {
        Face::Regular => [0, 3, 4, 5, 6, 0],
        Face::Bold => [1, 0, 3, 4, 5, 6],
        Face::Italic => [2, 0, 3, 4, 5, 6],
    }
}

fn font_for(face: Face, c: char) -> usize {
    let list = list(face);
    list.into_iter().find(|n| has(*n, c)).unwrap_or(list[0])
}

/// Whether a font has a letter.
fn has(number: usize, c: char) -> bool {
    font(number).is_some_and(|f| f.charmap().map_unicode(c).is_some())
}

/// Runs of characters of one font, each with the number of its font.
pub fn runs(text: &str, face: Face) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    for c in text.chars() {
        // A combining mark or blank stays with the font of what it follows, where
        // that has one.
        let stays = c == ' ' || ('\u{300}'..='\u{36f}').contains(&c);
        match out.last_mut() {
            Some((number, run)) if stays && has(*number, c) => run.push(c),
            Some((number, run)) if *number == font_for(face, c) => run.push(c),
            _ => out.push((font_for(face, c), c.to_string())),
        }
    }
    out
}

/// The runs from left to right on the page: of a text that is written from the
/// right its last words come first (Unicode Bidirectional Algorithm, UAX 9).
fn visual_runs(text: &str, face: Face) -> Vec<(usize, String, usize, Direction)> {
    let of = |span: Range<usize>, direction: Direction| {
        let mut begin = span.start;
        let placed = |(font, run): (usize, String)| {
            let at = begin;
            begin += run.len();
            (font, run, at, direction)
        };
        runs(&text[span], face).into_iter().map(placed).collect::<Vec<_>>()
    };
    let bidi = BidiInfo::new(text, None);
    if !bidi.has_rtl() {
        return of(0..text.len(), Direction::LeftToRight);
    }
    let mut out = Vec::new();
    for paragraph in &bidi.paragraphs {
        let (levels, spans) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for span in spans {
            let rtl = levels.get(span.start).is_some_and(Level::is_rtl);
            let mut own = of(span, if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
            if rtl {
                own.reverse();
            }
            out.append(&mut own);
        }
    }
    out
}

/// Whether a letter can be drawn.
fn is_drawable(c: char) -> bool {
    list(Face::Regular).iter().any(|n| has(*n, c))
}

/// Letters that no font here has, in Latin ones: a reader gets more from "Sanaa"
/// than from boxes.
fn in_letters(text: &str) -> String {
    let latin = |c: char| deunicode::deunicode_char(c).unwrap_or("").to_owned();
    text.chars().map(|c| if c == ' ' || is_drawable(c) { c.to_string() } else { latin(c) }).collect()
}

/// Shapes a run by the plan of its font, script and direction: to make the plan
/// is more work than to shape a name. Says whether it could be shaped.
fn with_plan((number, font): (usize, &Font), buffer: &mut Buffer) -> bool {
    thread_local! {
        static PLANS: RefCell<Vec<(usize, ShapePlan)>> = const { RefCell::new(Vec::new()) };
    }
    PLANS.with_borrow_mut(|plans| {
        let key = ShapePlanKey::new(font, buffer.script(), buffer.direction()).language(buffer.language());
        let known = plans.iter().position(|(of, plan)| *of == number && key.matches(plan));
        let n = known.unwrap_or_else(|| {
            let plan = ShapePlan::new(font, buffer.direction(), buffer.script(), buffer.language(), &[]);
            plans.push((number, plan));
            plans.len() - 1
        });
        let options = ShapeOptions::new().plan(plans.get(n).map(|(_, plan)| plan));
        harfrust::shape(&ShaperFont::new(font), buffer, options).is_ok()
    })
}

/// The glyphs of a text and its width, in ems; `spacing` ems are laid between
/// letters.
pub fn shape(text: &str, face: Face, spacing: f32) -> (Vec<Glyph>, f32) {
    let mut glyphs = Vec::new();
    let mut x = 0.0;
    for (number, run, begin, direction) in visual_runs(text, face) {
        let Some(font) = font(number) else { continue };
        let em = f32::from(font.units_per_em().max(1));
        let mut buffer = Buffer::new();
        buffer.push_str(&run);
        buffer.guess_segment_properties();
        buffer.set_direction(direction);
        if !with_plan((number, font), &mut buffer) {
            continue;
        }
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let (dx, dy) = (position.x_offset as f32 / em, position.y_offset as f32 / em);
            let cluster = begin + info.cluster as usize;
            glyphs.push(Glyph { font: number, id: info.glyph_id, at: [x + dx, dy], cluster });
            x += position.x_advance as f32 / em;
            if position.x_advance != 0 {
                x += spacing;
            }
        }
    }
    (glyphs, (x - spacing).max(0.0))
}

/// The width of a text in pixels.
pub fn width(text: &str, face: Face, size: f32, spacing: f32) -> f32 {
    shape(text, face, spacing / size).1 * size
}

/// The box of a text: from the top of its capitals to below its descenders.
/// Turned texts are taken at quarter turns.
pub fn bounds(text: &Text) -> Rect {
    let w = width(&text.text, text.face, text.size, text.spacing);
    let back = match text.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => w / 2.0,
        Anchor::End => w,
    };
    let (up, down) = (CAPITALS * text.size, DESCENT * text.size);
    let [x, y] = text.at;
    match text.turn.rem_euclid(360.0).round() as i32 {
        90 => Rect::new(x - down, y - back, up + down, w),
        270 => Rect::new(x - up, y - w + back, up + down, w),
        _ => Rect::new(x - back, y - up, w, up + down),
    }
}

/// The glyph outline's number type, for the writers.
pub fn glyph_id(glyph: &Glyph) -> GlyphId {
    GlyphId::new(glyph.id)
}

/// The words without control characters, blanks joined, in letters that can be
/// drawn.
pub fn clean(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() || is_hidden(c) { ' ' } else { c }).collect();
    let spaced = if spaced.is_ascii() { spaced } else { in_letters(&spaced) };
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks that steer direction or join, and have no shape.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

/// The text, cut with … so that it is at most so wide.
pub fn shortened(text: &str, face: Face, size: f32, max: f32) -> String {
    if width(text, face, size, 0.0) <= max {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let with = |n: usize| format!("{}…", chars[..n].iter().collect::<String>().trim_end());
    // The largest number of characters that fits, by halving.
    let (mut low, mut high) = (0, chars.len());
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if width(&with(middle), face, size, 0.0) <= max {
            low = middle;
        } else {
            high = middle;
        }
    }
    with(low)
}

/// The text broken into lines of at most `max` pixels; the last of at most
/// `lines` lines ends in … where words are left over.
pub fn wrapped(text: &str, face: Face, size: f32, max: f32, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.peek() {
        let longer = if line.is_empty() { (*word).to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || width(&longer, face, size, 0.0) <= max {
            line = longer;
            words.next();
            continue;
        }
        if out.len() + 1 == lines {
            let rest: Vec<&str> = words.collect();
            line = format!("{line} {}", rest.join(" "));
            break;
        }
        out.push(std::mem::take(&mut line));
    }
    if !line.is_empty() {
        out.push(line);
    }
    out.iter().map(|l| shortened(l, face, size, max)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_fonts_open_and_cover_their_scripts() {
        for (n, c) in ['A', 'Ж', 'ə', 'Ա', 'ა', 'ع', 'ש'].into_iter().enumerate() {
            assert!(font(n).is_some());
            let (glyphs, width) = shape(&c.to_string(), Face::Regular, 0.0);
            assert!(glyphs[0].id != 0 && width > 0.2, "{c}");
        }
    }

    #[test]
    fn arabic_runs_from_the_right_and_its_letters_join() {
        let ids = |text: &str| shape(text, Face::Regular, 0.0).0.iter().map(|g| g.id).collect::<Vec<_>>();
        let (beh, joined) = (ids("ب"), ids("ببب"));
        assert_eq!(joined.len(), 3);
        // The first letter stands at the right, and each has the shape of its place.
        assert!(joined.iter().all(|id| *id != beh[0]) && joined[0] != joined[1] && joined[1] != joined[2]);
        let (glyphs, _) = shape("Aden عدن 3", Face::Regular, 0.0);
        let xs: Vec<f32> = glyphs.iter().map(|g| g.at[0]).collect();
        assert!(xs.windows(2).all(|w| w[0] <= w[1] + 0.4), "{xs:?}");
        assert!(glyphs.iter().all(|g| g.id != 0));
    }

    #[test]
    fn letters_without_a_font_are_told_in_latin_ones() {
        assert_eq!(clean("北京"), "Bei Jing");
        assert_eq!(clean("Ереван Երևան عدن"), "Ереван Երևան عدن");
    }

    #[test]
    fn lines_fit_and_the_last_is_shortened() {
        let long = "Ministry of Defence ".repeat(40);
        let lines = wrapped(&long, Face::Regular, 20.0, 300.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('…'));
        assert!(lines.iter().all(|l| width(l, Face::Regular, 20.0, 0.0) <= 300.0));
        let word = "x".repeat(500);
        assert!(width(&wrapped(&word, Face::Bold, 20.0, 300.0, 2)[0], Face::Bold, 20.0, 0.0) <= 300.0);
    }

    #[test]
    fn control_characters_are_taken_out() {
        assert_eq!(clean("a\u{0}b\n\tc\u{202e}d"), "a b c d");
    }
}
