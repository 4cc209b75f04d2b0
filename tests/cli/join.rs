//! `join`: two sets of rows.

use super::draw::ACLED;
use crate::support::program::Desk;

/// Rows in UCDP's columns, invented: twins of two of ACLED's, and another.
const UCDP: &str = "\
id,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,country,latitude,longitude,date_prec,date_start,date_end,best,high,low
900,1,Government of Examplia,Hill Band,1,Upper Example town,North,Examplia,35.11,43.21,1,2024-11-01,2024-11-01,3,3,3
901,3,Hill Band,Civilians,2,Lower Example,North,Examplia,35.35,43.6,1,2024-11-03,2024-11-03,12,14,10
902,1,Government of Examplia,River Front,1,Far Example,North,Examplia,34.6,44.0,1,2024-11-06,2024-11-06,5,5,5
903,1,Government of Examplia,River Front,1,Other land,West,Elsewhere,5.9,3.2,1,2024-11-06,2024-11-06,5,5,5
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("acled.csv", ACLED.as_bytes());
    desk.write("ucdp.csv", UCDP.as_bytes());
    desk
}

#[test]
fn two_known_datasets_are_matched_without_a_word() {
    let desk = desk();
    let ran = desk.run(&["join", "acled.csv", "ucdp.csv"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let text = &ran.stdout;
    assert!(text.starts_with("2 of 3 rows of acled.csv found in ucdp.csv, 1 not; 1 of ucdp.csv near them"), "{text}");
    let line = |id: &str| text.lines().find(|l| l.starts_with(id)).unwrap_or_else(|| panic!("no {id} in {text}"));
    assert!(line("EXA1").contains("900") && line("EXA2").contains("901"));
    assert!(line("EXA3").contains("nearest was") && line("902").contains("nearest was"), "{text}");
    assert!(text.ends_with("1 more of ucdp.csv, far from all that acled.csv tells of.\n"), "{text}");
    // A plain table is not matched unasked.
    desk.write("plain.csv", b"lat,lon,date\n35,43,2024-11-01\n");
    let ran = desk.run(&["join", "acled.csv", "plain.csv"]);
    assert!(ran.code == 2 && ran.stderr.contains("join: how? give one of --on KEYS"), "{}", ran.stderr);
}

#[test]
fn a_match_becomes_tables_a_sample_and_a_picture() {
    let desk = desk();
    let ran = desk.run(&["join", "acled.csv", "ucdp.csv", "-o", "m", "--sample", "10", "--map", "m.png"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let matched = desk.read("m/matched.csv");
    let header = matched.lines().next().unwrap();
    assert!(header.ends_with("low,distance_km,days_apart,match_score,runner_up_score"), "{header}");
    assert!(header.contains(",latitude_right,longitude_right,") && header.contains(",country_right,"), "{header}");
    assert!(
        desk.read("m/only_left.csv").contains("EXA3")
            && desk.read("m/only_right.csv").contains("nothing within 100 km and 14 days")
    );
    assert!(desk.read("m/near_misses.csv").lines().any(|l| l.starts_with("right,") && l.contains("902")));
    assert!(desk.read("m.txt").contains("In both: 2 events, only in ACLED: 1, only in UCDP GED: 1."));
    let sample = desk.read("m/sample.csv");
    assert!(sample.starts_with("stratum,of,left_id,") && sample.lines().next().unwrap().ends_with(",same"));
    let labelled: String = sample
        .lines()
        .enumerate()
        .map(|(n, line)| if n == 0 { format!("{line}\n") } else { format!("{line}yes\n") })
        .collect();
    desk.write("labelled.csv", labelled.as_bytes());
    let ran = desk.run(&["join", "--labelled", "labelled.csv"]);
    assert!(
        ran.code == 0 && ran.stdout.starts_with("precision: 1.000 (1.000 to 1.000, 95 %)\nrecall: 0.667"),
        "{}",
        ran.stdout
    );
    let ran = desk.run(&["join", "--labelled", "m/sample.csv"]);
    assert!(ran.code == 1 && ran.stderr.contains("no row is labelled"), "{}", ran.stderr);
}

#[test]
fn windows_keys_and_nearest_give_all_columns() {
    let desk = desk();
    let near = desk.run(&["join", "acled.csv", "ucdp.csv", "--within", "10km,1d", "--how", "left", "-q"]);
    assert_eq!(near.stdout.lines().count(), 5, "{}", near.stdout);
    assert!(near.stdout.lines().nth(1).unwrap().ends_with(",1.44,0,matched"), "{}", near.stdout);
    assert!(near.stdout.lines().last().unwrap().ends_with(",,,only_left"));
    let nearest = desk.run(&["join", "ucdp.csv", "ucdp.csv", "--nearest", "1", "--within", "50km"]);
    assert!(
        nearest.stdout.lines().nth(1).unwrap().contains(",901,") && nearest.stderr.contains("2 did not"),
        "{}",
        nearest.stderr
    );
    let keyed = desk.run(&["join", "acled.csv", "ucdp.csv", "--on", "admin1=adm_1", "-o", "k.geojson"]);
    assert!(
        keyed.code == 0 && keyed.stderr.contains("keys are not unique in ucdp.csv: 2 rows of acled.csv"),
        "{}",
        keyed.stderr
    );
    assert_eq!(desk.read("k.geojson").matches("\"type\":\"Feature\"").count(), 6);
}

#[test]
fn keys_fold_as_asked() {
    let desk = Desk::new();
    desk.write("a.csv", "name,n\nŞuşa,1\n Lachin ,2\n,3\n007,4\n12.0,5\n".as_bytes());
    desk.write("b.csv", "place;m\nSUSA;1\nLachin;2\n;3\n7;4\n12;5\n".as_bytes());
    let joined = |fold: &[&str]| {
        let ran = desk.run(&[&["join", "a.csv", "b.csv", "--on", "name=place", "-q"], fold].concat());
        ran.stdout.lines().skip(1).filter_map(|l| l.rsplit(',').next()).collect::<String>()
    };
    assert_eq!(
        (joined(&[]), joined(&["--fold", "accents"]), joined(&["--fold", "zeros"])),
        ("25".into(), "125".into(), "245".into())
    );
}

#[test]
fn areas_are_counted_those_without_rows_too() {
    let desk = Desk::new();
    desk.write("e.csv", b"latitude,longitude,date,deaths\n1.5,1.5,2024-01-05,2\n1.6,1.5,2024-03-05,\n1.5,1.6,2024-01-09,0\n9,9,2024-01-01,5\n,,2024-01-01,1\n");
    let square = |x: i32, name: &str| {
        let ring = format!("[[{x},1],[{},1],[{},2],[{x},2],[{x},1]]", x + 1, x + 1);
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
        )
    };
    let areas = format!(r#"{{"type":"FeatureCollection","features":[{},{}]}}"#, square(1, "West"), square(2, "East"));
    desk.write("areas.geojson", areas.as_bytes());
    let ran = desk.run(&["join", "e.csv", "--area", "areas.geojson", "--aggregate", "count,sum:deaths,by:month"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let expected = "name,month,count,sum_deaths,n_with_deaths\nWest,2024-01,2,2,2\nWest,2024-02,0,0,0\nWest,2024-03,1,,0\n\
                    East,2024-01,0,0,0\nEast,2024-02,0,0,0\nEast,2024-03,0,0,0\n";
    assert_eq!(ran.stdout, expected);
    assert!(
        ran.stderr.contains("3 of 5 rows in one of 2 areas") && ran.stderr.contains("1 row in none"),
        "{}",
        ran.stderr
    );
    let ran = desk.run(&["join", "e.csv", "--area", "country", "--aggregate", "count", "-o", "c.geojson"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(desk.read("c.geojson").contains("MultiPolygon"));
    let counted = ["join", "e.csv", "--area", "areas.geojson", "--aggregate", "sum:deaths,count", "--map", "a.svg"];
    let ran = desk.run(&counted);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(desk.read("a.txt").starts_with("Map. e: sum of deaths by areas.geojson. 3 of 5 rows in"));
    assert!(desk.read("a.txt").contains("Sum of deaths: West: 2."));
    let by_month = ["join", "e.csv", "--area", "country", "--aggregate", "count,by:month", "--map", "b.svg"];
    assert_eq!(desk.run(&by_month).code, 2);
    assert_eq!(desk.run(&["join", "e.csv", "--area", "country", "--map", "b.svg"]).code, 2);
    assert!(!desk.has("b.svg"));
}

#[test]
fn what_cannot_be_joined_says_why_and_what_to_do() {
    let desk = desk();
    desk.write("bare.csv", b"name\nx\n");
    desk.write("many.csv", format!("k\n{}", "a\n".repeat(2000)).as_bytes());
    let cases: [(&[&str], i32, &str); 9] = [
        (&["acled.csv", "bare.csv", "--within", "5km"], 1, "bare.csv: no row has coordinates; the columns are: name"),
        (&["acled.csv", "bare.csv", "--match"], 1, "bare.csv: no row has coordinates, by which events are matched"),
        (
            &["acled.csv", "bare.csv", "--on", "nope=name"],
            1,
            "acled.csv: no column 'nope'; the columns are: event_id_cnty",
        ),
        (&["acled.csv", "ucdp.csv", "--within", "-5km"], 2, "a distance or time is 0 or more"),
        (&["acled.csv", "ucdp.csv", "--within", "5"], 2, "expected kilometres and days, as in 25km,3d"),
        (&["acled.csv", "ucdp.csv", "--within", "5km", "-o", "x.shp"], 2, "no format of the ending .shp"),
        (
            &["many.csv", "many.csv", "--on", "k", "--max-rows", "1000000"],
            1,
            "about 4,000,000 rows would come of 2,000 and 2,000",
        ),
        (&["acled.csv", "--area", "adm9"], 2, "expected country, adm1, adm2, or a file of polygons"),
        (&["acled.csv", "ucdp.csv", "--within", "5km", "-o", "ucdp.csv"], 1, "exists and is not Dateline's own"),
    ];
    for (arguments, code, said) in cases {
        let ran = desk.run(&[&["join"], arguments].concat());
        assert!(ran.code == code && ran.stderr.contains(said), "{arguments:?}: {} {}", ran.code, ran.stderr);
    }
    assert!(!desk.has("x.shp") && desk.read("ucdp.csv") == UCDP);
}

#[test]
fn bad_rows_are_kept_apart_and_formulas_are_texts() {
    let desk = Desk::new();
    desk.write(
        "a.csv",
        b"id,lat,lon,date,note\n1,35,43,2024-01-01,=1+1\n2,135,43,2024-01-01,\"two\nlines\"\n3,35,43,soon,-5\n",
    );
    desk.write("b.csv", b"id,lat,lon,date\n9,35,43,2024-01-02\n");
    let ran = desk.run(&["join", "a.csv", "b.csv", "--within", "5km,3d", "-o", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("a.csv:3: latitude 135") && ran.stderr.contains("a.csv:5: 'soon' is no date"),
        "{}",
        ran.stderr
    );
    assert_eq!(desk.read("out/matched.csv").lines().nth(1), Some("1,35,43,2024-01-01,'=1+1,9,35,43,2024-01-02,0.0,1"));
    let rejects = desk.read("out/rejects_left.csv");
    assert!(
        rejects.starts_with("line,why,id,lat")
            && rejects.contains("\n3,\"latitude 135")
            && rejects.contains("\n5,'soon' is no date,3,"),
        "{rejects}"
    );
}

#[test]
fn an_undated_incident_takes_the_day_of_its_twin() {
    let desk = desk();
    let ours = "id,event_type,sub_event_type,plover,killed_best,date_start,date_end,date_basis,place,country,side_a,side_b,latitude,longitude,uncertainty_km\n\
                i1,Battles,Armed clash,ASSAULT,3,,,,Upper Example,Examplia,Hill Band,Examplia,35.1,43.2,3\n";
    desk.write("incidents.csv", ours.as_bytes());
    let ran = desk.run(&["join", "incidents.csv", "ucdp.csv", "--date-from-match", "-o", "dated.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        desk.read("dated.csv")
            .lines()
            .nth(1)
            .unwrap()
            .starts_with("i1,Battles,Armed clash,ASSAULT,3,2024-11-01,2024-11-01,dataset,")
    );
    let ran = desk.run(&["join", "incidents.csv", "ucdp.csv"]);
    assert!(ran.code == 1 && ran.stderr.contains("--date-from-match"), "{}", ran.stderr);
}

#[test]
fn places_are_one_by_number_by_name_and_by_spelling() {
    let desk = Desk::new();
    let here = "id,place,admin1,country\n1,Shusha,,Azerbaijan\n2,Yeghegnadsor,,Armenia\n3,Verin Halivar,,Armenia\n\
                4,Upper Tolvan,,Armenia\n5,Goriss,Syunik,Armenia\n6,Verin Dastakar,Syunik,Armenia\n";
    let there = "key,location,admin1,country\na,Şuşa,,AZE\nb,Yeghegnadzor,,ARM\nc,Verin Halivar,,ARM\n\
                 d,Lower Tolvan,,ARM\ne,Goris,Syunik,ARM\nf,Verin Dastaker,Lori,ARM\n";
    desk.write("a.csv", here.as_bytes());
    desk.write("b.csv", there.as_bytes());
    let ran = desk.run(&["join", "a.csv", "b.csv", "--place", "-o", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let expected = "id,place,admin1,country,key,location,admin1_right,country_right,place_match,name_score\n\
                    1,Shusha,,Azerbaijan,a,Şuşa,,AZE,id,\n\
                    2,Yeghegnadsor,,Armenia,b,Yeghegnadzor,,ARM,score,0.917\n\
                    3,Verin Halivar,,Armenia,c,Verin Halivar,,ARM,name,\n\
                    5,Goriss,Syunik,Armenia,e,Goris,Syunik,ARM,score,0.833\n";
    assert_eq!(desk.read("out/matched.csv"), expected);
    let misses = desk.read("out/near_misses.csv");
    assert!(misses.contains("left,1,6,") && misses.contains(",another division\n"), "{misses}");
    assert_eq!(misses.lines().count(), 3, "{misses}");
}

#[test]
fn joined_points_have_a_style_by_what_they_are() {
    let desk = desk();
    let styled = |how: &str, category: &str| {
        let name = format!("{how}.gpkg");
        let ran = desk.run(&["join", "acled.csv", "ucdp.csv", "--within", "10km,1d", "--how", how, "-o", &name]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let file = rusqlite::Connection::open(desk.path().join(&name)).unwrap();
        let query = "SELECT styleQML FROM layer_styles WHERE useAsDefault AND f_table_name = ?1";
        let style: String = file.query_row(query, [how], |row| row.get(0)).unwrap();
        assert!(style.contains(&format!("attr=\"{category}\"")) && style.contains("value=\"only_right\""), "{style}");
        file
    };
    let file = styled("full", "&quot;joined&quot;");
    let mut query = file.prepare("SELECT joined, count(*) FROM full GROUP BY joined ORDER BY joined").unwrap();
    let counts: Vec<(String, i64)> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let count = |name: &str| counts.iter().find(|(n, _)| n == name).map_or(0, |(_, n)| *n);
    assert!(count("matched") > 0 && count("only_left") > 0 && count("only_right") > 0, "{counts:?}");
    styled("inner", "&apos;matched&apos;");
    styled("anti", "&apos;only_left&apos;");
}
