//! How QGIS draws areas and lines: in the colour of what happened, thin enough
//! that what lies below is seen, dashed where they are only about right.

use super::style::halo;
use super::xml::Xml;
use crate::coding::EventType;
use crate::format::palette::{self, Rgb};

/// Whether a layer holds areas or lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroundLayer {
    /// `areas.geojson`.
    Areas,
    /// `lines.geojson`.
    Lines,
}

/// What a label says: the place and, where it had its area only then, the years.
const LABEL: &str = "coalesce(\"place_as_reported\", \"place\") || \
     CASE WHEN \"valid_to\" IS NOT NULL THEN ' (until ' || year(\"valid_to\") || ')' ELSE '' END";

impl GroundLayer {
    const fn symbol_type(self) -> &'static str {
        match self {
            Self::Areas => "fill",
            Self::Lines => "line",
        }
    }

    const fn geometry_type(self) -> &'static str {
        match self {
            Self::Areas => "2",
            Self::Lines => "1",
        }
    }
}

/// The parts of a style of a layer of areas or lines.
pub(super) fn write(xml: &mut Xml, layer: GroundLayer) {
    let attributes =
        [("type", "categorizedSymbol"), ("attr", "event_type"), ("forceraster", "0"), ("symbollevels", "0")];
    xml.element("renderer-v2", &attributes, |xml| {
        xml.element("categories", &[], |xml| {
            for (index, event_type) in EventType::ALL.into_iter().enumerate() {
                let (symbol, name) = (index.to_string(), event_type.name());
                xml.empty(
                    "category",
                    &[("value", name), ("symbol", &symbol), ("label", name), ("render", "true"), ("type", "string")],
                );
            }
        });
        xml.element("symbols", &[], |xml| {
            for (index, event_type) in EventType::ALL.into_iter().enumerate() {
                symbol(xml, layer, &index.to_string(), palette::colour(event_type));
            }
        });
    });
    labels(xml, layer);
    xml.leaf("previewExpression", &[], LABEL);
    xml.leaf("mapTip", &[], MAP_TIP);
    xml.leaf("layerGeometryType", &[], layer.geometry_type());
}

/// What a pointer over an area shows.
const MAP_TIP: &str = "<b>[% \"sub_event_type\" %]</b><br/>\
     [% replace(coalesce(\"place_as_reported\", \"place\", ''), map('&', '&amp;', '<', '&lt;', '>', '&gt;')) %]<br/>\
     <i>[% replace(\"geometry_kind\", '_', ' ') %]: [% \"basis\" %]</i><br/><small>[% \"geometry_source\" %]</small>";

fn symbol(xml: &mut Xml, layer: GroundLayer, name: &str, [r, g, b]: Rgb) {
    let attributes =
        [("type", layer.symbol_type()), ("name", name), ("alpha", "1"), ("clip_to_extent", "1"), ("force_rhr", "0")];
    let (rim, fill) = (format!("{r},{g},{b},255"), format!("{r},{g},{b},45"));
    let class = if layer == GroundLayer::Areas { "SimpleFill" } else { "SimpleLine" };
    xml.element("symbol", &attributes, |xml| {
        xml.element("layer", &[("class", class), ("enabled", "1"), ("locked", "0"), ("pass", "0")], |xml| {
            xml.options(None, |xml| match layer {
                GroundLayer::Areas => {
                    xml.option("QString", "color", &fill);
                    xml.option("QString", "style", "solid");
                    xml.option("QString", "outline_color", &rim);
                    xml.option("QString", "outline_style", "solid");
                    xml.option("QString", "outline_width", "0.5");
                    xml.option("QString", "outline_width_unit", "MM");
                }
                GroundLayer::Lines => {
                    xml.option("QString", "line_color", &rim);
                    xml.option("QString", "line_style", "solid");
                    xml.option("QString", "line_width", "0.9");
                    xml.option("QString", "line_width_unit", "MM");
                    xml.option("QString", "capstyle", "round");
                    xml.option("QString", "joinstyle", "round");
                }
            });
            dashed(xml);
        });
    });
}

/// The line is dashed where the ground is approximate.
fn dashed(xml: &mut Xml) {
    xml.element("data_defined_properties", &[], |xml| {
        xml.options(None, |xml| {
            xml.option("QString", "name", "");
            xml.options(Some("properties"), |xml| {
                xml.options(Some("outlineStyle"), |xml| {
                    xml.option("bool", "active", "true");
                    xml.option("QString", "expression", "CASE WHEN \"approximate\" THEN 'dash' ELSE 'solid' END");
                    xml.option("int", "type", "3");
                });
            });
            xml.option("QString", "type", "collection");
        });
    });
}

fn labels(xml: &mut Xml, layer: GroundLayer) {
    xml.element("labeling", &[("type", "simple")], |xml| {
        xml.element("settings", &[("calloutType", "simple")], |xml| {
            let text = [
                ("fieldName", LABEL),
                ("isExpression", "1"),
                ("fontSize", "8"),
                ("fontSizeUnit", "Point"),
                ("fontItalic", "1"),
                ("textColor", "60,60,60,255"),
                ("textOpacity", "1"),
            ];
            xml.element("text-style", &text, halo);
            // Placement 1 is over the middle of an area, 3 along a line.
            let placement = if layer == GroundLayer::Areas { "1" } else { "3" };
            xml.empty("placement", &[("placement", placement), ("priority", "3")]);
            xml.empty("rendering", &[("obstacle", "0"), ("drawLabels", "1")]);
        });
    });
}
