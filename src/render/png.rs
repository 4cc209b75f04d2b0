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
            // The background is solid, so nothing is left clear and alpha can go.
            for (to, from) in rgb.as_chunks_mut::<3>().0.iter_mut().zip(row.as_chunks::<4>().0) {
                to.copy_from_slice(&from[..3]);
            }
            file.write_all(&rgb)?;
        }
        Ok(())
    })?;
    file.finish()?;
    writer.finish()
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
