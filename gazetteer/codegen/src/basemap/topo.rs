//! TopoJSON (<https://github.com/topojson/topojson-specification>), as far as
//! the packages use it: one quantised topology of polygons and lines.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Degrees;
use crate::error::Result;

/// A quantised topology.
pub(crate) struct Topology {
    /// Degrees per unit, east and north.
    pub(crate) scale: Degrees,
    /// Degrees of the unit 0.
    pub(crate) translate: Degrees,
    /// Arcs in units, absolute.
    pub(crate) arcs: Vec<Vec<[i64; 2]>>,
    json: Value,
}

/// A ring as arcs; `!i` is arc `i` backwards.
pub(crate) type Ring = Vec<i64>;

/// A country or a part that Natural Earth sets apart.
pub(crate) struct Country {
    /// ISO 3166-1 alpha-3, or Natural Earth's own code where there is none.
    pub(crate) code: String,
    /// Natural Earth's short name.
    pub(crate) name: String,
    /// Polygons of rings, the outer one first.
    pub(crate) polygons: Vec<Vec<Ring>>,
}

/// Natural Earth's codes for what has none of ISO's (`ADM0_A3`).
const OWN_CODES: [(&str, &str); 17] = [
    ("Akrotiri", "WSB"),
    ("Ashmore and Cartier Is.", "ATC"),
    ("Baikonur", "KAB"),
    ("Bajo Nuevo Bank", "BJN"),
    ("Clipperton I.", "CLP"),
    ("Coral Sea Is.", "CSI"),
    ("Cyprus U.N. Buffer Zone", "CNM"),
    ("Dhekelia", "ESB"),
    ("Indian Ocean Ter.", "IOA"),
    ("Kosovo", "XKX"),
    ("N. Cyprus", "CYN"),
    ("Scarborough Reef", "SCR"),
    ("Serranilla Bank", "SER"),
    ("Siachen Glacier", "KAS"),
    ("Somaliland", "SOL"),
    ("Spratly Is.", "PGA"),
    ("USNB Guantanamo Bay", "USG"),
];

fn bad(what: &str) -> String {
    format!("TopoJSON: {what} is not as expected")
}

fn pair(v: &Value) -> Option<Degrees> {
    Some([v.get(0)?.as_f64()?, v.get(1)?.as_f64()?])
}

impl Topology {
    /// Reads a file.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self> {
        let json: Value = serde_json::from_slice(bytes).map_err(|e| format!("TopoJSON: {e}"))?;
        let scale = pair(&json["transform"]["scale"]).ok_or_else(|| bad("transform.scale"))?;
        let translate = pair(&json["transform"]["translate"]).ok_or_else(|| bad("transform.translate"))?;
        let mut arcs = Vec::new();
        for arc in json["arcs"].as_array().ok_or_else(|| bad("arcs"))? {
            let (mut x, mut y) = (0, 0);
            let mut points = Vec::new();
            for point in arc.as_array().ok_or_else(|| bad("an arc"))? {
                let delta = |i: usize| point.get(i).and_then(Value::as_i64).ok_or_else(|| bad("a point"));
                (x, y) = (x + delta(0)?, y + delta(1)?);
                points.push([x, y]);
            }
            arcs.push(points);
        }
        Ok(Self { scale, translate, arcs, json })
    }

    /// A point in degrees.
    pub(crate) fn degrees(&self, p: [i64; 2]) -> Degrees {
        [self.translate[0] + self.scale[0] * p[0] as f64, self.translate[1] + self.scale[1] * p[1] as f64]
    }

    fn geometries(&self, object: &str) -> Result<&Vec<Value>> {
        self.json["objects"][object]["geometries"].as_array().ok_or_else(|| bad(object))
    }

    /// The countries, sorted by code; `codes` gives ISO's by name.
    pub(crate) fn countries(&self, codes: &BTreeMap<String, String>) -> Result<Vec<Country>> {
        let mut out = Vec::new();
        for g in self.geometries("countries")? {
            let name = g["properties"]["name"].as_str().ok_or_else(|| bad("a name"))?.to_owned();
            let own = OWN_CODES.iter().find(|(n, _)| *n == name).map(|(_, c)| (*c).to_owned());
            let code = match own.or_else(|| codes.get(&name).cloned()) {
                Some(code) => code,
                None if name == "Vatican" => "VAT".into(),
                None => return Err(format!("no code is known for {name}: add it to OWN_CODES")),
            };
            out.push(Country { code, name, polygons: polygons(g)? });
        }
        out.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(out)
    }

    /// All rings of an object of polygons.
    pub(crate) fn rings(&self, object: &str) -> Result<Vec<Ring>> {
        let mut out = Vec::new();
        for g in self.geometries(object)? {
            out.extend(polygons(g)?.into_iter().flatten());
        }
        Ok(out)
    }

    /// The outlines of an object of polygons or lines, in degrees.
    pub(crate) fn outlines(&self, object: &str) -> Result<Vec<Vec<Degrees>>> {
        let mut out = Vec::new();
        for g in self.geometries(object)? {
            let rings = match g["type"].as_str() {
                Some("LineString") => vec![ring(&g["arcs"])?],
                Some("MultiLineString") => list(&g["arcs"])?.iter().map(ring).collect::<Result<_>>()?,
                _ => polygons(g)?.into_iter().flatten().collect(),
            };
            out.extend(rings.iter().map(|r| self.joined(r)));
        }
        Ok(out)
    }

    /// The points of a ring or line.
    fn joined(&self, arcs: &Ring) -> Vec<Degrees> {
        let mut out: Vec<Degrees> = Vec::new();
        for &i in arcs {
            let index = if i < 0 { !i } else { i } as usize;
            let mut points: Vec<Degrees> = self.arcs[index].iter().map(|p| self.degrees(*p)).collect();
            if i < 0 {
                points.reverse();
            }
            let skip = usize::from(!out.is_empty());
            out.extend(points.into_iter().skip(skip));
        }
        out
    }
}

fn list(v: &Value) -> Result<&Vec<Value>> {
    v.as_array().ok_or_else(|| bad("a list of arcs"))
}

fn ring(v: &Value) -> Result<Ring> {
    list(v)?.iter().map(|i| i.as_i64().ok_or_else(|| bad("an arc's number"))).collect()
}

fn polygons(g: &Value) -> Result<Vec<Vec<Ring>>> {
    let rings = |v: &Value| -> Result<Vec<Ring>> { list(v)?.iter().map(ring).collect() };
    match g["type"].as_str() {
        Some("Polygon") => Ok(vec![rings(&g["arcs"])?]),
        Some("MultiPolygon") => list(&g["arcs"])?.iter().map(rings).collect(),
        _ => Ok(Vec::new()),
    }
}
