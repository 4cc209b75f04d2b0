//! Places as the committed tables give them, before they are indexed.
//!
//! Shared by the library and its build script.

use std::collections::BTreeMap;

use super::fold::fold;

/// Names of the classes in the order of `FeatureClass`; a class is stored as
/// its position here.
pub(crate) const CLASSES: &[&str] =
    &["town", "country", "admin1", "admin2", "region", "water", "terrain", "road", "border", "spot"];

/// Names of the kinds of name in the order of `NameKind`, as the supplement
/// writes them before a colon; none stands for the second.
pub(crate) const NAME_KINDS: &[&str] = &["primary", "official", "former", "exonym", "translit", "contested"];

/// One place with its names, primary first, each with its kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) geonameid: u32,
    pub(crate) lat_e5: i32,
    pub(crate) lon_e5: i32,
    pub(crate) population: u32,
    pub(crate) radius_m: u32,
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) class: u8,
    pub(crate) code: String,
    pub(crate) iso2: String,
    pub(crate) admin1: String,
    pub(crate) admin2: String,
    /// What only the supplement knows: kind, countries, id, parted by `;`.
    pub(crate) extra: String,
    pub(crate) names: Vec<(u8, String)>,
}

impl Row {
    /// The primary name.
    pub(crate) fn name(&self) -> &str {
        self.names.first().map_or("", |(_, name)| name)
    }
}

/// Degrees as text, to hundred-thousandths.
pub(crate) fn e5(text: &str) -> Option<i32> {
    let value: f64 = text.parse().ok()?;
    Some((value * 1e5).round() as i32)
}

/// One row of `supplement.tsv`: a place, and what it is laid over.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Addition {
    /// Line in the file, from 1.
    pub(crate) line: usize,
    /// Its own id.
    pub(crate) id: String,
    /// `gn:147625`, `admin:AZ.28` or empty for a new place.
    pub(crate) merge: String,
    /// Whether a point is given.
    pub(crate) placed: bool,
    /// Why we know it.
    pub(crate) source: String,
    /// The place itself.
    pub(crate) row: Row,
}

/// The columns of the supplement.
pub(crate) const SUPPLEMENT: &str = "id\tname\talternates\tclass\tkind\tfeature_code\tlat\tlon\tradius_km\tcountries\tadmin1\tadmin2\tvalid_from\tvalid_to\tmerge\tsource";

/// Reads the supplement; an error names the line and what is wrong with it.
pub(crate) fn supplement(text: &str) -> Result<Vec<Addition>, String> {
    let mut out = Vec::new();
    let mut header = false;
    for (n, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        if !header {
            if line != SUPPLEMENT {
                return Err(format!("supplement.tsv:{}: the columns must be {SUPPLEMENT}", n + 1));
            }
            header = true;
            continue;
        }
        out.push(addition(n + 1, line).map_err(|e| format!("supplement.tsv:{}: {e}", n + 1))?);
    }
    Ok(out)
}

fn addition(line: usize, text: &str) -> Result<Addition, String> {
    let cells: Vec<&str> = text.split('\t').collect();
    let [id, name, alternates, class, kind, code, lat, lon, radius, countries, admin1, admin2, from, to, merge, source] =
        cells[..]
    else {
        return Err(format!("{} columns, 16 expected", cells.len()));
    };
    let class = CLASSES.iter().position(|c| *c == class).ok_or_else(|| format!("class {class} is not known"))?;
    let placed = !lat.is_empty();
    let point = if placed { e5(lat).zip(e5(lon)).ok_or("no such point")? } else { (0, 0) };
    let radius: f64 =
        if radius.is_empty() { 0.0 } else { radius.parse().map_err(|e| format!("radius_km {radius}: {e}"))? };
    let mut names = vec![(0, name.to_owned())];
    for form in alternates.split('|').filter(|a| !a.is_empty()) {
        names.push(typed(form)?);
    }
    let row = Row {
        lat_e5: point.0,
        lon_e5: point.1,
        radius_m: (radius * 1000.0).round() as u32,
        from: day(from)?,
        to: day(to)?,
        class: class as u8,
        code: code.into(),
        iso2: if countries.len() == 2 { countries.into() } else { String::new() },
        admin1: admin1.into(),
        admin2: admin2.into(),
        extra: format!("{kind};{countries};{id}"),
        names,
        ..Row::default()
    };
    Ok(Addition { line, id: id.into(), merge: merge.into(), placed, source: source.into(), row })
}

