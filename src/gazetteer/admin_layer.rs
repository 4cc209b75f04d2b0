//! Areas of the user's own, with codes: a layer of polygons in GeoJSON, asked
//! for the area in which a point lies.

use std::collections::BTreeSet;

use geo::{BoundingRect as _, Coord, Intersects as _, LineString, MultiPolygon, Point, Polygon, Rect};
use geojson::{Feature, GeoJson, JsonValue};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::error::{Error, Notice, Result};

/// Kilometres of a degree of latitude on the mean sphere.
const DEGREE_KM: f64 = 111.195;
/// How much wider than an area a place's uncertainty may be. Half as much again:
/// reaches of divisions are rounded up.
const TOO_WIDE: f64 = 1.5;

/// The area in which a point lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct AdminArea {
    /// Its code.
    pub code: String,
    /// Its name, where the layer has one.
    pub name: Option<String>,
}

/// A layer of areas.
#[derive(Debug)]
pub struct AdminLayer {
    areas: Vec<Area>,
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    left_out: usize,
}

#[derive(Debug)]
struct Area {
    what: AdminArea,
    shape: MultiPolygon<f64>,
    /// Radius of a circle of its size.
    radius_km: f64,
}

impl AdminLayer {
    /// Reads a layer; `file` is named in errors. Without a field for names, that
    /// of the code with `_EN` or `_NAME` in place of `_PCODE` or `_CODE` is
    /// taken, or `name`.
    ///
    /// # Errors
    /// [`Error::Input`] where it is no GeoJSON of polygons in degrees, or has no
    /// such field.
    pub fn parse(text: &str, file: &str, code_field: Option<&str>, name_field: Option<&str>) -> Result<Self> {
        let wrong = |what: String, remedy: &str| Error::Input(Notice::new(file, what, remedy));
        let features = features(text.trim_start_matches('\u{feff}'), file)?;
        let fields: BTreeSet<&str> =
            features.iter().filter_map(|f| f.properties.as_ref()).flat_map(|p| p.keys().map(String::as_str)).collect();
        let listed = || fields.iter().copied().collect::<Vec<_>>().join(", ");
        let code_field = code_field.ok_or_else(|| {
            let what = "which field holds the code of an area?".to_owned();
            wrong(what, &format!("name it with --code-field; the fields are: {}", listed()))
        })?;
        for field in std::iter::once(code_field).chain(name_field) {
            if !fields.contains(field) {
                return Err(wrong(format!("no field '{field}'"), &format!("the fields are: {}", listed())));
            }
        }
        let name_field = name_field.map(str::to_owned).or_else(|| name_beside(code_field, &fields));
        let mut layer = Self { areas: Vec::new(), boxes: RTree::new(), left_out: 0 };
        for feature in &features {
            let Some(shape) = shape(feature) else {
                layer.left_out += 1;
                continue;
            };
            if let Some(corner) = off_earth(&shape) {
                let what = format!("{}, {} are no degrees of longitude and latitude", corner.x, corner.y);
                return Err(wrong(what, "export the layer as GeoJSON in EPSG:4326 (WGS 84)"));
            }
            let properties = feature.properties.as_ref();
            let text = |field: &str| properties.and_then(|p| p.get(field)).and_then(text_of);
            match text(code_field) {
                Some(code) => layer.add(AdminArea { code, name: name_field.as_deref().and_then(text) }, shape),
                None => layer.left_out += 1,
            }
        }
        if layer.areas.is_empty() {
            let what = format!("no polygon with a code among {} features", features.len());
            return Err(wrong(what, "give a layer of areas, not of points or lines"));
        }
        Ok(layer.indexed())
    }

    fn add(&mut self, what: AdminArea, shape: MultiPolygon<f64>) {
        let radius_km = libm::sqrt(size_km2(&shape) / std::f64::consts::PI);
        self.areas.push(Area { what, shape, radius_km });
    }

    fn indexed(mut self) -> Self {
        let boxed = |(n, area): (usize, &Area)| {
            let rect = area.shape.bounding_rect()?;
            let (low, high) = (rect.min(), rect.max());
            Some(GeomWithData::new(Rectangle::from_corners([low.x, low.y], [high.x, high.y]), n))
        };
        self.boxes = RTree::bulk_load(self.areas.iter().enumerate().filter_map(boxed).collect());
        self
    }

