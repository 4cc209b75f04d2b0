//! The size that is asked for: frames made higher or lower until the page has
//! the height wanted, and the finished picture scaled to its width.

use super::display::Scene;
use super::font;
use super::map::PictureOptions;
use super::page::WIDTH;
use crate::error::Result;

/// Metres of an inch.
const INCH: f64 = 0.0254;
/// No frame is made higher, in pixels of the layout.
const HIGHEST: f32 = 8000.0;

/// A picture whose frame (of the map, of the bars) can be made higher or lower.
pub(crate) struct Framed {
    /// The picture.
    pub scene: Scene,
    /// Height of its frame, and the least that is still of use; `None` where
    /// the height follows from what is in it.
    pub frame: Option<(f32, f32)>,
}

/// The picture as high as wanted, where its frame allows; else as high as it
/// needs. `compose` draws it with a frame of that height.
pub(crate) fn to_height(wanted: Option<f32>, compose: impl Fn(Option<f32>) -> Result<Framed>) -> Result<Scene> {
    let natural = compose(None)?;
    let Some((wanted, (mut height, least))) = wanted.zip(natural.frame) else {
        return Ok(natural.scene);
    };
    let mut page = natural.scene.height;
    // Another frame may show more that the legend then tells of.
    for _ in 0..4 {
        height += wanted - page;
        if !(least..=HIGHEST).contains(&height) {
            break;
        }
        let scene = compose(Some(height))?.scene;
        page = scene.height;
        if (page - wanted).abs() < 0.5 {
            return Ok(Scene { height: wanted, ..scene });
        }
    }
    Ok(natural.scene)
}

impl PictureOptions {
    /// How many times as large as its layout the picture is wanted.
    fn scale(&self) -> f32 {
        self.width.map_or(1.0, |w| w as f32 / WIDTH)
    }

    /// The height wanted, in pixels of the layout.
    pub fn page_height(&self) -> Option<f32> {
        self.height.map(|h| h as f32 / self.scale())
    }

    /// The lines below the title: the user's own, and how many incidents and
    /// reports there are, which is never left out.
    pub(crate) fn subtitles(&self, counts: &str) -> String {
        match self.subtitle.as_deref().map(font::clean).filter(|s| !s.is_empty()) {
            Some(own) => format!("{own}\n{counts}"),
            None => counts.to_owned(),
        }
    }
}

impl Scene {
    /// The composed picture in the size, resolution and colours wanted.
    #[must_use]
    pub fn as_wanted(self, options: &PictureOptions) -> Self {
        let mut scene = self.themed(options.theme);
        if let Some(dpi) = options.dpi {
            scene.dots_per_metre = (f64::from(dpi) / INCH).round() as u32;
        }
        let scale = options.scale();
        if scale.to_bits() != 1.0_f32.to_bits() {
            scene = scene.scaled(scale);
        }
        // What differs by rounding alone is a whole pixel more.
        if let Some(wanted) = options.height.map(|h| h as f32).filter(|h| (h - scene.height).abs() < 0.5) {
            scene.height = wanted;
        }
        scene.width = options.width.map_or(scene.width, |w| w as f32);
        scene
    }
}
