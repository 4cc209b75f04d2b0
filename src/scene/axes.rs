//! What all charts have in common: colours as plotters has them, the style of
//! axes and grids, its errors.

use plotters::chart::MeshStyle;
use plotters::coord::ranged1d::Ranged;
use plotters::prelude::{Color as _, IntoFont, RGBAColor, RGBColor, TextStyle};

use super::canvas::{Canvas, Fault, fine};
use super::display::Color;
use super::theme::{BODY, INK, MUTED, RULE};
use crate::error::Error;

/// An error of the chart library as one of ours.
pub(crate) fn chart_error(fault: &Fault) -> Error {
    Error::Data { what: "chart".into(), why: fault.to_string() }
}

/// A colour as plotters has it.
pub(crate) fn tint(c: Color) -> RGBAColor {
    RGBColor(c.r, c.g, c.b).mix(f64::from(c.a) / 255.0)
}

/// The style of an axis' words.
fn words() -> TextStyle<'static> {
    ("sans-serif", fine(BODY - 1.0)).into_font().color(&tint(INK))
}

/// Quiet lines at round numbers, an axis, words in ink.
pub(crate) fn styled<'m, 'a, 'b, 's, X: Ranged, Y: Ranged>(
    mesh: &'m mut MeshStyle<'a, 'b, X, Y, Canvas<'s>>,
) -> &'m mut MeshStyle<'a, 'b, X, Y, Canvas<'s>> {
    mesh.bold_line_style(tint(RULE).stroke_width(fine(0.9)))
        .light_line_style(tint(RULE.alpha(0)))
        .axis_style(tint(MUTED).stroke_width(fine(1.1)))
        .label_style(words())
        .set_all_tick_mark_size(fine(5.0))
}
