//! Many copies of one small path: drawn once for each of a few parts of a
//! pixel, then copied. A million circles take a second and not a minute.

use tiny_skia::{Mask, Pixmap, PremultipliedColorU8, Transform};

/// Parts of a pixel at which a copy may begin, each way: finer is not seen.
const PHASES: usize = 4;

/// From so many copies on it is worth the while.
pub(super) const MANY: usize = 24;

/// No path larger than this is copied, in pixels.
const LARGEST: f32 = 160.0;

/// A path drawn at all parts of a pixel.
pub(super) struct Stamp {
    pixmaps: Vec<Pixmap>,
    /// From the place of the copy to the corner of its picture, whole pixels.
    corner: [i32; 2],
}

impl Stamp {
    /// Draws the stamp; `None` where the path has no size, or too much.
    ///
    /// `bounds` is the box of the path around the origin with its line.
    pub(super) fn new(bounds: tiny_skia::Rect, mut draw: impl FnMut(&mut Pixmap, Transform)) -> Option<Self> {
        let corner = [bounds.left().floor() - 1.0, bounds.top().floor() - 1.0];
        let (w, h) = (bounds.right().ceil() - corner[0] + 2.0, bounds.bottom().ceil() - corner[1] + 2.0);
        if !(1.0..=LARGEST).contains(&w) || !(1.0..=LARGEST).contains(&h) {
            return None;
        }
        let mut pixmaps = Vec::with_capacity(PHASES * PHASES);
        for phase in 0..PHASES * PHASES {
            let part = |n: usize| n as f32 / PHASES as f32;
            let mut pixmap = Pixmap::new(w as u32, h as u32)?;
            let to = Transform::from_translate(part(phase % PHASES) - corner[0], part(phase / PHASES) - corner[1]);
            draw(&mut pixmap, to);
            pixmaps.push(pixmap);
        }
        Some(Self { pixmaps, corner: [corner[0] as i32, corner[1] as i32] })
    }

    /// Copies the stamp to a place.
    pub(super) fn put(&self, [x, y]: [f32; 2], onto: &mut Pixmap, clip: Option<&Mask>) {
        if !(x.abs() < 1e6 && y.abs() < 1e6) {
            return;
        }
        let phases = PHASES as f32;
        let (x, y) = ((x * phases).round() as i32, (y * phases).round() as i32);
        let part = |n: i32| n.rem_euclid(PHASES as i32) as usize;
        let stamp = &self.pixmaps[part(y) * PHASES + part(x)];
        let (left, top) = (x.div_euclid(PHASES as i32) + self.corner[0], y.div_euclid(PHASES as i32) + self.corner[1]);
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
fn share(a: u8, b: u8) -> u8 {
    let n = u32::from(a) * u32::from(b) + 128;
    ((n + (n >> 8)) >> 8) as u8
}

fn faded(c: PremultipliedColorU8, by: u8) -> PremultipliedColorU8 {
    let [r, g, b, a] = [c.red(), c.green(), c.blue(), c.alpha()].map(|x| share(x, by));
    PremultipliedColorU8::from_rgba(r, g, b, a).unwrap_or(c)
}

/// Source over what lies below (Porter and Duff 1984).
fn over(below: &mut PremultipliedColorU8, source: PremultipliedColorU8) {
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
