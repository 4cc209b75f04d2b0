//! `--public`, `--aggregate`, `--quote-max`: what no file may say.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use dateline::document::Report;
use dateline::gazetteer::Gazetteer;
use dateline::incident::Incident;
use dateline::pipeline::{Coded, Context, Input, Neutral, Options, Profile, Published, Run, publish, sensitive_group};
use dateline::scene::{self, PictureOptions, Scene};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use crate::support::program::{Desk, REPORT};

/// Places of the sensitive incidents below, and invented persons, folded.
const SECRETS: [&str; 17] = [
    "yirol", "bouar", "djibo", "rabak", "nyandeng", "makuol", "machar", "dhiel", "aristide", "ngbokoli", "prosper",
    "salimata", "tapsolba", "hawida", "elnour", "jabouri", "temirlan",
];

const YIROL: &str = "\
Women of Yirol speak of a night of terror\n\n\
JUBA, 14 May 2023 (Example Wire) - Armed men raped Nyandeng Makuol and five other women in Yirol on Friday, a local chief \
said.\n\n\
Nyandeng Makuol, 24, said that soldiers held her for two days. \"They came to Yirol at night,\" Nyandeng Makuol said.\n\n\
Machar Dhiel, a trader, fled to Yirol's market with his sons.\n";

const BOUAR: &str = "\
Bouar, 3 June 2023 (Example Wire) - Police arrested 14 people in Bouar on Thursday and held them in the town's prison, \
residents said.\n\n\
Among the detainees was Aristide Ngbokoli, a teacher, his brother Prosper Ngbokoli said. He was beaten in a cell at \
Bouar.\n";

const DJIBO: &str = "\
# Salimata Tapsolba taken from Djibo\n\n\
OUAGADOUGOU, 9 July 2023 - Gunmen kidnapped Salimata Tapsolba and three other women near Djibo on Saturday, relatives \
said.\n\n\
In a separate attack, gunmen killed nine people in Fada N'Gourma on Sunday, the army said.\n";

const RABAK: &str = "\
KHARTOUM, 20 August 2023 - Shells hit the hospital in Rabak on Saturday, killing five patients and a nurse, Hawida \
Elnour, the health ministry said. Residents of RABAK fled.\n";

/// Reports with villages and persons in texts, names, titles and addresses.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("in/yirol-nyandeng.txt", YIROL.as_bytes());
    desk.write("in/bouar/aristide-ngbokoli.txt", BOUAR.as_bytes());
    desk.write("in/djibo.md", DJIBO.as_bytes());
    let plain = format!("{REPORT}\nKarim Jabouri, a grocer, lost his son Temirlan.\n");
    let lines = [
        json!({"id": "rabak-hospital", "title": "Shells strike R\u{e0}bak hospital", "text": RABAK, "source": "Rabak Post",
            "published": "2023-08-20", "url": "https://example.org/rabak-hospital-hawida-elnour"}),
        json!({"id": "jabouri/tikrit", "title": "Bomb kills Temirlan Jabouri", "text": plain, "published": "2022-03-05",
            "source": "Example Wire", "url": "https://example.org/news/temirlan-jabouri"}),
        json!({"id": "rabak-broken"}),
    ];
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    desk.write("in/rabak.jsonl", lines.join("\n").as_bytes());
    desk.write("in/yirol-broken.txt", b"");
    let manifest = "file,published,source,url\nyirol-nyandeng.txt,2023-05-14,Yirol Voice,https://example.org/yirol\n";
    desk.write("in/manifest.csv", manifest.as_bytes());
    desk
}

