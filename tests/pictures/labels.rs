//! Names of towns around the Caucasus at four sizes of type: none overlaps, and
//! as many stand as a good engine places (47, 46, 44 and 40 of 47).

use dateline::scene::label::{Obstacle, Wish, around, place};
use dateline::scene::view::{Spot, View};
use dateline::scene::{Face, Rect, font};

/// The table is not in the repository.
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/datasets/labels_caucasus.csv");

struct Town {
    name: String,
    spot: Spot,
    rank: u8,
}

fn towns() -> Option<Vec<Town>> {
    let mut rows = csv::Reader::from_path(TABLE).ok()?;
    let town = |row: csv::StringRecord| Town {
        name: row[0].to_owned(),
        spot: Spot { lon: row[1].parse().unwrap(), lat: row[2].parse().unwrap(), km: 0.0 },
        rank: row[3].parse().unwrap(),
    };
    let mut all: Vec<Town> = rows.records().map(|row| town(row.unwrap())).collect();
    all.sort_by_key(|t| t.rank);
    Some(all)
}

/// The boxes of the names that found a place.
fn placed(towns: &[Town], size: f32) -> Vec<Rect> {
    let frame = Rect::new(0.0, 0.0, 1600.0, 1200.0);
    // The towns fill the picture; the margin that a map keeps lies outside.
    let whole = Rect::new(-200.0, -150.0, 2000.0, 1500.0);
    let spots: Vec<Spot> = towns.iter().map(|t| t.spot).collect();
    let view = View::around(&spots, whole);
    let at: Vec<[f32; 2]> = spots.iter().map(|s| view.to_page(s.lon, s.lat)).collect();
    let dots: Vec<Obstacle> = at.iter().map(|at| Obstacle::Circle(*at, 4.0)).collect();
    let wish = |(town, at): (&Town, &[f32; 2])| {
        let box_of = [font::width(&town.name, Face::Regular, size, 0.0), size * 0.954];
        Wish { slots: around(*at, 4.0, box_of, false), must: false }
    };
    let wishes: Vec<Wish> = towns.iter().zip(&at).map(wish).collect();
    let chosen = place(&frame, &dots, &wishes);
    wishes.iter().zip(chosen).filter_map(|(w, n)| Some(w.slots[n?].rect)).collect()
}

#[test]
#[allow(clippy::print_stdout)] // Says why it was skipped.
fn as_many_names_stand_as_a_good_engine_places() {
    let Some(towns) = towns() else {
        println!("skipped: {TABLE} is absent");
        return;
    };
    for (size, least) in [(14.0, 47), (22.0, 46), (30.0, 44), (40.0, 40)] {
        let rects = placed(&towns, size);
        for (i, a) in rects.iter().enumerate() {
            assert!(rects[..i].iter().all(|b| !a.overlaps(b)), "names overlap at {size} px");
        }
        assert!(rects.len() >= least, "{} of {} names at {size} px, less than {least}", rects.len(), towns.len());
    }
}
