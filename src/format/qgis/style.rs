//! How QGIS draws the incidents: coloured and shaped by type, sized by deaths,
//! hollow where the toll is unknown, dashed where the place is not close.

use super::xml::Xml;
use crate::coding::EventType;
use crate::format::incident_row::IncidentRow;
use crate::format::palette::{self, Rgb, Shape};
use crate::format::table::{POINT_COLUMNS, Row};

/// Symbol size in millimetres where nobody or an unknown number died.
const SMALLEST_MM: &str = "4";
/// Symbol size at [`MOST_DEAD`] deaths and above.
const LARGEST_MM: &str = "16";
/// Deaths at which symbols grow no further.
const MOST_DEAD: &str = "200";

/// What is drawn hollow, as a QGIS expression.
const UNKNOWN_TOLL: &str = "\"killed_best\" IS NULL";
/// What is drawn with a dashed rim: closer than a town is not known.
const COARSE_PLACE: &str = "\"acled_geo_precision\" > 1";

/// The label of a symbol: the place as the report has it, the gazetteer's name
/// in brackets where it is another.
const LABEL: &str = "CASE WHEN \"place_as_reported\" IS NULL THEN \"place\" \
     WHEN \"place\" IS NULL OR lower(\"place\") = lower(\"place_as_reported\") THEN \"place_as_reported\" \
     ELSE \"place_as_reported\" || ' (' || \"place\" || ')' END";

pub(super) fn rgba(colour: Rgb, alpha: u8) -> String {
    let [r, g, b] = colour;
    format!("{r},{g},{b},{alpha}")
}

/// QGIS' name of a marker.
const fn marker(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "circle",
        Shape::Star => "star",
        Shape::Triangle => "triangle",
        Shape::Square => "square",
        Shape::Diamond => "diamond",
        Shape::Pentagon => "pentagon",
    }
}

/// The parts of a style that a sidecar file and a project share.
pub(super) fn write(xml: &mut Xml) {
    renderer(xml);
    labels(xml);
    xml.element("fieldConfiguration", &[], |_| {});
    aliases(xml);
    xml.leaf("previewExpression", &[], LABEL);
    xml.leaf("mapTip", &[], &map_tip());
    xml.leaf("layerGeometryType", &[], "0");
}

fn renderer(xml: &mut Xml) {
    let attributes = [
        ("type", "categorizedSymbol"),
        ("attr", "event_type"),
        ("enableorderby", "1"),
        ("forceraster", "0"),
        ("symbollevels", "0"),
        ("referencescale", "-1"),
    ];
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
                symbol(xml, &index.to_string(), palette::colour(event_type), palette::shape(event_type));
            }
        });
        xml.empty("rotation", &[]);
        xml.empty("sizescale", &[]);
        // Large symbols first, so that small ones stay visible on top.
        xml.element("orderby", &[], |xml| {
            xml.leaf("orderByClause", &[("asc", "0"), ("nullsFirst", "0")], "\"killed_best\"");
        });
        size_legend(xml);
    });
}

fn symbol(xml: &mut Xml, name: &str, colour: Rgb, shape: Shape) {
    let attributes =
        [("type", "marker"), ("name", name), ("alpha", "0.85"), ("clip_to_extent", "1"), ("force_rhr", "0")];
    xml.element("symbol", &attributes, |xml| {
        xml.element("layer", &[("class", "SimpleMarker"), ("enabled", "1"), ("locked", "0"), ("pass", "0")], |xml| {
            xml.options(None, |xml| {
                xml.option("QString", "color", &rgba(colour, 255));
                xml.option("QString", "name", marker(shape));
                xml.option("QString", "outline_color", "255,255,255,255");
                xml.option("QString", "outline_style", "solid");
                xml.option("QString", "outline_width", "0.3");
                xml.option("QString", "outline_width_unit", "MM");
                xml.option("QString", "scale_method", "diameter");
                xml.option("QString", "size", SMALLEST_MM);
                xml.option("QString", "size_unit", "MM");
            });
            xml.element("data_defined_properties", &[], |xml| {
                xml.options(None, |xml| {
                    xml.option("QString", "name", "");
                    xml.options(Some("properties"), |xml| by_facts(xml, colour));
                    xml.option("QString", "type", "collection");
                });
            });
        });
    });
}