/// Lower case without marks: what a person could find by typing.
fn folded(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// All that a file holds: for an archive its members and their names.
fn opened(name: &str, bytes: &[u8]) -> String {
    let mut text = format!("{name}\n{}", folded(bytes));
    if bytes.starts_with(b"PK") {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for n in 0..zip.len() {
            let mut member = zip.by_index(n).unwrap();
            let mut inside = Vec::new();
            member.read_to_end(&mut inside).unwrap();
            text.push_str(&folded(member.name().unwrap().as_bytes()));
            text.push_str(&folded(&inside));
        }
    }
    text
}

/// Which of the names which file holds.
fn told(name: &str, bytes: &[u8]) -> Vec<String> {
    let text = opened(name, bytes);
    SECRETS.iter().filter(|s| text.contains(*s)).map(|s| format!("{name}: {s}")).collect()
}

fn told_in(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let read =
        |path: &std::path::PathBuf| told(path.file_name().unwrap().to_str().unwrap(), &std::fs::read(path).unwrap());
    files.iter().flat_map(read).collect()
}

fn rows(desk: &Desk, file: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(desk.path().join(file)).unwrap().deserialize().map(Result::unwrap).collect()
}

fn run(desk: &Desk, arguments: &[&str]) {
    let ran = desk.run(&[&["in"], arguments].concat());
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.stderr);
}

#[test]
fn the_default_run_tells_what_the_public_one_must_not() {
    let desk = desk();
    run(&desk, &["-o", "out"]);
    let told = told_in(&desk.path().join("out"));
    for file in ["incidents.geojson", "incidents.csv", "incidents.jsonl", "claims.csv", "places.geojson", "run.json"] {
        assert!(told.iter().any(|t| t.starts_with(file)), "{file} tells nothing: the other tests could not fail");
    }
    assert!(told.contains(&"map.txt: yirol".to_owned()), "{told:?}");
    // Some names stand in no sentence of evidence, and a later reading may take them up.
    let silent: Vec<&&str> = SECRETS.iter().filter(|s| !told.iter().any(|t| t.ends_with(*s))).collect();
    assert!(silent.len() <= 4, "nothing tells of {silent:?}");
}

#[test]
fn no_file_of_a_public_run_names_a_sensitive_place_or_a_private_person() {
    let desk = desk();
    desk.write(
        "rabak.geojson",
        br#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"XX1"},
        "geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}]}"#,
    );
    let admin = ["--admin", "rabak.geojson", "--code-field", "code"];
    for (n, more) in [
        &["--public"][..],
        &["--public", "--areas"],
        &["--public", "--no-merge", "--background", "--planned"],
        &["--public", "--quote-max", "60"],
        &["--aggregate", "adm1", "--areas"],
        &["--public", "--aggregate", "adm2"],
    ]
    .iter()
    .enumerate()
    {
        let out = format!("out{n}");
        run(&desk, &[&["-o", &out], *more, &admin[..]].concat());
        assert_eq!(told_in(&desk.path().join(&out)), Vec::<String>::new(), "{more:?}");
    }
}

#[test]
fn one_file_alone_tells_no_more() {
    let desk = desk();
    for more in [&["--public"][..], &["--aggregate", "adm1"]] {
        for file in ["x.geojson", "x.csv", "x.jsonl", "x.png", "x.svg", "x.pdf"] {
            run(&desk, &[&["-o", file, "--force"], more].concat());
            assert_eq!(told(file, &std::fs::read(desk.path().join(file)).unwrap()), Vec::<String>::new());
        }
        let ran = desk.run(&[&["in", "-o", "-"], more].concat());
        assert!(ran.code == 0 && ran.stdout.contains("\"Lakes\""), "{}", ran.stdout);
        assert_eq!(told("stdout", ran.stdout.as_bytes()), Vec::<String>::new());
    }
}

