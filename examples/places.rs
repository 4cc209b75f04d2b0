use dateline::{document, gazetteer::Gazetteer, geoparse, lexicon::Lexicon};
use std::io::{BufRead, Write};
fn main() {
    let dump = std::env::args().nth(1).as_deref() == Some("dump");
    let lex = Lexicon::english().unwrap();
    let gaz = Gazetteer::embedded().unwrap();
    let out = std::io::stdout();
    let mut out = out.lock();
    let mut busy = [std::time::Duration::ZERO; 2];
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let s = |k: &str| v.get(k).and_then(|x| x.as_str()).map(str::to_owned);
        let report = document::Report {
            id: s("id").unwrap_or_default(),
            text: s("text").unwrap_or_default(),
            source: s("source"),
            url: s("url"),
            ..Default::default()
        };
        let t0 = std::time::Instant::now();
        let doc = document::read(report, &lex);
        busy[0] += t0.elapsed();
        let t0 = std::time::Instant::now();
        let ws = geoparse::weigh(&doc, &gaz, &lex);
        busy[1] += t0.elapsed();
        if dump {
            let ws: Vec<_> = ws.iter().map(|w| { let src = doc.source(w.span);
                serde_json::json!({"start": src.chars.start, "end": src.chars.end, "name": doc.words(w.span), "clues": w.clues.iter().map(|(k,v)| (k.to_string(), serde_json::json!(v))).collect::<serde_json::Map<_,_>>(), "score": w.score, "kind": w.toponym.as_ref().map(|t| t.kind), "taken": w.toponym.is_some(),
                 "cands": w.toponym.as_ref().map(|t| t.candidates.iter().map(|c| {let p=gaz.place(c.place); format!("{} {} {}.{} {:.1},{:.1} pop{} s{:.1} [{}]", p.name, p.feature_code, p.iso2, p.admin1, p.lat,p.lon,p.population,c.score,c.reason)}).collect::<Vec<_>>()),
                 "lat": w.toponym.as_ref().and_then(|t| t.location.as_ref()).map(|l| l.lat), "lon": w.toponym.as_ref().and_then(|t| t.location.as_ref()).map(|l| l.lon)}) }).collect();
            writeln!(out, "{}", serde_json::json!({"id": v["id"], "toponyms": ws})).unwrap();
        } else {
            let tops: Vec<_> = ws.into_iter().filter_map(|w| w.toponym).collect();
            let rec = geoparse::PlacesRecord::new(v["id"].clone(), &doc, &tops);
            writeln!(out, "{}", serde_json::to_string(&rec).unwrap()).unwrap();
        }
    }
    eprintln!("read {:?} places {:?}", busy[0], busy[1]);
}
