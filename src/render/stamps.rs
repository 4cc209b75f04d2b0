//! Many copies of one small path: drawn once for each of a few parts of a
//! pixel, then copied. A million circles take a second and not a minute.

use rustc_hash::FxHashMap;
use tiny_skia::{Mask, Pixmap, PixmapMut, PremultipliedColorU8, Transform};

use super::paint::draw_path;
use super::ready::outline;
use crate::scene::{Color, Path, Step, Stroke};

/// Parts of a pixel at which a copy may begin, each way: of large paths and of
/// few copies a finer place is not seen.
const PHASES: [i32; 3] = [4, 2, 1];
const LARGE: f32 = 16.0;
const FEW: usize = 64;

/// From so many copies on it is worth the while.
const MANY: usize = 6;

/// No path larger than this is copied, in pixels.
const LARGEST: f32 = 160.0;

/// Pixels that are kept for batches to come.
const KEPT: usize = 1 << 22;

/// What a stamp shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look<'s> {
    pub(super) path: &'s Path,
    pub(super) fill: Option<Color>,
    pub(super) stroke: Option<&'s Stroke>,
}

/// The looks of a picture, with how often each is copied in all.
#[derive(Default)]
pub(super) struct Looks<'s> {
    all: Vec<(Look<'s>, usize)>,
    /// Numbers by the bits of all that makes a look.
    known: FxHashMap<Vec<u32>, usize>,
}

impl<'s> Looks<'s> {
    /// The number of a look that is copied so often once more.
    pub(super) fn number(&mut self, look: Look<'s>, copies: usize) -> usize {
        let n = *self.known.entry(bits(&look)).or_insert(self.all.len());
        match self.all.get_mut(n) {
            Some((_, all)) => *all += copies,
            None => self.all.push((look, copies)),
        }
        n
    }
}

/// All that makes a look, in words.
fn bits(look: &Look<'_>) -> Vec<u32> {
    let color = |c: Color| u32::from_be_bytes([c.r, c.g, c.b, c.a]);
    let mut out = vec![look.fill.map_or(0, color), u32::from(look.fill.is_some())];
    if let Some(Stroke { color: of, width, dash, round }) = look.stroke {
        out.extend([color(*of), width.to_bits(), u32::from(*round), dash.len() as u32]);
        out.extend(dash.iter().map(|d| d.to_bits()));
    }
    for step in &look.path.steps {
        let (kind, points) = match *step {
            Step::Move(p) => (0, vec![p]),
            Step::Line(p) => (1, vec![p]),
            Step::Cubic(a, b, c) => (2, vec![a, b, c]),
            Step::Close => (3, Vec::new()),
        };
        out.push(kind);
        out.extend(points.as_flattened().iter().map(|n| n.to_bits()));
    }
    out
}

/// The stamps of a picture: batches of one look share theirs.
pub(super) struct Stamps<'s> {
    looks: Vec<(Look<'s>, usize)>,
    drawn: Vec<Option<Stamp>>,
    pixels: usize,
}

impl<'s> Stamps<'s> {
    /// Stamps of looks, none drawn yet.
    pub(super) fn of(looks: Looks<'s>) -> Self {
        let drawn = looks.all.iter().map(|_| None).collect();
        Self { looks: looks.all, drawn, pixels: 0 }
    }

    /// A look by its number.
    pub(super) fn look(&self, number: usize) -> Option<&Look<'s>> {
        self.looks.get(number).map(|(look, _)| look)
    }

    /// The stamp of a look; `None` where it is drawn better each time.
    pub(super) fn stamp(&mut self, number: usize) -> Option<&mut Stamp> {
        let (look, copies) = self.looks.get(number)?;
        if *copies < MANY {
            return None;
        }
        if self.drawn.get(number)?.is_none() {
            let stamp = Stamp::new(look, *copies)?;
            self.pixels += (stamp.size[0] * stamp.size[1]) as usize * stamp.pixmaps.len();
            if self.pixels > KEPT {
                self.pixels = 0;
                self.drawn.fill_with(|| None);
            }
            self.drawn[number] = Some(stamp);
        }
        self.drawn[number].as_mut()
    }
}

/// A path drawn at parts of a pixel, each when it is first needed.
pub(super) struct Stamp {
    path: tiny_skia::Path,
    fill: Option<Color>,
    stroke: Option<Stroke>,
    phases: i32,
    pixmaps: Vec<Option<Pixmap>>,
    /// From the place of the copy to the corner of its picture, whole pixels.
    corner: [i32; 2],
    size: [u32; 2],
}