#[test]
fn sensitive_incidents_stand_at_their_division_and_others_at_their_town() {
    let desk = desk();
    run(&desk, &["-o", "out", "--public"]);
    let incidents = rows(&desk, "out/incidents.csv");
    let of = |kind: &str| incidents.iter().find(|i| i["sub_event_type"].starts_with(kind)).unwrap();
    for (kind, area) in
        [("Sexual", "Lakes"), ("Arrests", "Nana-Mambéré"), ("Abduction", "Sahel"), ("Shelling", "White Nile")]
    {
        let row = of(kind);
        assert_eq!((row["place"].as_str(), row["admin1"].as_str()), (area, area));
        assert_eq!((row["ucdp_where_prec"].as_str(), row["acled_geo_precision"].as_str()), ("4", "3"), "{kind}");
        assert_eq!((row["coord_basis"].as_str(), row["admin2"].as_str()), ("centroid", ""));
        assert!(row["uncertainty_km"].parse::<f64>().unwrap() > 20.0);
        for empty in ["quote", "urls", "place_as_reported", "place_alt", "time_as_reported", "admin_code"] {
            assert_eq!(row[empty], "", "{kind} {empty}");
        }
        assert!(row["report_ids"].starts_with("report-"), "{}", row["report_ids"]);
    }
    assert_eq!(of("Arrests")["arrested_min"], "14", "figures stay");
    let bomb = of("Remote explosive");
    assert_eq!((bomb["place_as_reported"].as_str(), bomb["ucdp_where_prec"].as_str()), ("Tikrit", "1"));
    assert!(bomb["quote"].contains("A car bomb exploded"), "a quote that names nobody stays: {}", bomb["quote"]);
    assert_eq!((bomb["sources"].as_str(), bomb["urls"].as_str()), ("Example Wire", ""));
    let attack = of("Attack");
    assert_eq!(attack["admin1"], "Est", "told by the same report, elsewhere");
    assert_eq!((attack["ucdp_where_prec"].as_str(), attack["quote"].as_str()), ("1", ""));
    let record: Value = desk.read("out/run.json").parse().unwrap();
    assert_eq!((&record["options"]["public"], &record["options"]["aggregate"]), (&json!(true), &Value::Null));
    assert_eq!(record["counts"]["incidents_coarsened_sensitive"], 4);
    assert_eq!(record["counts"]["incidents_coarsened_beside"], 0);
    let reports: Vec<&str> = record["inputs"].as_array().unwrap().iter().map(|i| i["file"].as_str().unwrap()).collect();
    assert!(reports.contains(&of("Sexual")["report_ids"].as_str()), "inputs are found by the same id: {reports:?}");
}

#[test]
fn an_incident_that_would_tell_the_place_is_made_coarser_too() {
    let desk = Desk::new();
    let text = "RUMBEK, 14 May 2023 - Armed men raped six women in Yirol on Friday, a chief said.\n\n\
        A car bomb exploded in Yirol on Saturday, killing three soldiers, the army said.\n";
    desk.write("a.txt", text.as_bytes());
    let later =
        "JUBA, 2 October 2024 - A car bomb exploded in Yirol on Tuesday, killing two soldiers, the army said.\n";
    desk.write("b.txt", later.as_bytes());
    assert_eq!(desk.run(&["a.txt", "b.txt", "-o", "plain"]).code, 0);
    assert!(rows(&desk, "plain/incidents.csv").iter().filter(|i| i["place"] == "Yirol").count() >= 3);
    let ran = desk.run(&["a.txt", "b.txt", "-o", "out", "--public"]);
    assert!(ran.stderr.contains("public: 1 sensitive incident and 2 beside them"), "{}", ran.stderr);
    assert_eq!(told_in(&desk.path().join("out")), Vec::<String>::new());
}

