//! The display list: a picture as a list of plain things to draw.
//!
//! Everything is decided here: a writer (PNG, SVG, PDF) only draws. Units are
//! pixels, x to the right, y down.

/// A colour with alpha, not premultiplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// 0 clear, 255 solid.
    pub a: u8,
}

impl Color {
    /// A solid colour from `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Self {
        Self { r: (rgb >> 16) as u8, g: (rgb >> 8) as u8, b: rgb as u8, a: 255 }
    }

    /// The same colour, more or less clear (0-255).
    #[must_use]
    pub const fn alpha(self, a: u8) -> Self {
        Self { a, ..self }
    }

    /// Relative luminance, 0-1 (WCAG 2.1, with gamma taken as 2.2).
    pub fn luminance(self) -> f64 {
        let linear = |c: u8| libm::pow(f64::from(c) / 255.0, 2.2);
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }
}

/// A point in pixels.
pub type Point = [f32; 2];

/// A box in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left side.
    pub x: f32,
    /// Top.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Rect {
    /// A box from its corner and size.
    pub const fn new(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self { x, y, w, h }
    }

    /// Right side.
    pub fn right(&self) -> f32 {
        self.x + self.w
    }

    /// Bottom.
    pub fn bottom(&self) -> f32 {
        self.y + self.h
    }

    /// The middle.
    pub fn center(&self) -> Point {
        [self.x + self.w / 2.0, self.y + self.h / 2.0]
    }

    /// Whether the two share some area.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether `other` lies within this box.
    pub fn contains(&self, other: &Self) -> bool {
        other.x >= self.x && other.y >= self.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }

    /// Whether a point lies within.
    pub fn holds(&self, p: Point) -> bool {
        p[0] >= self.x && p[0] <= self.right() && p[1] >= self.y && p[1] <= self.bottom()
    }

    /// The box grown by so much on every side (shrunk where negative).
    #[must_use]
    pub fn grown(&self, by: f32) -> Self {
        Self::new(self.x - by, self.y - by, self.w + 2.0 * by, self.h + 2.0 * by)
    }
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Begins a part.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic curve: two handles and the end.
    Cubic(Point, Point, Point),
    /// Back to the beginning of the part.
    Close,
}

/// A path of one or more parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Path {
    /// Its steps.
    pub steps: Vec<Step>,
}

impl Path {
    /// Straight lines through points.
    pub fn line(points: &[Point]) -> Self {
        let mut path = Self::default();
        path.add_line(points, false);
        path
    }

    /// A closed polygon.
    pub fn polygon(points: &[Point]) -> Self {
        let mut path = Self::default();
        path.add_line(points, true);
        path
    }

    /// Adds a part of straight lines.
    pub fn add_line(&mut self, points: &[Point], closed: bool) {
        if points.len() < 2 {
            return;
        }
        for (i, p) in points.iter().enumerate() {
            self.steps.push(if i == 0 { Step::Move(*p) } else { Step::Line(*p) });
        }
        if closed {
            self.steps.push(Step::Close);
        }
    }

    /// A rectangle.
    pub fn rect(r: &Rect) -> Self {
        Self::polygon(&[[r.x, r.y], [r.right(), r.y], [r.right(), r.bottom()], [r.x, r.bottom()]])
    }

    /// A rectangle with rounded corners.
    pub fn rounded(r: &Rect, radius: f32) -> Self {
        let q = radius.min(r.w / 2.0).min(r.h / 2.0);
        let k = q * (1.0 - KAPPA);
        let (l, t, rt, b) = (r.x, r.y, r.right(), r.bottom());
        Self {
            steps: vec![
                Step::Move([l + q, t]),
                Step::Line([rt - q, t]),
                Step::Cubic([rt - k, t], [rt, t + k], [rt, t + q]),
                Step::Line([rt, b - q]),
                Step::Cubic([rt, b - k], [rt - k, b], [rt - q, b]),
                Step::Line([l + q, b]),
                Step::Cubic([l + k, b], [l, b - k], [l, b - q]),
                Step::Line([l, t + q]),
                Step::Cubic([l, t + k], [l + k, t], [l + q, t]),
                Step::Close,
            ],
        }
    }

    /// A circle.
    pub fn circle(c: Point, r: f32) -> Self {
        Self::rounded(&Rect::new(c[0] - r, c[1] - r, 2.0 * r, 2.0 * r), r)
    }

    /// The path moved by so much.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        let to = |p: Point| [p[0] + by[0], p[1] + by[1]];
        let steps = self.steps.iter().map(|s| match *s {
            Step::Move(p) => Step::Move(to(p)),
            Step::Line(p) => Step::Line(to(p)),
            Step::Cubic(a, b, c) => Step::Cubic(to(a), to(b), to(c)),
            Step::Close => Step::Close,
        });
        Self { steps: steps.collect() }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The box around its points (handles included); `None` where empty.
    pub fn bounds(&self) -> Option<Rect> {
        let mut points = self.steps.iter().flat_map(|s| match s {
            Step::Move(p) | Step::Line(p) => vec![*p],
            Step::Cubic(a, b, c) => vec![*a, *b, *c],
            Step::Close => Vec::new(),
        });
        let first = points.next()?;
        let (mut min, mut max) = (first, first);
        for p in points {
            for i in 0..2 {
                min[i] = min[i].min(p[i]);
                max[i] = max[i].max(p[i]);
            }
        }
        Some(Rect::new(min[0], min[1], max[0] - min[0], max[1] - min[1]))
    }
}

