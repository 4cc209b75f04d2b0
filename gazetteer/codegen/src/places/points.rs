//! Points set by hand: `country_points.tsv`, `division_points.tsv`.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::product::Inputs;

/// Points (lat, lon) by code.
pub(crate) type Points = BTreeMap<String, (f64, f64)>;

/// Reads a table of four columns: code, lat, lon, source.
pub(crate) fn read(inputs: &Inputs, file: &str) -> Result<Points> {
    let path = inputs.data.join(file);
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: cannot read: {e}", path.display()))?;
    let mut out = Points::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')).skip(1) {
        let wrong = || format!("{file}:{}: code, lat, lon, source expected", n + 1);
        let [code, lat, lon, _source] = line.split('\t').collect::<Vec<_>>()[..] else { return Err(wrong()) };
        let point = lat.parse().ok().zip(lon.parse().ok()).ok_or_else(wrong)?;
        out.insert(code.to_owned(), point);
    }
    Ok(out)
}
