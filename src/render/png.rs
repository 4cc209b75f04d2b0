//! PNG by tiny-skia: the same scene gives the same bytes.
//!
//! A picture is painted in bands of rows, each written before the next is begun:
//! a wall map takes no more memory than a map of a page.

use std::io::Write;

use tiny_skia::Pixmap;

use super::glyphs::Letters;
use super::paint::{Painter, color};
use super::ready;
use super::stamps::{Looks, Stamps};
use crate::error::{Error, Result};
use crate::scene::Scene;

/// No picture is larger than this on a side.
const MOST: f32 = 16_000.0;

/// Pixels of a band, about: as many as lie in a processor's cache.
const BAND: u32 = 400_000;
/// A band has so many rows at least.
const LEAST_ROWS: u32 = 64;

/// Bytes of a block of a file.
const BLOCK: usize = 1 << 18;

/// The scene as a PNG file.
///
/// # Errors
/// [`Error::Data`] for a scene without size or of more than 16,000 pixels.
pub fn png(scene: &Scene) -> Result<Vec<u8>> {
    let bad = |why: String| Error::Data { what: "picture".into(), why };
    let (w, h) = (scene.width.ceil(), scene.height.ceil());
    let size = || format!("{w} x {h} pixels cannot be drawn");
    if !(1.0..=MOST).contains(&w) || !(1.0..=MOST).contains(&h) {
        return Err(bad(size()));
    }
    let size = [w as u32, h as u32];
    let mut out = Vec::new();
    write(scene, size, &mut out).map_err(|e| bad(e.to_string()))?;
    Ok(out)
}

/// Of the filters Paeth's is as small as the best of all five tried on every
/// row, at two thirds of the time.
fn write(scene: &Scene, [width, height]: [u32; 2], out: &mut Vec<u8>) -> std::result::Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::Paeth);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: scene.dots_per_metre,
        yppu: scene.dots_per_metre,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    let mut file = writer.stream_writer_with_size(BLOCK)?;
    let mut rgb = vec![0; width as usize * 3];
    bands(scene, [width, height], |pixmap| -> std::result::Result<(), png::EncodingError> {
        for row in pixmap.data().chunks_exact(width as usize * 4) {
            without_alpha(row, &mut rgb);
            file.write_all(&rgb)?;
        }
        Ok(())
    })?;
    file.finish()?;
    writer.finish()
}

/// Leaves the alpha of pixels out: the background is solid, so nothing is clear.
/// Four pixels at a time, as three words.
fn without_alpha(rgba: &[u8], rgb: &mut [u8]) {
    let (fours, rest) = rgba.as_chunks::<16>();
    let (threes, last) = rgb.as_chunks_mut::<12>();
    for (to, from) in threes.iter_mut().zip(fours) {
        let [a, b, c, d] = [0, 4, 8, 12].map(|at| u32::from_le_bytes([from[at], from[at + 1], from[at + 2], 0]));
        let words = [a | b << 24, b >> 8 | c << 16, c >> 16 | d << 8];
        to.copy_from_slice(words.map(u32::to_le_bytes).as_flattened());
    }
    for (to, from) in last.chunks_exact_mut(3).zip(rest.chunks_exact(4)) {
        to.copy_from_slice(&from[..3]);
    }
}

/// Paints the scene band by band, from the top.
fn bands<E>(
    scene: &Scene,
    [width, height]: [u32; 2],
    mut take: impl FnMut(&Pixmap) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let mut letters = Letters::default();
    let mut looks = Looks::default();
    let marks = ready::marks(&scene.items, &mut letters, &mut looks);
    let mut stamps = Stamps::of(looks);
    let rows = (BAND / width).max(LEAST_ROWS);
    let mut top = 0;
    while top < height {
        let Some(mut pixmap) = Pixmap::new(width, rows.min(height - top)) else { break };
        pixmap.fill(color(scene.background));
        let corner = [0, top as i32];
        let mut painter = Painter { pixmap: pixmap.as_mut(), corner, letters: &mut letters, stamps: &mut stamps };
        painter.marks(&marks, None);
        take(&pixmap)?;
        top += rows;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_keep_their_colours_without_alpha() {
        for count in 0..10_u8 {
            let pixels: Vec<[u8; 4]> = (0..count).map(|n| [n, n + 50, n + 100, 255]).collect();
            let expected: Vec<u8> = pixels.iter().flat_map(|p| p[..3].to_vec()).collect();
            let mut rgb = vec![0; usize::from(count) * 3];
            without_alpha(pixels.as_flattened(), &mut rgb);
            assert_eq!(rgb, expected);
        }
    }
}