/// `contested:Berdzor` with its kind's position; without one, an alternate.
fn typed(form: &str) -> Result<(u8, String), String> {
    match form.split_once(':') {
        Some((kind, name)) => match NAME_KINDS.iter().position(|k| *k == kind) {
            Some(kind) if kind > 0 => Ok((kind as u8, name.to_owned())),
            _ => Err(format!("{kind}: is not a kind of name")),
        },
        None => Ok((1, form.to_owned())),
    }
}

/// `2020-11-10` as 20201110; 0 for open.
pub(crate) fn day(text: &str) -> Result<u32, String> {
    if text.is_empty() {
        return Ok(0);
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let shaped = text.len() == 10 && digits.len() == 8;
    shaped.then(|| digits.parse().ok()).flatten().ok_or_else(|| format!("{text} is no date (YYYY-MM-DD)"))
}

/// Reads `borders.tsv`: the land borders, as places named after their two
/// countries, sorted by the alpha-2 codes of these.
pub(crate) fn borders(text: &str, places: &[Row]) -> Result<Vec<Row>, String> {
    // A country's code is its alpha-3 one.
    let countries: BTreeMap<&str, &Row> = places.iter().filter(|r| r.class == 1).map(|r| (&*r.code, r)).collect();
    let mut out = Vec::new();
    for (n, line) in text.lines().enumerate().skip(1) {
        let wrong = || format!("borders.tsv:{}: not as expected", n + 1);
        let [a, b, lat, lon, reach] = line.split('\t').collect::<Vec<_>>()[..] else { return Err(wrong()) };
        let point = e5(lat).zip(e5(lon)).ok_or_else(wrong)?;
        // Natural Earth's parts that are no country of ours have no border by name.
        let (Some(a), Some(b)) = (countries.get(a), countries.get(b)) else { continue };
        let (a, b) = if a.iso2 < b.iso2 { (a, b) } else { (b, a) };
        let (one, two) = (&a.names[0].1, &b.names[0].1);
        out.push(Row {
            lat_e5: point.0,
            lon_e5: point.1,
            radius_m: reach.parse::<u32>().unwrap_or(0) * 1000,
            class: 8,
            code: "BDRY".into(),
            extra: format!("border;{},{}", a.iso2, b.iso2),
            names: vec![(0, format!("{one}-{two} border")), (1, format!("{two}-{one} border"))],
            ..Row::default()
        });
    }
    out.sort_by(|x, y| x.extra.cmp(&y.extra));
    Ok(out)
}

/// Lays the supplement over the places: rows that name one to merge with add
/// their names to it (and replace class, point, radius and dates where they
/// give them), the others are new places.
pub(crate) fn lay_over(places: &mut Vec<Row>, additions: Vec<Addition>) -> Result<(), String> {
    let mut by_id = BTreeMap::new();
    for (n, row) in places.iter().enumerate() {
        if row.geonameid != 0 {
            by_id.insert(format!("gn:{}", row.geonameid), n);
        }
        match row.class {
            2 => by_id.insert(format!("admin:{}.{}", row.iso2, row.admin1), n),
            3 => by_id.insert(format!("admin:{}.{}.{}", row.iso2, row.admin1, row.admin2), n),
            _ => None,
        };
    }
    for addition in additions {
        if addition.merge.is_empty() {
            places.push(addition.row);
            continue;
        }
        let target = by_id.get(&addition.merge).and_then(|n| places.get_mut(*n)).ok_or_else(|| {
            format!("supplement.tsv:{}: there is no place {} to merge with", addition.line, addition.merge)
        })?;
        merge(target, addition);
    }
    Ok(())
}

/// Lays one row of the supplement over its place.
pub(crate) fn merge(target: &mut Row, addition: Addition) {
    let row = addition.row;
    if addition.placed {
        (target.lat_e5, target.lon_e5) = (row.lat_e5, row.lon_e5);
    }
    if row.radius_m > 0 {
        target.radius_m = row.radius_m;
    }
    // Rows of kind `names` say nothing else of the place.
    if !row.extra.starts_with("names;") {
        target.extra = row.extra;
    }
    if row.from > 0 || row.to > 0 {
        (target.from, target.to) = (row.from, row.to);
    }
    // The supplement's primary name becomes the place's, the old one stays known.
    let mut names = row.names;
    for (kind, name) in std::mem::take(&mut target.names) {
        let key = fold(&name);
        if names.iter().all(|(_, n)| fold(n) != key) {
            names.push((kind.max(1), name));
        }
    }
    target.names = names;
}
