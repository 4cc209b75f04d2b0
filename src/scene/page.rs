//! The page around a picture: title, subtitle, notes, credits.

use super::display::{Anchor, Color, DOTS_PER_METRE, Face, Item, Scene};
use super::font;
use super::furniture::{self, Block, text};
use super::theme::{INK, MUTED, NOTE, PAPER, SUBTITLE, TITLE};
use super::words;
use crate::incident::Incident;

/// Width of the page, pixels.
pub(crate) const WIDTH: f32 = 1600.0;
/// Margin of the page.
pub(crate) const MARGIN: f32 = 40.0;
/// Width of what stands between the margins.
pub(crate) const ROOM: f32 = WIDTH - 2.0 * MARGIN;

/// Pixels between columns of the legend.
const GAP: f32 = 26.0;

/// The incidents of a picture's reports, and the short name of the run; neither
/// for other people's rows.
pub(crate) type Made<'a> = (&'a [Incident], Option<&'a str>);

/// A page, filled from top to bottom.
pub(crate) struct Page {
    /// What has been drawn.
    pub items: Vec<Item>,
    /// Where the next thing begins.
    pub y: f32,
    title: String,
}

impl Page {
    /// A page with its title and the lines of its subtitle.
    pub(crate) fn new(title: &str, subtitle: &str) -> Self {
        let mut page = Self { items: Vec::new(), y: MARGIN, title: title.to_owned() };
        // A long title is set smaller before it is cut.
        let fits = |size: f32, lines: usize| {
            font::wrapped(title, Face::Bold, size, ROOM, lines).last().is_none_or(|l| !l.ends_with('…'))
        };
        let (size, lines) = [(TITLE, 1), (TITLE - 6.0, 2), (TITLE - 12.0, 3)]
            .into_iter()
            .find(|(size, lines)| fits(*size, *lines))
            .unwrap_or((TITLE - 12.0, 3));
        page.y -= 12.0;
        page.paragraph(title, Face::Bold, size, INK, lines);
        page.y += 4.0;
        for line in subtitle.lines() {
            page.paragraph(line, Face::Regular, SUBTITLE, MUTED, 2);
        }
        page.y += 18.0;
        page
    }

    /// A paragraph of at most so many lines.
    pub(crate) fn paragraph(&mut self, words: &str, face: Face, size: f32, color: Color, lines: usize) {
        for line in font::wrapped(words, face, size, ROOM, lines) {
            self.y += size * 1.25;
            self.items.push(text(line, [MARGIN, self.y - size * 0.22], face, size, color, Anchor::Start));
        }
    }

    /// Width of a column of the legend, with what stands at its right.
    pub(crate) fn legend_column(right: Option<&Block>, columns: usize) -> f32 {
        let room = right.map_or(ROOM, |s| ROOM - s.width - GAP);
        (room - GAP * (columns - 1) as f32) / columns as f32
    }

    /// The legend in columns, with locator and scale bar at its right.
    pub(crate) fn legend(&mut self, blocks: Vec<Block>, right: Option<Block>) {
        let columns = if right.is_some() { 3 } else { 4 };
        let width = Self::legend_column(right.as_ref(), columns);
        let mut items = Vec::new();
        let mut bottom = self.y;
        for (n, column) in furniture::balanced(blocks, columns).into_iter().enumerate() {
            let (x, mut y) = (MARGIN + n as f32 * (width + GAP), self.y);
            for block in column {
                items.extend(block.items.iter().map(|i| i.moved([x, y])));
                y += block.height;
            }
            bottom = f32::max(bottom, y);
        }
        if let Some(Block { items: side, width, height }) = right {
            let by = [MARGIN + ROOM - width, self.y + 14.0];
            items.extend(side.iter().map(|i| i.moved(by)));
            bottom = bottom.max(by[1] + height);
        }
        self.items.push(Item::group("legend", "Legend", items));
        self.y = bottom;
    }

    /// A note about what is not in the picture.
    pub(crate) fn note(&mut self, words: &str, lines: usize) {
        self.paragraph(words, Face::Regular, NOTE, INK, lines);
        self.y += 5.0;
    }

    /// Who wrote the reports, whose data were used, and what it does not say.
    /// Of a run's picture also until when its reports were published, and which
    /// run it is.
    pub(crate) fn credits(&mut self, (incidents, run): Made<'_>, credit: &str, disclaimer: &str) {
        let publishers = words::publishers(incidents);
        let mut line = credit.to_owned();
        if !publishers.is_empty() {
            line = format!("Reports: {}. {line}", words::listed(&publishers, 12));
        }
        let published = incidents.iter().flat_map(|i| &i.reports).filter_map(|r| r.published).max();
        if let Some(last) = published {
            line = format!("{} Reports published until {} (UTC).", line.trim_end(), words::day(last));
        }
        if let Some(run) = run {
            line = format!("{} Run {run}.", line.trim_end());
        }
        if !line.is_empty() {
            self.paragraph(line.trim_end(), Face::Regular, NOTE, MUTED, 3);
        }
        self.paragraph(disclaimer, Face::Regular, NOTE, MUTED, 3);
    }

    /// The same of a map: whose rows (`source`, where they are not our own), the
    /// makers of its ground, and its projection.
    pub(crate) fn map_credits(&mut self, made: Made<'_>, source: &str, projection: &str, disclaimer: &str) {
        let credit = format!(
            "{source} Contains data from GeoNames, CC BY 4.0, modified. Made with Natural Earth. Projection: \
             {projection}."
        );
        self.credits(made, credit.trim_start(), disclaimer);
    }

    /// The finished picture.
    pub(crate) fn finish(self, description: String) -> Scene {
        Scene {
            title: self.title,
            width: WIDTH,
            height: self.y + MARGIN - 8.0,
            dots_per_metre: DOTS_PER_METRE,
            background: PAPER,
            items: self.items,
            description,
        }
    }
}
