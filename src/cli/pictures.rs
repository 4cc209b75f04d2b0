//! The pictures of the default command, each with its description in words
//! beside it for those who cannot see it.

use std::io::Write;

use rayon::prelude::*;

use super::args::MapArgs;
use super::exit::Failure;
use super::outfile::Staging;
use super::picture_args::PictureArgs;
use super::say::Voice;
use crate::error::{Error, Notice};
use crate::gazetteer::Gazetteer;
use crate::incident::Incident;
use crate::pipeline::{Coded, Context};
use crate::render;
use crate::scene::{self, PictureOptions, Scene};

/// What composes a picture.
type Drawing = fn(&[Incident], &Gazetteer, &PictureOptions) -> Result<Scene, Error>;

/// The pictures of a folder, by name, and whether their height can be chosen.
const DRAWINGS: [(&str, Drawing, bool); 3] =
    [("map", scene::map, true), ("timeline", scene::timeline, true), ("casualties", scene::casualties, false)];

/// The most pixels of a side of a PNG.
const MOST: f32 = 16_000.0;

/// The formats of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PictureKind {
    /// PNG.
    Png,
    /// SVG.
    Svg,
    /// PDF.
    Pdf,
}

impl PictureKind {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Png, Self::Svg, Self::Pdf];

    /// The ending of its files.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
        }
    }

    /// The formats of each picture of a folder.
    pub(super) fn wanted(arguments: &PictureArgs) -> Vec<Self> {
        let also = [(Self::Svg, arguments.svg), (Self::Pdf, arguments.pdf)];
        let also = also.into_iter().filter(|(_, wanted)| *wanted).map(|(kind, _)| kind);
        std::iter::once(Self::Png).chain(also).collect()
    }

    /// Writes a scene in the format.
    pub(super) fn bytes(self, scene: &Scene, arguments: &PictureArgs) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Png if scene.height > MOST => Err(Failure::new(format!(
                "a PNG of {} x {:.0} pixels is too large (give a smaller --width)",
                scene.width,
                scene.height.ceil()
            ))),
            Self::Png => Ok(render::png(scene)?),
            Self::Svg => Ok(render::svg(scene, arguments.svg_text.into()).into_bytes()),
            Self::Pdf => Ok(render::pdf(scene)?),
        }
    }
}

/// What the pictures are drawn from: the incidents chosen, and those of other
/// statuses, since notes tell what is not on the map.
pub(super) struct Pictures<'a> {
    incidents: &'a [Incident],
    context: &'a Context,
    arguments: &'a PictureArgs,
    options: PictureOptions,
}

/// A picture in its formats and in words.
struct Drawn {
    files: Vec<(PictureKind, Vec<u8>)>,
    words: String,
    notice: Option<Notice>,
}

impl<'a> Pictures<'a> {
    /// The pictures of a run.
    pub(super) fn new(
        coded: &'a Coded,
        (arguments, run): (&'a MapArgs, &str),
        context: &'a Context,
        worldview: Option<&str>,
        unnamed: Vec<String>,
    ) -> Self {
        Self {
            incidents: coded.of_any_status(),
            context,
            arguments: &arguments.pictures,
            options: PictureOptions {
                reports: coded.reports,
                run: Some(run.to_owned()),
                worldview: worldview.map(str::to_owned),
                unnamed,
                withheld: arguments.publish.profile().withholds(),
                ..arguments.pictures.options()
            },
        }
    }

    /// The map alone.
    ///
    /// # Errors
    /// When the embedded basemap or fonts are broken, or it is too large.
    pub(super) fn map(&self, kind: PictureKind, voice: Voice) -> Result<Vec<u8>, Failure> {
        let drawn = self.draw(DRAWINGS[0], &[kind])?;
        voice.each_warning(&drawn.notice);
        Ok(drawn.files.into_iter().flat_map(|(_, bytes)| bytes).collect())
    }

    fn draw(&self, (name, compose, framed): (&str, Drawing, bool), kinds: &[PictureKind]) -> Result<Drawn, Failure> {
        let scene = compose(self.incidents, &self.context.gazetteer, &self.options)?.as_wanted(&self.options);
        let files = kinds.iter().map(|kind| Ok((*kind, kind.bytes(&scene, self.arguments)?)));
        let files = files.collect::<Result<_, Failure>>()?;
        let notice = self.options.height.filter(|_| framed).and_then(|wanted| missed(name, wanted, &scene));
        Ok(Drawn { files, words: scene.description, notice })
    }

    /// Writes all pictures.
    ///
    /// # Errors
    /// When one cannot be drawn or written.
    pub(super) fn write(&self, staging: &mut Staging, voice: Voice) -> Result<(), Failure> {
        let kinds = PictureKind::wanted(self.arguments);
        let drawings: Vec<_> = DRAWINGS.par_iter().map(|of| (of.0, self.draw(*of, &kinds))).collect();
        for (name, drawn) in drawings {
            let drawn = drawn?;
            voice.each_warning(&drawn.notice);
            for (kind, bytes) in drawn.files {
                staging.write(&format!("{name}.{}", kind.ending()), |out| out.write_all(&bytes))?;
            }
            staging.write(&format!("{name}.txt"), |out| writeln!(out, "{}", drawn.words))?;
        }
        Ok(())
    }
}

/// Says that a picture has not the height wanted.
fn missed(name: &str, wanted: u32, scene: &Scene) -> Option<Notice> {
    let height = scene.height.ceil() as u32;
    (height != wanted).then(|| {
        Notice::new(
            "--height",
            format!("{name} cannot be {wanted} pixels high; it has {height}"),
            "what stands around its frame needs room; a map of several regions has the height of its panels",
        )
    })
}