    /// How many areas it has.
    pub fn len(&self) -> usize {
        self.areas.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }

    /// Features that are no areas, or have no code.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// The area in which a point lies, the smallest of several. `None` outside
    /// all of them, and where the point is known more coarsely than the area is
    /// wide: within more than one and a half times the radius of a circle of the
    /// area's size.
    pub fn at(&self, lat: f64, lon: f64, uncertainty_km: f64) -> Option<&AdminArea> {
        let point = Point::new(lon, lat);
        let here = AABB::from_point([lon, lat]);
        let boxed = self.boxes.locate_in_envelope_intersecting(&here).map(|found| &self.areas[found.data]);
        let holding = boxed.filter(|area| area.shape.intersects(&point));
        let smallest =
            holding.min_by(|a, b| a.radius_km.total_cmp(&b.radius_km).then_with(|| a.what.code.cmp(&b.what.code)))?;
        (uncertainty_km <= smallest.radius_km * TOO_WIDE).then_some(&smallest.what)
    }
}

fn features(text: &str, file: &str) -> Result<Vec<Feature>> {
    let wrong = |notice: Notice| Err(Error::Input(notice));
    let parsed: std::result::Result<GeoJson, geojson::Error> = text.parse();
    match parsed {
        Ok(GeoJson::FeatureCollection(collection)) => Ok(collection.features),
        Ok(GeoJson::Feature(feature)) => Ok(vec![feature]),
        Ok(GeoJson::Geometry(_)) => {
            wrong(Notice::new(file, "a shape without fields", "give a FeatureCollection whose features have codes"))
        }
        Err(geojson::Error::MalformedGeoJson(why)) if why.is_syntax() || why.is_eof() => {
            let remedy = "export the layer as GeoJSON (EPSG:4326) again";
            wrong(Notice::new(file, format!("broken JSON: {why}"), remedy).at_line(why.line() as u64))
        }
        Err(why) => wrong(Notice::new(file, format!("no GeoJSON: {why}"), "export the layer as GeoJSON (EPSG:4326)")),
    }
}

/// The polygons of a feature.
fn shape(feature: &Feature) -> Option<MultiPolygon<f64>> {
    let geometry: geo::Geometry<f64> = feature.geometry.as_ref()?.try_into().ok()?;
    let polygons: Vec<Polygon<f64>> = match geometry {
        geo::Geometry::Polygon(polygon) => vec![polygon],
        geo::Geometry::MultiPolygon(many) => many.0,
        geo::Geometry::GeometryCollection(parts) => parts
            .into_iter()
            .flat_map(|part| match part {
                geo::Geometry::Polygon(polygon) => vec![polygon],
                geo::Geometry::MultiPolygon(many) => many.0,
                _ => Vec::new(),
            })
            .collect(),
        _ => Vec::new(),
    };
    let polygons: Vec<Polygon<f64>> = polygons.into_iter().filter(|p| p.exterior().0.len() >= 4).collect();
    (!polygons.is_empty()).then(|| MultiPolygon::new(polygons))
}

fn off_earth(shape: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    let rect: Rect<f64> = shape.bounding_rect()?;
    [rect.min(), rect.max()].into_iter().find(|corner| corner.x.abs() > 360.0 || corner.y.abs() > 90.0)
}

/// About the size of an area: on a plane whose degrees of longitude are as long
/// as in its middle.
fn size_km2(shape: &MultiPolygon<f64>) -> f64 {
    let middle = shape.bounding_rect().map_or(0.0, |rect| rect.center().y);
    let ring = |ring: &LineString<f64>| {
        let twice: f64 = ring.lines().map(|edge| edge.start.x * edge.end.y - edge.end.x * edge.start.y).sum();
        twice.abs() / 2.0
    };
    let squares: f64 =
        shape.iter().map(|p| ring(p.exterior()) - p.interiors().iter().map(ring).sum::<f64>()).sum::<f64>().max(0.0);
    squares * DEGREE_KM * DEGREE_KM * libm::cos(middle.to_radians())
}

