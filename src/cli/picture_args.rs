//! How pictures are wanted: formats, size, colours, words. The same options for
//! every command that draws.

use clap::{Args, ValueEnum};

use crate::render::SvgText;
use crate::scene::{GroundOptions, PictureOptions, Theme};

/// Where they stand in the help.
const HEADING: &str = "Pictures";

/// Options of every command that draws.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct PictureArgs {
    /// Title of the pictures
    #[arg(long, help_heading = HEADING, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// A line below the title; the counts of incidents and reports stay below it
    #[arg(long, help_heading = HEADING, value_name = "TEXT")]
    pub(super) subtitle: Option<String>,
    /// Write each picture as SVG too
    #[arg(long, help_heading = HEADING)]
    pub(super) svg: bool,
    /// Write each picture as PDF too
    #[arg(long, help_heading = HEADING)]
    pub(super) pdf: bool,
    /// Letters of an SVG: text, to be searched and edited, with its fonts inside; or paths, the same in every program
    #[arg(long, help_heading = HEADING, value_name = "HOW", default_value = "text")]
    pub(super) svg_text: SvgTextName,
    /// Width in pixels; type and symbols grow with it [default: 1600]
    #[arg(long, help_heading = HEADING, value_name = "PX", value_parser = pixels, allow_negative_numbers = true)]
    pub(super) width: Option<u32>,
    /// Height in pixels of maps and timelines [default: as high as they need]
    #[arg(long, help_heading = HEADING, value_name = "PX", value_parser = pixels, allow_negative_numbers = true)]
    pub(super) height: Option<u32>,
    /// Pixels per inch of paper, for PNG and the page of a PDF [default: 1600 pixels on 170 mm, 239]
    #[arg(long, help_heading = HEADING, value_name = "N", value_parser = dots, allow_negative_numbers = true)]
    pub(super) dpi: Option<u32>,
    /// Colours: light, dark, or print (greys, for printing without colours)
    #[arg(long, help_heading = HEADING, value_name = "THEME", default_value = "light")]
    pub(super) theme: ThemeName,
    /// Names of contested places, and of those renamed of late, on maps: both, or one
    #[arg(long, help_heading = HEADING, value_name = "HOW", default_value = "both")]
    pub(super) names: NamesName,
    /// Meridians and parallels on maps, with their degrees
    #[arg(long, help_heading = HEADING)]
    pub(super) graticule: bool,
}

/// How many names a place has on maps, as it is named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum NamesName {
    /// The name in use and the other side's or the former one
    #[default]
    Both,
    /// The gazetteer's first name alone
    One,
}

impl NamesName {
    /// Its name on the command line.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::One => "one",
        }
    }
}

/// How letters are written, as it is named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum SvgTextName {
    /// As text, with the fonts inside
    #[default]
    Text,
    /// As outlines
    Paths,
}

impl SvgTextName {
    /// Its name on the command line.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Paths => "paths",
        }
    }
}

impl From<SvgTextName> for SvgText {
    fn from(name: SvgTextName) -> Self {
        match name {
            SvgTextName::Text => Self::Text,
            SvgTextName::Paths => Self::Paths,
        }
    }
}

/// A theme as it is named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ThemeName {
    /// On white
    #[default]
    Light,
    /// On near black
    Dark,
    /// Greys on white
    Print,
}

impl ThemeName {
    /// Its name on the command line.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Print => "print",
        }
    }
}

impl From<ThemeName> for Theme {
    fn from(name: ThemeName) -> Self {
        match name {
            ThemeName::Light => Self::Light,
            ThemeName::Dark => Self::Dark,
            ThemeName::Print => Self::Print,
        }
    }
}

impl PictureArgs {
    /// The same, for the library; what a run knows is added there.
    pub(super) fn options(&self) -> PictureOptions {
        PictureOptions {
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            width: self.width,
            height: self.height,
            dpi: self.dpi,
            theme: self.theme.into(),
            ground: self.ground(),
            ..PictureOptions::default()
        }
    }

    /// How the ground of maps is wanted.
    pub(super) fn ground(&self) -> GroundOptions {
        GroundOptions { graticule: self.graticule, one_name: self.names == NamesName::One }
    }

    /// The first option that asks for something of pictures alone; `None` where
    /// there is none.
    pub(super) fn asked(&self) -> Option<&'static str> {
        let asked = [
            ("--svg", self.svg),
            ("--pdf", self.pdf),
            ("--svg-text", self.svg_text != SvgTextName::default()),
            ("--width", self.width.is_some()),
            ("--height", self.height.is_some()),
            ("--dpi", self.dpi.is_some()),
            ("--theme", self.theme != ThemeName::default()),
            ("--names", self.names != NamesName::default()),
            ("--graticule", self.graticule),
        ];
        asked.into_iter().find(|(_, is)| *is).map(|(name, _)| name)
    }
}

fn pixels(text: &str) -> Result<u32, String> {
    within(text, 200, 16_000, "pixels", "for more on paper, give a lower --dpi or write a PDF or SVG")
}

fn dots(text: &str) -> Result<u32, String> {
    within(text, 36, 2400, "pixels per inch", "72-150 for screens, 300 for print")
}

fn within(text: &str, least: u32, most: u32, unit: &str, remedy: &str) -> Result<u32, String> {
    let number = text.parse().ok().filter(|n| (least..=most).contains(n));
    number.ok_or_else(|| format!("expected {least} to {most} {unit}, a whole number ({remedy})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absurd_sizes_are_told_what_is_wanted() {
        for absurd in ["0", "-1", "16001", "99999999999999999999", "1.5", "a", ""] {
            let why = pixels(absurd).unwrap_err();
            assert!(why.contains("expected 200 to 16000 pixels"), "{absurd}: {why}");
        }
        assert_eq!((pixels("200"), pixels("16000"), dots("300")), (Ok(200), Ok(16_000), Ok(300)));
        assert!(dots("0").is_err());
    }
}