/// How far a handle lies along the side of a square for a quarter circle.
const KAPPA: f32 = 0.552_284_8;

/// How a line is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width.
    pub width: f32,
    /// Lengths of dashes and gaps in turn; empty for a solid line.
    pub dash: Vec<f32>,
    /// Round ends and corners, or flat ends and sharp corners.
    pub round: bool,
}

impl Stroke {
    /// A solid line with round ends.
    pub fn solid(color: Color, width: f32) -> Self {
        Self { color, width, dash: Vec::new(), round: true }
    }

    /// A dashed line.
    pub fn dashed(color: Color, width: f32, dash: &[f32]) -> Self {
        Self { color, width, dash: dash.to_vec(), round: false }
    }
}

/// A face of the embedded fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Slanted: waters and notes.
    Italic,
}

/// Which end of a text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle.
    Middle,
    /// It ends there.
    End,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The words, without control characters.
    pub text: String,
    /// The point on the baseline.
    pub at: Point,
    /// Which end stands there.
    pub anchor: Anchor,
    /// The face.
    pub face: Face,
    /// Pixels of an em.
    pub size: f32,
    /// Its colour.
    pub color: Color,
    /// Colour and width of the rim that sets it off from what lies below.
    pub halo: Option<(Color, f32)>,
    /// Pixels between letters, besides their own.
    pub spacing: f32,
    /// Degrees by which it is turned about its point, clockwise.
    pub turn: f32,
}

/// A thing to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A path, filled (even-odd) and then stroked.
    Path {
        /// The path.
        path: Path,
        /// Its fill.
        fill: Option<Color>,
        /// Its line.
        stroke: Option<Stroke>,
    },
    /// Many copies of one small path.
    Stamps {
        /// The path around the origin.
        path: Path,
        /// Its fill.
        fill: Option<Color>,
        /// Its line.
        stroke: Option<Stroke>,
        /// Where the copies stand.
        at: Vec<Point>,
    },
    /// A line of text.
    Text(Text),
    /// Things that belong together.
    Group {
        /// A name that stays the same: `basemap`, `incident-3`.
        id: String,
        /// Words for those who point at it or cannot see it; may be empty.
        title: String,
        /// Outside of this nothing is drawn.
        clip: Option<Path>,
        /// What is in it, bottom first.
        items: Vec<Item>,
    },
}

impl Item {
    /// A filled path.
    pub fn fill(path: Path, color: Color) -> Self {
        Self::Path { path, fill: Some(color), stroke: None }
    }

    /// A stroked path.
    pub fn stroke(path: Path, stroke: Stroke) -> Self {
        Self::Path { path, fill: None, stroke: Some(stroke) }
    }

    /// A path filled and stroked.
    pub fn both(path: Path, color: Color, stroke: Stroke) -> Self {
        Self::Path { path, fill: Some(color), stroke: Some(stroke) }
    }

    /// The item moved by so much.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        let to = |p: Point| [p[0] + by[0], p[1] + by[1]];
        match self {
            Self::Text(text) => Self::Text(Text { at: to(text.at), ..text.clone() }),
            Self::Path { path, fill, stroke } => {
                Self::Path { path: path.moved(by), fill: *fill, stroke: stroke.clone() }
            }
            Self::Stamps { path, fill, stroke, at } => Self::Stamps {
                path: path.clone(),
                fill: *fill,
                stroke: stroke.clone(),
                at: at.iter().map(|p| to(*p)).collect(),
            },
            Self::Group { id, title, clip, items } => Self::Group {
                id: id.clone(),
                title: title.clone(),
                clip: clip.as_ref().map(|c| c.moved(by)),
                items: items.iter().map(|i| i.moved(by)).collect(),
            },
        }
    }

    /// A group without a clip.
    pub fn group(id: impl Into<String>, title: impl Into<String>, items: Vec<Self>) -> Self {
        Self::Group { id: id.into(), title: title.into(), clip: None, items }
    }
}

/// Dots per metre where nothing else is wanted: 1600 pixels are as wide as a
/// page's column, 170 mm.
pub const DOTS_PER_METRE: u32 = 9412;

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Its title, for the heads of files.
    pub title: String,
    /// Width in pixels.
    pub width: f32,
    /// Height in pixels.
    pub height: f32,
    /// Pixels that go on a metre of paper.
    pub dots_per_metre: u32,
    /// What lies below everything.
    pub background: Color,
    /// What is drawn, bottom first.
    pub items: Vec<Item>,
    /// The picture in words, for those who cannot see it.
    pub description: String,
}

impl Scene {
    /// All texts, with groups opened, bottom first.
    pub fn texts(&self) -> Vec<&Text> {
        fn walk<'s>(items: &'s [Item], out: &mut Vec<&'s Text>) {
            for item in items {
                match item {
                    Item::Text(text) => out.push(text),
                    Item::Group { items, .. } => walk(items, out),
                    Item::Path { .. } | Item::Stamps { .. } => {}
                }
            }
        }
        let mut out = Vec::new();
        walk(&self.items, &mut out);
        out
    }

    /// The group of that id, wherever it stands.
    pub fn group(&self, wanted: &str) -> Option<&[Item]> {
        fn walk<'s>(items: &'s [Item], wanted: &str) -> Option<&'s [Item]> {
            items.iter().find_map(|item| match item {
                Item::Group { id, items, .. } if id == wanted => Some(&items[..]),
                Item::Group { items, .. } => walk(items, wanted),
                _ => None,
            })
        }
        walk(&self.items, wanted)
    }
}