/// A code or name: codes are numbers in some layers.
fn text_of(value: &JsonValue) -> Option<String> {
    match value {
        JsonValue::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        JsonValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn name_beside(code_field: &str, fields: &BTreeSet<&str>) -> Option<String> {
    let stem =
        ["_PCODE", "_CODE", "_pcode", "_code", "Pcode", "PCODE"].iter().find_map(|end| code_field.strip_suffix(end));
    let beside = stem.into_iter().flat_map(|stem| ["_EN", "_NAME", "_en", "_name"].map(|end| format!("{stem}{end}")));
    beside.chain(["name".to_owned(), "NAME".to_owned()]).find(|field| fields.contains(field.as_str()))
}

#[cfg(test)]
mod tests {
    use geojson::JsonObject;

    use super::*;

    fn fields(pairs: &[(&str, JsonValue)]) -> JsonObject {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
    }

    fn square(west: f64, south: f64, side: f64, properties: &JsonObject) -> String {
        let (east, north) = (west + side, south + side);
        let ring = format!("[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]");
        let properties = serde_json::to_string(properties).unwrap();
        format!(
            r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
        )
    }

    fn layer(features: &[String]) -> String {
        format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}", features.join(",\n"))
    }

    fn two() -> String {
        let lachin = fields(&[("ADM2_PCODE", "AZ0901".into()), ("ADM2_EN", "Lachin".into())]);
        let wide = fields(&[("ADM2_PCODE", 7.into())]);
        layer(&[square(46.0, 39.0, 1.0, &lachin), square(40.0, 35.0, 10.0, &wide)])
    }

    fn parsed(text: &str) -> AdminLayer {
        AdminLayer::parse(text, "adm2.geojson", Some("ADM2_PCODE"), None).unwrap()
    }

    #[test]
    fn a_point_lies_in_the_smallest_area_that_holds_it() {
        let layer = parsed(&two());
        let found = layer.at(39.6, 46.5, 2.0).unwrap();
        assert_eq!((found.code.as_str(), found.name.as_deref()), ("AZ0901", Some("Lachin")));
        let found = layer.at(41.0, 44.0, 2.0).unwrap();
        assert_eq!((found.code.as_str(), found.name.as_deref()), ("7", None));
        assert_eq!(layer.at(0.0, 0.0, 2.0), None);
    }

    #[test]
    fn a_place_known_more_coarsely_than_an_area_is_in_none() {
        let layer = parsed(&two());
        // A square degree here is about as large as a circle of 55 km.
        assert!(layer.at(39.6, 46.5, 80.0).is_some());
        assert_eq!(layer.at(39.6, 46.5, 90.0), None);
    }

    #[test]
    fn what_is_no_layer_of_areas_is_refused_with_what_there_is() {
        let refused = |text: &str, code: Option<&str>| {
            AdminLayer::parse(text, "adm2.geojson", code, None).unwrap_err().to_string()
        };
        let error = refused("{\"type\":\n\"Feature", Some("x"));
        assert!(error.starts_with("adm2.geojson:2: broken JSON"), "{error}");
        let error = refused(&two(), Some("PCODE"));
        assert!(error.contains("no field 'PCODE'") && error.contains("ADM2_EN, ADM2_PCODE"), "{error}");
        let error = refused(&two(), None);
        assert!(error.contains("--code-field") && error.contains("ADM2_PCODE"), "{error}");
        let points = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"c":1},"geometry":{"type":"Point","coordinates":[1,2]}}]}"#;
        assert!(refused(points, Some("c")).contains("no polygon"));
        let metres = layer(&[square(500_000.0, 4_000_000.0, 1000.0, &fields(&[("c", 1.into())]))]);
        assert!(refused(&metres, Some("c")).contains("EPSG:4326"));
        assert!(refused("[1,2]", Some("c")).contains("no GeoJSON") || refused("[1,2]", Some("c")).contains("broken"));
    }

    #[test]
    fn areas_without_code_are_counted() {
        let text = layer(&[
            square(0.0, 0.0, 1.0, &fields(&[("c", "A".into())])),
            square(2.0, 0.0, 1.0, &fields(&[("c", JsonValue::Null)])),
        ]);
        let layer = AdminLayer::parse(&text, "x", Some("c"), None).unwrap();
        assert_eq!((layer.len(), layer.left_out()), (1, 1));
    }
}
