//! The pictures of the default command, each with its description in words
//! beside it for those who cannot see it.

use std::io::Write;

use rayon::prelude::*;

use super::args::MapArgs;
use super::exit::Failure;
use super::outfile::Staging;
use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::incident::Incident;
use crate::pipeline::{Coded, Context};
use crate::render;
use crate::scene::{self, PictureOptions, Scene};

/// What composes a picture.
type Drawing = fn(&[Incident], &Gazetteer, &PictureOptions) -> Result<Scene, Error>;

/// The pictures of a folder, by name.
const DRAWINGS: [(&str, Drawing); 3] =
    [("map", scene::map), ("timeline", scene::timeline), ("casualties", scene::casualties)];

/// What the pictures are drawn from: the incidents chosen, and those of other
/// statuses, since notes tell what is not on the map.
pub(super) struct Pictures<'a> {
    incidents: &'a [Incident],
    context: &'a Context,
    options: PictureOptions,
}

impl<'a> Pictures<'a> {
    /// The pictures of a run.
    pub(super) fn new(
        coded: &'a Coded,
        arguments: &MapArgs,
        context: &'a Context,
        worldview: Option<&str>,
        unnamed: Vec<String>,
    ) -> Self {
        Self {
            incidents: coded.of_any_status(),
            context,
            options: PictureOptions {
                title: arguments.title.clone(),
                reports: coded.reports,
                date: None,
                worldview: worldview.map(str::to_owned),
                unnamed,
                withheld: arguments.publish.profile().withholds(),
            },
        }
    }

    /// The map as PNG, and in words.
    ///
    /// # Errors
    /// When the embedded basemap or fonts are broken.
    pub(super) fn map(&self) -> Result<(Vec<u8>, String), Failure> {
        self.draw(scene::map)
    }

    fn draw(&self, scene: Drawing) -> Result<(Vec<u8>, String), Failure> {
        let scene = scene(self.incidents, &self.context.gazetteer, &self.options)?;
        Ok((render::png(&scene)?, scene.description))
    }

    /// Writes all pictures.
    ///
    /// # Errors
    /// When one cannot be drawn or written.
    pub(super) fn write(&self, staging: &mut Staging) -> Result<(), Failure> {
        let drawings: Vec<_> = DRAWINGS.par_iter().map(|(name, scene)| (name, self.draw(*scene))).collect();
        for (name, drawn) in drawings {
            let (picture, words) = drawn?;
            staging.write(&format!("{name}.png"), |out| out.write_all(&picture))?;
            staging.write(&format!("{name}.txt"), |out| writeln!(out, "{words}"))?;
        }
        Ok(())
    }
}
