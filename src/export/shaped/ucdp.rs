//! UCDP GED's columns (any version reads them by name) and scope: organised
//! actors, at least one death in one of the three figures.

use super::fields::Fields;
use super::{Made, Row};
use crate::export::table::Kind;

/// The columns.
pub(super) const COLUMNS: [(&str, Kind); 49] = [
    ("id", Kind::Text),
    ("relid", Kind::Text),
    ("year", Kind::Integer),
    ("active_year", Kind::Integer),
    ("code_status", Kind::Text),
    ("type_of_violence", Kind::Integer),
    ("conflict_dset_id", Kind::Integer),
    ("conflict_new_id", Kind::Integer),
    ("conflict_name", Kind::Text),
    ("dyad_dset_id", Kind::Integer),
    ("dyad_new_id", Kind::Integer),
    ("dyad_name", Kind::Text),
    ("side_a_dset_id", Kind::Integer),
    ("side_a_new_id", Kind::Integer),
    ("side_a", Kind::Text),
    ("side_b_dset_id", Kind::Integer),
    ("side_b_new_id", Kind::Integer),
    ("side_b", Kind::Text),
    ("number_of_sources", Kind::Integer),
    ("source_article", Kind::Text),
    ("source_office", Kind::Text),
    ("source_date", Kind::Date),
    ("source_headline", Kind::Text),
    ("source_original", Kind::Text),
    ("where_prec", Kind::Integer),
    ("where_coordinates", Kind::Text),
    ("where_description", Kind::Text),
    ("adm_1", Kind::Text),
    ("adm_2", Kind::Text),
    ("latitude", Kind::Number),
    ("longitude", Kind::Number),
    ("geom_wkt", Kind::Text),
    ("priogrid_gid", Kind::Integer),
    ("country", Kind::Text),
    ("country_id", Kind::Integer),
    ("region", Kind::Text),
    ("event_clarity", Kind::Integer),
    ("date_prec", Kind::Integer),
    ("date_start", Kind::Date),
    ("date_end", Kind::Date),
    ("deaths_a", Kind::Integer),
    ("deaths_b", Kind::Integer),
    ("deaths_civilians", Kind::Integer),
    ("deaths_unknown", Kind::Integer),
    ("best", Kind::Integer),
    ("high", Kind::Integer),
    ("low", Kind::Integer),
    ("gwnoa", Kind::Integer),
    ("gwnob", Kind::Integer),
];

/// The cell of PRIO-GRID: half degrees, numbered from 1 at the south-western
/// corner, 720 a row.
fn priogrid(lat: f64, lon: f64) -> i64 {
    let row = ((lat + 90.0) * 2.0).floor().clamp(0.0, 359.0) as i64;
    let column = ((lon + 180.0) * 2.0).floor().clamp(0.0, 719.0) as i64;
    row * 720 + column + 1
}

/// Figures of the dead, all told.
struct Dead {
    low: i64,
    best: i64,
    high: i64,
    a: i64,
    b: i64,
    civilians: i64,
    unknown: i64,
}

impl Dead {
    /// Where at least one death is told.
    fn of(incident: &Fields<'_>) -> Option<Self> {
        let [min, best, max] = ["killed_min", "killed_best", "killed_max"].map(|name| incident.whole(name));
        let parts = ["killed_a", "killed_b", "killed_civilians"].map(|name| incident.whole(name).unwrap_or(0));
        let sum = parts.iter().sum::<i64>();
        let best = best.or(min).unwrap_or(sum).max(0);
        let low = min.unwrap_or(best).min(best);
        let high = max.unwrap_or(best).max(best);
        // The parts make the best figure; what no side is told for is unknown.
        let [a, b, civilians] = if sum <= best { parts } else { [0; 3] };
        let unknown = best - a - b - civilians;
        (best > 0 || low > 0 || high > 0).then_some(Self { low, best, high, a, b, civilians, unknown })
    }
}

/// The row of an incident.
pub(super) fn rows(incident: &Fields<'_>) -> Result<Row, &'static str> {
    let kind = incident
        .whole("type_of_violence")
        .ok_or("no violence between organised actors or against civilians, or its sides are not known well enough")?;
    let mut dead = Dead::of(incident).ok_or("no death is told")?;
    let (lat, lon) = incident.point.ok_or("not placed")?;
    let start = incident.day("date_start").ok_or("undated")?;
    let end = incident.day("date_end").unwrap_or(start);
    let precision = incident.whole("ucdp_date_prec").ok_or("dated only to more than a year, or still going on")?;
    let state = |side| incident.text(side) == Some("State forces");
    // The government comes first in what is state-based.
    let turned = kind == 1 && state("inter_b") && !state("inter_a");
    let (first, second) = if turned { ("side_b", "side_a") } else { ("side_a", "side_b") };
    if turned {
        std::mem::swap(&mut dead.a, &mut dead.b);
    }
    let side_a = incident.text(first).ok_or("the acting side is not known")?;
    let side_b = if kind == 3 { Some("Civilians") } else { incident.text(second) };
    let side_b = side_b.ok_or("the second side is not known")?;
    // As ACLED names those of whom nothing is known; UCDP asks who acted.
    if [side_a, side_b].iter().any(|side| side.starts_with("Unidentified ")) {
        return Err("a side is not identified");
    }
    let place = incident.text("place");
    let relation = incident.text("reported_relation");
    let told = [relation, incident.text("place_as_reported").or(place)];
    let description = told.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let none = || Made::None;
    let values = vec![
        Made::text(incident.text("id")),
        none(),
        Made::Integer(start.year().into()),
        none(),
        none(),
        Made::Integer(kind),
        none(),
        none(),
        none(),
        none(),
        none(),
        Made::Text(format!("{side_a} - {side_b}")),
        none(),
        none(),
        Made::Text(side_a.to_owned()),
        none(),
        none(),
        Made::Text(side_b.to_owned()),
        Made::whole(incident.whole("n_reports")),
        Made::text(incident.text("urls").or(incident.text("report_ids"))),
        Made::text(incident.text("sources")),
        incident.day("published_first").map_or(Made::None, Made::Day),
        none(),
        none(),
        Made::whole(incident.whole("ucdp_where_prec")),
        Made::text(place),
        Made::Text(description),
        Made::text(incident.text("admin1")),
        Made::text(incident.text("admin2")),
        Made::Number(lat),
        Made::Number(lon),
        Made::Text(format!("POINT ({lon} {lat})")),
        Made::Integer(priogrid(lat, lon)),
        Made::text(incident.text("country")),
        none(),
        none(),
        Made::Integer(1),
        Made::Integer(precision),
        Made::Day(start),
        Made::Day(end),
        Made::Integer(dead.a),
        Made::Integer(dead.b),
        Made::Integer(dead.civilians),
        Made::Integer(dead.unknown),
        Made::Integer(dead.best),
        Made::Integer(dead.high),
        Made::Integer(dead.low),
        none(),
        none(),
    ];
    Ok(Row { point: (lat, lon), values })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_numbered_as_prio_grid_has_them() {
        assert_eq!(priogrid(35.763_369, 36.558_974), 181_154);
        assert_eq!((priogrid(-90.0, -180.0), priogrid(90.0, 180.0)), (1, 259_200));
    }
}