impl Stamp {
    /// `None` where the path has no size, or too much.
    fn new(look: &Look<'_>, copies: usize) -> Option<Self> {
        let path = outline(look.path)?;
        let reach = look.stroke.map_or(0.0, |stroke| stroke.width);
        let bounds = path.bounds().outset(reach, reach)?;
        let corner = [bounds.left().floor() - 1.0, bounds.top().floor() - 1.0];
        let (w, h) = (bounds.right().ceil() - corner[0] + 2.0, bounds.bottom().ceil() - corner[1] + 2.0);
        if !(1.0..=LARGEST).contains(&w) || !(1.0..=LARGEST).contains(&h) {
            return None;
        }
        let phases = PHASES[usize::from(w.max(h) > LARGE) + usize::from(copies < FEW)];
        Some(Self {
            path,
            fill: look.fill,
            stroke: look.stroke.cloned(),
            phases,
            pixmaps: vec![None; (phases * phases) as usize],
            corner: corner.map(|n| n as i32),
            size: [w as u32, h as u32],
        })
    }

    /// Draws the picture of one phase.
    fn draw(&self, [x, y]: [i32; 2]) -> Option<Pixmap> {
        let part = |n: i32, corner: i32| n as f32 / self.phases as f32 - corner as f32;
        let to = Transform::from_translate(part(x, self.corner[0]), part(y, self.corner[1]));
        let mut pixmap = Pixmap::new(self.size[0], self.size[1])?;
        draw_path(&mut pixmap.as_mut(), &self.path, self.fill, self.stroke.as_ref(), to, None);
        Some(pixmap)
    }

    /// Copies the stamp to a place.
    pub(super) fn put(&mut self, [x, y]: [f32; 2], onto: &mut PixmapMut<'_>, clip: Option<&Mask>) {
        if !(x.abs() < 1e6 && y.abs() < 1e6) {
            return;
        }
        let phases = self.phases as f32;
        let (x, y) = ((x * phases).round() as i32, (y * phases).round() as i32);
        let phase = [x, y].map(|n| n.rem_euclid(self.phases));
        let n = (phase[1] * self.phases + phase[0]) as usize;
        if self.pixmaps[n].is_none() {
            self.pixmaps[n] = self.draw(phase);
        }
        let Some(stamp) = &self.pixmaps[n] else { return };
        let (left, top) = (x.div_euclid(self.phases) + self.corner[0], y.div_euclid(self.phases) + self.corner[1]);
        let (width, height) = (onto.width() as i32, onto.height() as i32);
        let (w, h) = (stamp.width() as i32, stamp.height() as i32);
        let (from, to) = ((-left).clamp(0, w), (width - left).clamp(0, w));
        if from >= to {
            return;
        }
        let source = stamp.pixels();
        for row in (-top).clamp(0, h)..(height - top).clamp(0, h) {
            let own = &source[(row * w + from) as usize..(row * w + to) as usize];
            let first = ((top + row) * width + left + from) as usize;
            let below = &mut onto.pixels_mut()[first..first + own.len()];
            match clip {
                None => below.iter_mut().zip(own).for_each(|(b, s)| over(b, *s)),
                Some(mask) => {
                    let seen = &mask.data()[first..first + own.len()];
                    for ((b, s), seen) in below.iter_mut().zip(own).zip(seen) {
                        match seen {
                            0 => {}
                            255 => over(b, *s),
                            part => over(b, faded(*s, *part)),
                        }
                    }
                }
            }
        }
    }
}

/// The product of two shares of 255, rounded.
pub(super) fn share(a: u8, b: u8) -> u8 {
    let n = u32::from(a) * u32::from(b) + 128;
    ((n + (n >> 8)) >> 8) as u8
}

pub(super) fn faded(c: PremultipliedColorU8, by: u8) -> PremultipliedColorU8 {
    let [r, g, b, a] = [c.red(), c.green(), c.blue(), c.alpha()].map(|x| share(x, by));
    PremultipliedColorU8::from_rgba(r, g, b, a).unwrap_or(c)
}

/// Source over what lies below (Porter and Duff 1984).
pub(super) fn over(below: &mut PremultipliedColorU8, source: PremultipliedColorU8) {
    let alpha = source.alpha();
    if alpha == 0 {
        return;
    }
    if alpha == 255 {
        *below = source;
        return;
    }
    let left = 255 - alpha;
    let mix = |s: u8, b: u8| s.saturating_add(share(b, left));
    let [r, g, b, a] = [
        mix(source.red(), below.red()),
        mix(source.green(), below.green()),
        mix(source.blue(), below.blue()),
        mix(alpha, below.alpha()),
    ];
    // Rounding may lift a colour above its alpha by one.
    if let Some(mixed) = PremultipliedColorU8::from_rgba(r.min(a), g.min(a), b.min(a), a) {
        *below = mixed;
    }
}
