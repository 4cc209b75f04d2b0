//! `join --area --aggregate --map`: areas coloured by what was reckoned for them.

use super::super::exit::Failure;
use super::super::picture_file;
use super::super::pictures::PictureKind;
use super::args::JoinArgs;
use super::map::{called, credits};
use crate::dataset::Rows;
use crate::error::Result;
use crate::export::{Shape, Value, Writer};
use crate::gazetteer::Gazetteer;
use crate::gazetteer::areas::{Area, Polygon};
use crate::join::{Placed, Summary};
use crate::scene::charts::{self, Shade, ShadeOptions};
use crate::scene::grouped;
use crate::text::counted;

/// Draws the first thing that was reckoned.
///
/// # Errors
/// Where it cannot be drawn or written.
pub(super) fn draw(
    picture: (&str, PictureKind),
    arguments: &JoinArgs,
    (rows, placed, summary): (&Rows, &Placed, &Summary<'_>),
    gazetteer: &Gazetteer,
) -> std::result::Result<(), Failure> {
    let column = summary.first_column();
    let mut shades = Shades { column, shades: Vec::new() };
    summary.write(&mut shades)?;
    let what = summary.table("").columns.get(column).map_or_else(String::new, |c| words(&c.name));
    let pictures = &arguments.pictures;
    let area = arguments.area.as_deref().unwrap_or_default();
    let mut inside: Vec<u32> = placed.pairs.iter().map(|(row, _)| *row).collect();
    inside.dedup();
    let options = ShadeOptions {
        title: pictures.title.clone().unwrap_or_else(|| format!("{}: {what} by {area}", called(rows))),
        subtitle: pictures.subtitle.clone().unwrap_or_else(|| {
            let (inside, all) = (grouped(inside.len() as u64), counted(rows.len() as u64, "row"));
            format!("{inside} of {all} in one of {}", counted(placed.areas.len() as u64, "area"))
        }),
        what: capital(&what),
        source: format!("Data: {}.", credits(&[rows])),
        date: None,
        outside: placed.outside,
        ground: pictures.ground(),
        height: pictures.options().page_height(),
    };
    let scene = charts::choropleth(&shades.shades, &options, gazetteer)?;
    picture_file::write(scene, picture, pictures, arguments.force)
}

/// "sum of deaths" of the column `sum_deaths`.
fn words(column: &str) -> String {
    match column.split_once('_') {
        Some((what @ ("sum" | "mean" | "min" | "max"), of)) => format!("{what} of {of}"),
        _ => "rows".to_owned(),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Takes the areas with one of their numbers; those without, or with 0, stay as
/// the land.
struct Shades {
    column: usize,
    shades: Vec<Shade>,
}

impl Writer for Shades {
    fn row(&mut self, shape: Shape<'_>, values: &[Value<'_>]) -> Result<()> {
        let value = match values.get(self.column) {
            Some(Value::Integer(n)) => *n as f64,
            Some(Value::Number(n)) => *n,
            _ => return Ok(()),
        };
        if value != 0.0 {
            let name = values.iter().find_map(|v| if let Value::Text(text) = v { Some(*text) } else { None });
            self.shades.push(Shade { name: name.unwrap_or_default().to_owned(), area: outline(shape), value });
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<()> {
        Ok(())
    }
}

fn outline(shape: Shape<'_>) -> Option<Area> {
    let rings = |polygon: &geo::Polygon<f64>| -> Polygon {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings.map(|ring| ring.coords().map(|c| [c.x, c.y]).collect()).collect()
    };
    let polygons = match shape {
        Shape::Any(geo::Geometry::Polygon(one)) => vec![rings(one)],
        Shape::Any(geo::Geometry::MultiPolygon(many)) => many.iter().map(rings).collect(),
        _ => return None,
    };
    Some(Area { polygons, valid: (None, None), source: String::new() })
}