/// What of a symbol depends on the incident.
fn by_facts(xml: &mut Xml, colour: Rgb) {
    let solid = rgba(colour, 255);
    by_expression(xml, "fillColor", &format!("CASE WHEN {UNKNOWN_TOLL} THEN '255,255,255,40' ELSE '{solid}' END"));
    by_expression(
        xml,
        "outlineColor",
        &format!("CASE WHEN {UNKNOWN_TOLL} OR {COARSE_PLACE} THEN '{solid}' ELSE '255,255,255,255' END"),
    );
    by_expression(xml, "outlineWidth", &format!("CASE WHEN {UNKNOWN_TOLL} OR {COARSE_PLACE} THEN 0.6 ELSE 0.3 END"));
    by_expression(xml, "outlineStyle", &format!("CASE WHEN {COARSE_PLACE} THEN 'dash' ELSE 'solid' END"));
    xml.options(Some("size"), |xml| {
        xml.option("bool", "active", "true");
        xml.option("QString", "field", "killed_best");
        size_by_area(xml);
        xml.option("int", "type", "2");
    });
}

fn by_expression(xml: &mut Xml, property: &str, expression: &str) {
    xml.options(Some(property), |xml| {
        xml.option("bool", "active", "true");
        xml.option("QString", "expression", expression);
        xml.option("int", "type", "3");
    });
}

/// QGIS' own size assistant: the symbol's area grows with the dead.
fn size_by_area(xml: &mut Xml) {
    xml.options(Some("transformer"), |xml| {
        xml.options(Some("d"), |xml| {
            xml.option("double", "exponent", "0.5");
            xml.option("double", "maxSize", LARGEST_MM);
            xml.option("double", "maxValue", MOST_DEAD);
            xml.option("double", "minSize", SMALLEST_MM);
            xml.option("double", "minValue", "0");
            xml.option("double", "nullSize", SMALLEST_MM);
            xml.option("int", "scaleType", "1");
        });
        xml.option("int", "t", "1");
    });
}

/// The key to the sizes in the layer tree's legend.
fn size_legend(xml: &mut Xml) {
    let attributes = [("type", "collapsed"), ("valign", "bottom"), ("title", "Killed (best figure; hollow: unknown)")];
    xml.element("data-defined-size-legend", &attributes, |xml| {
        xml.element("symbol", &[("type", "marker"), ("name", "source"), ("alpha", "1")], |xml| {
            xml.element("layer", &[("class", "SimpleMarker"), ("enabled", "1")], |xml| {
                xml.options(None, |xml| {
                    xml.option("QString", "color", "230,230,230,255");
                    xml.option("QString", "name", "circle");
                    xml.option("QString", "outline_color", "90,90,90,255");
                    xml.option("QString", "outline_width", "0.3");
                });
            });
        });
        xml.element("text-style", &[("align", "1")], |xml| {
            xml.empty("font", &[("family", "Sans Serif"), ("size", "8")]);
        });
    });
}

/// The white rim around a label's letters.
pub(super) fn halo(xml: &mut Xml) {
    let halo = [
        ("bufferDraw", "1"),
        ("bufferSize", "0.8"),
        ("bufferSizeUnits", "MM"),
        ("bufferColor", "255,255,255,255"),
        ("bufferOpacity", "0.9"),
    ];
    xml.empty("text-buffer", &halo);
}