#[test]
fn a_title_or_name_of_the_output_that_tells_it_is_refused() {
    let desk = desk();
    for more in [
        &["--title", "The women of Yirol", "-o", "out"][..],
        &["--title", "What befell Nyandeng", "-o", "out"],
        &["--subtitle", "The women of Yirol", "-o", "out"],
        &["-o", "djibo.png"],
    ] {
        let ran = desk.run(&[&["in", "--public"], more].concat());
        assert_eq!(ran.code, 2, "{more:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("nothing was written (choose other words)"), "{}", ran.stderr);
        assert!(!desk.has("out") && !desk.has("djibo.png"));
    }
    for title in ["Violence in 2022 and 2023", "Attacks in South Sudan, Iraq and the Caucasus"] {
        run(&desk, &["--public", "--title", title, "-o", "out"]);
    }
}

#[test]
fn aggregates_count_incidents_and_unknown_tolls_apart() {
    let desk = desk();
    run(&desk, &["-o", "out", "--aggregate", "adm1"]);
    let areas = rows(&desk, "out/aggregate.csv");
    let names: Vec<&str> = areas.iter().map(|a| a["area"].as_str()).collect();
    assert_eq!(names, ["Est", "Sahel", "Nana-Mambéré", "Salah ad Din", "White Nile", "Lakes"], "by country and name");
    let of = |name: &str| areas.iter().find(|a| a["area"] == name).unwrap();
    let (est, sahel) = (of("Est"), of("Sahel"));
    assert_eq!((est["killed_best"].as_str(), est["killed_not_known"].as_str()), ("9", "0"));
    assert_eq!((sahel["killed_best"].as_str(), sahel["killed_not_known"].as_str()), ("", "1"), "unknown is not 0");
    assert_eq!((sahel["violence_against_civilians"].as_str(), sahel["iso3"].as_str()), ("1", "BFA"));
    assert_eq!((sahel["date_first"].as_str(), sahel["date_last"].as_str()), ("2023-07-08", "2023-07-08"));
    for incident in rows(&desk, "out/incidents.csv") {
        assert_eq!((incident["ucdp_where_prec"].as_str(), incident["quote"].as_str()), ("4", ""));
    }
    run(&desk, &["-o", "out2", "--aggregate", "adm2"]);
    let precisions: Vec<String> =
        rows(&desk, "out2/incidents.csv").iter().map(|i| i["ucdp_where_prec"].clone()).collect();
    assert!(precisions.contains(&"3".to_owned()), "{precisions:?}");
    assert!(
        precisions.iter().all(|p| p == "3" || p == "4"),
        "the first order where the second is unknown: {precisions:?}"
    );
    assert!(desk.read("out/data_dictionary.csv").contains("aggregate.csv,killed_not_known,"));
}

/// Every text under a key that holds a quote.
fn quotes(value: &Value, out: &mut Vec<Value>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if ["quote", "context"].contains(&key.as_str()) || (key == "text" && fields.contains_key("marks")) {
                    out.push(value.clone());
                }
                quotes(value, out);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| quotes(item, out)),
        _ => {}
    }
}

#[test]
fn quotes_are_cut_after_whole_words_in_every_file() {
    let desk = desk();
    for (most, file) in [(40, "cut"), (0, "none")] {
        run(&desk, &["-o", file, "--quote-max", &most.to_string()]);
        let mut found = Vec::new();
        for line in desk.read(&format!("{file}/incidents.jsonl")).lines() {
            quotes(&line.parse().unwrap(), &mut found);
        }
        quotes(&desk.read(&format!("{file}/incidents.geojson")).parse().unwrap(), &mut found);
        for (table, column) in [("claims.csv", "quote"), ("incidents.csv", "quote"), ("unresolved.csv", "context")] {
            let cells = rows(&desk, &format!("{file}/{table}")).into_iter().map(|mut r| r.remove(column).unwrap());
            found.extend(cells.map(|c| if c.is_empty() { Value::Null } else { Value::from(c) }));
        }
        assert!(found.len() > 20);
        let texts: Vec<&str> = found.iter().filter_map(Value::as_str).collect();
        assert!(texts.iter().all(|t| !t.is_empty() && t.chars().count() <= most), "{texts:?}");
        assert_eq!(texts.is_empty(), most == 0);
        assert!(most == 0 || texts.contains(&"Armed men raped Nyandeng Makuol and…"), "{texts:?}");
    }
    let record: Value = desk.read("cut/run.json").parse().unwrap();
    assert_eq!(record["options"]["quote_max"], 40);
}

/// The reports of a folder, read and published.
fn published(texts: &[(String, String)], profile: Profile) -> (Context, Coded, Coded, Neutral, Published) {
    let context = Context::embedded(None).unwrap();
    let (mut plain, mut public, mut neutral) = (Coded::default(), Coded::default(), Neutral::default());
    for coded in [&mut plain, &mut public] {
        let mut run = Run::new(&context, Options::default());
        let report = |(id, text): &(String, String)| {
            Input::Report(Box::new(Report { id: id.clone(), text: text.clone(), ..Report::default() }))
        };
        run.read(texts.iter().map(report), |read| {
            neutral.add(read);
            Ok::<(), ()>(())
        })
        .unwrap();
        *coded = run.finish();
    }
    let done = publish(&profile, &mut public, &neutral, &context);
    (context, plain, public, neutral, done)
}

const PUBLIC: Profile = Profile { public: true, aggregate: None, quote_max: None };

type Drawing = fn(&[Incident], &Gazetteer, &PictureOptions) -> dateline::error::Result<Scene>;

