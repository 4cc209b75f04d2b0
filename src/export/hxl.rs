//! HXL hashtags (<https://hxlstandard.org>, 1.1) of columns, by the names that
//! our own tables, ACLED and UCDP GED give them.

/// Hashtags and the columns that have them.
const TAGS: [(&str, &[&str]); 33] = [
    ("#event+id", &["id", "event_id_cnty"]),
    ("#event+type", &["event_type", "type_of_violence"]),
    ("#event+subtype", &["sub_event_type"]),
    ("#event+category", &["disorder_type", "plover"]),
    ("#status", &["status", "code_status"]),
    ("#date+start", &["date_start", "event_date", "date"]),
    ("#date+end", &["date_end"]),
    ("#date+year", &["year"]),
    ("#date+published", &["published_first", "source_date"]),
    ("#geo+lat", &["latitude", "lat"]),
    ("#geo+lon", &["longitude", "lon"]),
    ("#geo+precision", &["geo_precision", "where_prec", "ucdp_where_prec"]),
    ("#loc+name", &["place", "location", "where_coordinates"]),
    ("#loc+code+v_geonames", &["geonameid"]),
    ("#country+name", &["country"]),
    ("#country+code+v_iso3", &["iso3"]),
    ("#country+code+v_ison", &["iso"]),
    ("#region+name", &["region"]),
    ("#adm1+name", &["admin1", "adm_1"]),
    ("#adm2+name", &["admin2", "adm_2"]),
    ("#adm3+name", &["admin3"]),
    ("#group+a+name", &["side_a", "actor1"]),
    ("#group+b+name", &["side_b", "actor2"]),
    ("#affected+killed", &["killed_best", "fatalities", "best"]),
    ("#affected+killed+min", &["killed_min", "low"]),
    ("#affected+killed+max", &["killed_max", "high"]),
    ("#affected+killed+civilians", &["killed_civilians", "deaths_civilians"]),
    ("#affected+injured+min", &["wounded_min"]),
    ("#affected+injured+max", &["wounded_max"]),
    ("#affected+displaced+min", &["displaced_min"]),
    ("#affected+displaced+max", &["displaced_max"]),
    ("#description", &["quote", "notes", "source_article"]),
    ("#meta+source", &["sources", "source", "source_office"]),
];

/// The hashtag of a column; the empty text where it has none.
pub(super) fn tag(column: &str) -> &'static str {
    let known = |names: &&[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(column));
    TAGS.iter().find(|(_, names)| known(names)).map_or("", |(tag, _)| tag)
}