fn labels(xml: &mut Xml) {
    xml.element("labeling", &[("type", "simple")], |xml| {
        xml.element("settings", &[("calloutType", "simple")], |xml| {
            let text = [
                ("fieldName", LABEL),
                ("isExpression", "1"),
                ("fontSize", "8.5"),
                ("fontSizeUnit", "Point"),
                ("textColor", "40,40,40,255"),
                ("textOpacity", "1"),
            ];
            xml.element("text-style", &text, halo);
            xml.empty("text-format", &[("wrapChar", ""), ("multilineAlign", "0"), ("autoWrapLength", "24")]);
            // Placement 6 is QGIS' cartographic one: around the point, by rank.
            xml.empty(
                "placement",
                &[
                    ("placement", "6"),
                    ("predefinedPositionOrder", "TR,TL,BR,BL,R,L,TSR,BSR"),
                    ("offsetType", "1"),
                    ("dist", "0.6"),
                    ("distUnits", "MM"),
                    ("priority", "5"),
                ],
            );
            xml.empty("rendering", &[("obstacle", "1"), ("displayAll", "0"), ("drawLabels", "1")]);
        });
    });
}

/// Column names as people read them: `killed_best` is "Killed best".
fn aliases(xml: &mut Xml) {
    xml.element("aliases", &[], |xml| {
        let shown = IncidentRow::COLUMNS.iter().filter(|c| !POINT_COLUMNS.contains(&c.name));
        for (index, column) in shown.enumerate() {
            xml.empty("alias", &[("field", column.name), ("index", &index.to_string()), ("name", &alias(column.name))]);
        }
    });
}

fn alias(name: &str) -> String {
    let words: Vec<String> = name
        .split('_')
        .enumerate()
        .map(|(i, word)| match word {
            "id" | "ids" | "acled" | "ucdp" | "iso3" | "urls" => word.to_uppercase(),
            "plover" => "PLOVER".to_owned(),
            "a" | "b" if i > 0 => word.to_uppercase(),
            _ if i == 0 => word[..1].to_uppercase() + &word[1..],
            _ => word.to_owned(),
        })
        .collect();
    words.join(" ").replace("geonameID", "GeoNames ID")
}

/// What a pointer over a symbol shows. The values are the reports' own words,
/// so their markup is made harmless.
fn map_tip() -> String {
    let text = |expression: &str| {
        format!("[% replace(coalesce({expression}, ''), map('&', '&amp;', '<', '&lt;', '>', '&gt;')) %]")
    };
    let place = text(LABEL);
    let when = "[% CASE WHEN \"date_start\" IS NULL THEN 'date not known' \
         WHEN \"date_end\" IS NULL THEN 'since ' || format_date(\"date_start\", 'yyyy-MM-dd') \
         WHEN \"date_start\" = \"date_end\" THEN format_date(\"date_start\", 'yyyy-MM-dd') \
         ELSE format_date(\"date_start\", 'yyyy-MM-dd') || ' to ' || format_date(\"date_end\", 'yyyy-MM-dd') END %]";
    let sides = text("concat(\"side_a\", if(\"side_b\" IS NULL, '', ' / ' || \"side_b\"))");
    let dead = "[% CASE WHEN \"killed_best\" IS NOT NULL THEN \"killed_best\" || ' killed' \
         WHEN \"killed_min\" IS NOT NULL THEN 'at least ' || \"killed_min\" || ' killed' \
         WHEN \"killed_max\" IS NOT NULL THEN 'up to ' || \"killed_max\" || ' killed' \
         ELSE 'deaths not known' END %]";
    let standing = "[% \"status\" || ', ' || replace(\"attribution\", '_', ' ') %]";
    format!(
        "<b>{}</b><br/>{place}<br/>{when}<br/>{sides}<br/>{dead} <i>({standing})</i><br/><q>{}</q><br/><small>{}</small>",
        text("\"sub_event_type\""),
        text("\"quote\""),
        text("coalesce(\"sources\", \"report_ids\")")
    )
}

#[cfg(test)]
mod tests {
    use super::alias;

    #[test]
    fn aliases_read_as_words() {
        assert_eq!(alias("killed_best"), "Killed best");
        assert_eq!(alias("side_a_iso3"), "Side A ISO3");
        assert_eq!(alias("ucdp_where_prec"), "UCDP where prec");
        assert_eq!(alias("id"), "ID");
    }
}
