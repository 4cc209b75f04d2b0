//! Joins by key held against loops over all rows.

use dateline::dataset::{Reading, Rows};
use dateline::join::{By, Finder, Fold, How, Join, KeyIndex, Keys, Out, Window};
use proptest::prelude::*;

fn rows(cells: &[(String, u8)], name: &str) -> Rows {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["key", name]).unwrap();
    for (key, number) in cells {
        writer.write_record([key.as_str(), &number.to_string()]).unwrap();
    }
    Rows::read(&mut &writer.into_inner().unwrap()[..], name, &Reading::default()).unwrap()
}

/// What loops give: keys, and the numbers of both sides.
fn brute(left: &[(String, u8)], right: &[(String, u8)], how: How) -> Vec<Vec<String>> {
    let same = |a: &str, b: &str| !a.trim().is_empty() && a.trim() == b.trim();
    let (mut out, mut seen) = (Vec::new(), vec![false; right.len()]);
    for (key, number) in left {
        let found: Vec<usize> = (0..right.len()).filter(|n| same(key, &right[*n].0)).collect();
        for n in &found {
            seen[*n] = true;
        }
        let own = [key.trim().to_owned(), number.to_string()];
        let alone =
            || if how.is_left_alone() { own.to_vec() } else { [&own[..], &[String::new(), String::new()]].concat() };
        match how {
            How::Semi if !found.is_empty() => out.push(own.to_vec()),
            How::Left | How::Full | How::Anti if found.is_empty() => out.push(alone()),
            How::Semi | How::Anti => {}
            _ => out.extend(found.iter().map(|n| {
                let other = &right[*n];
                [&own[..], &[other.0.trim().to_owned(), other.1.to_string()]].concat()
            })),
        }
    }
    if matches!(how, How::Right | How::Full) {
        let rest = (0..right.len()).filter(|n| !seen[*n]);
        out.extend(
            rest.map(|n| vec![String::new(), String::new(), right[n].0.trim().to_owned(), right[n].1.to_string()]),
        );
    }
    out
}

fn side() -> impl Strategy<Value = Vec<(String, u8)>> {
    prop::collection::vec(("[ab \",\n]{0,2}", 0..9_u8), 1..25)
}

proptest! {
    #[test]
    fn joins_by_key_are_those_of_loops(left in side(), right in side()) {
        let (a, b) = (rows(&left, "left"), rows(&right, "right"));
        for how in [How::Inner, How::Left, How::Right, How::Full, How::Semi, How::Anti] {
            let keys = |rows| Keys::new(rows, vec![0], Fold::default());
            let by = By::Key(keys(&a), KeyIndex::new(keys(&b)));
            let finder = Finder::new(&a, &b, by, Window::default());
            let join = Join { left: &a, right: &b, finder, how, max_rows: 10_000 };
            let mut out = Vec::new();
            join.run(&join.columns("_right"), &[], Out::Csv(&mut out)).unwrap();
            let mut reader = csv::Reader::from_reader(&out[..]);
            let mut found: Vec<Vec<String>> =
                reader.records().map(|r| r.unwrap().iter().map(|cell| cell.trim().to_owned()).collect()).collect();
            if matches!(how, How::Left | How::Right | How::Full) {
                for row in &mut found {
                    let joined = row.pop().unwrap();
                    let expected = match (row[1].is_empty(), row[3].is_empty()) {
                        (false, false) => "matched",
                        (false, true) => "only_left",
                        _ => "only_right",
                    };
                    prop_assert_eq!(joined, expected);
                }
            }
            prop_assert_eq!(found, brute(&left, &right, how), "{:?}", how);
        }
    }
}