#[test]
fn pictures_write_none_of_the_names() {
    let texts = [("a", YIROL), ("b", BOUAR), ("c", DJIBO), ("d", RABAK)].map(|(id, t)| (id.to_owned(), t.to_owned()));
    let (context, plain, public, _, done) = published(&texts, PUBLIC);
    let drawings: [Drawing; 3] = [scene::map, scene::timeline, scene::casualties];
    for (n, draw) in drawings.into_iter().enumerate() {
        let words = |coded: &Coded, unnamed: Vec<String>| {
            let options =
                PictureOptions { reports: 4, withheld: !unnamed.is_empty(), unnamed, ..PictureOptions::default() };
            // The titles of groups too.
            format!("{:?}", draw(&coded.all, &context.gazetteer, &options).unwrap())
        };
        let named = told("plain", words(&plain, Vec::new()).as_bytes());
        assert!(n == 1 || !named.is_empty(), "the picture would tell: {named:?}");
        let shown = words(&public, done.unnamed());
        assert_eq!(told("public", shown.as_bytes()), Vec::<String>::new());
        assert!(n > 0 || (shown.contains("not closer shown") && !shown.contains("not closer known")));
    }
}

#[test]
fn no_sensitive_incident_of_any_report_at_hand_is_closer_than_its_division() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut texts = Vec::new();
    for folder in ["reports", "unseen", "wires"] {
        let mut files: Vec<_> = std::fs::read_dir(root.join(folder)).unwrap().map(|e| e.unwrap().path()).collect();
        files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
        files.sort();
        texts.extend(files.iter().map(|f| (f.display().to_string(), std::fs::read_to_string(f).unwrap())));
    }
    let (context, plain, public, neutral, _) = published(&texts, PUBLIC);
    assert_eq!(plain.all.len(), public.all.len());
    let mut sensitive = 0;
    for before in &plain.all {
        let after = public.all.iter().find(|i| i.id == neutral.incident(&before.id)).unwrap();
        assert_eq!((before.sub_event, &before.tolls), (after.sub_event, &after.tolls), "facts stay");
        if sensitive_group(before, &context.lexicon).is_none() {
            continue;
        }
        sensitive += 1;
        let precision = after.location.as_ref().map_or(6, |l| l.ucdp_where_prec);
        assert!(precision >= 4, "{before:?}");
        assert!(after.evidence.iter().chain(after.claims.iter().map(|c| &c.evidence)).all(|e| e.quote.is_empty()));
        assert!(after.accounts.is_empty() && after.victims.is_empty() && after.place_as_reported.is_none());
    }
    assert!(sensitive > 30, "{sensitive}");
    let kept = public.all.iter().filter(|i| i.location.as_ref().is_some_and(|l| l.ucdp_where_prec < 4)).count();
    assert!(kept > 30, "others keep their places: {kept}");
}

#[test]
fn the_table_names_types_that_there_are() {
    let lexicon = dateline::lexicon::Lexicon::english().unwrap();
    let types: Vec<&str> = dateline::coding::SubEvent::ALL.iter().map(|s| s.name()).collect();
    for group in lexicon.sensitive.groups() {
        assert!(group.sub_events.iter().all(|s| types.contains(&s.as_str())), "{}", group.name);
        assert!(group.figures.iter().all(|f| ["abducted", "arrested"].contains(&f.as_str())), "{}", group.name);
    }
}

#[test]
fn a_town_that_no_incident_was_read_at_is_not_written_on_a_public_map() {
    let desk = Desk::new();
    let text = "KADUGLI, Sudan, 12 March 2024 (Example Wire) - Four women were raped by armed men in the village of Abu \
                Kershola on Sunday, a relative said.\n\nSoldiers hold about 60 people in a camp in Dilling, a relief worker \
                said on Monday.\n";
    desk.write("in/a.txt", text.as_bytes());
    run(&desk, &["-o", "plain", "--svg"]);
    run(&desk, &["-o", "out", "--svg", "--public"]);
    let map = |folder: &str| std::fs::read_to_string(desk.path().join(folder).join("map.svg")).unwrap();
    assert!(map("plain").contains("Dilling"), "the town lies in the frame");
    assert!(!map("out").contains("Dilling"));
}
