//! How QGIS draws joined rows: pairs, and those of one side only, apart by
//! colour and shape, in the colours of the picture of a join.

use super::style::rgba;
use super::xml::Xml;
use crate::format::palette::Rgb;

/// A row of both sides.
pub const MATCHED: &str = "matched";
/// A row of the left side without a partner.
pub const ONLY_LEFT: &str = "only_left";
/// A row of the right side that is no partner.
pub const ONLY_RIGHT: &str = "only_right";

/// What a category is called, its colour and its marker.
const CATEGORIES: [(&str, &str, Rgb, &str); 3] = [
    (MATCHED, "In both", [0x1f, 0x4e, 0x79], "circle"),
    (ONLY_LEFT, "Only in the first", [0xb4, 0x23, 0x18], "triangle"),
    (ONLY_RIGHT, "Only in the second", [0x63, 0x60, 0x68], "square"),
];

/// The parts of the style.
pub(super) fn write(xml: &mut Xml, category: &str) {
    let attributes = [("type", "categorizedSymbol"), ("attr", category), ("forceraster", "0"), ("symbollevels", "0")];
    xml.element("renderer-v2", &attributes, |xml| {
        xml.element("categories", &[], |xml| {
            for (index, (value, label, ..)) in CATEGORIES.iter().enumerate() {
                let symbol = index.to_string();
                xml.empty(
                    "category",
                    &[("value", *value), ("symbol", &symbol), ("label", label), ("render", "true"), ("type", "string")],
                );
            }
        });
        xml.element("symbols", &[], |xml| {
            for (index, (.., colour, marker)) in CATEGORIES.iter().enumerate() {
                symbol(xml, &index.to_string(), *colour, marker);
            }
        });
        xml.empty("rotation", &[]);
        xml.empty("sizescale", &[]);
    });
    xml.leaf("layerGeometryType", &[], "0");
}

fn symbol(xml: &mut Xml, name: &str, colour: Rgb, marker: &str) {
    let attributes =
        [("type", "marker"), ("name", name), ("alpha", "0.85"), ("clip_to_extent", "1"), ("force_rhr", "0")];
    xml.element("symbol", &attributes, |xml| {
        xml.element("layer", &[("class", "SimpleMarker"), ("enabled", "1"), ("locked", "0"), ("pass", "0")], |xml| {
            xml.options(None, |xml| {
                xml.option("QString", "color", &rgba(colour, 255));
                xml.option("QString", "name", marker);
                xml.option("QString", "outline_color", "255,255,255,255");
                xml.option("QString", "outline_width", "0.3");
                xml.option("QString", "outline_width_unit", "MM");
                xml.option("QString", "size", "3");
                xml.option("QString", "size_unit", "MM");
            });
        });
    });
}
