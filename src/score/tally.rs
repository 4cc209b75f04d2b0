//! Counts what is right, text by text.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::failings::Failings;
use super::gold::{Mention, Text};
use super::matching::{pairs, shared};
use super::measures::{CLOSE_KM, FARTHEST_KM, Prf, RIGHT_KM, Resolution};
use crate::gazetteer::distance_km;

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Kinds of gold that are not counted: a prediction that touches only such
    /// a name is neither right nor wrong.
    pub ignore: BTreeSet<String>,
    /// Kinds of predictions that are thrown away before matching.
    pub drop_predicted: BTreeSet<String>,
}

impl Default for Options {
    /// Homonyms and names of languages are no places.
    fn default() -> Self {
        let ignore = ["homonym", "language"].map(str::to_owned).into();
        Self { ignore, drop_predicted: BTreeSet::new() }
    }
}

/// The figures of a run over a gold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Texts of the gold.
    pub docs: usize,
    /// Gold names that are counted.
    pub gold: usize,
    /// Those of them that have a point.
    pub gold_with_point: usize,
    /// Predictions that are counted.
    pub pred: usize,
    /// Recognition: the same first and last character.
    pub exact: Prf,
    /// Recognition: at least one shared character, one to one.
    pub overlap: Prf,
    /// Over names found whose gold has a point and that were given one.
    pub resolution: Resolution,
    /// The same, a missing point counted as the largest error, 20,039 km.
    pub resolution_strict: Resolution,
    /// Found and within 161 km, over all predictions with a point, and over all
    /// gold with one. Predictions of gold without a point are left out.
    pub end_to_end_161: Prf,
    /// The same within 20 km.
    pub end_to_end_20: Prf,
    /// The same within 161 km or the gold's own radius, whichever is larger.
    pub end_to_end_size: Prf,
    /// As `resolution.acc161`, within 161 km or the gold's own radius.
    pub acc_size: Option<f64>,
    /// Share of the places of each text (gold points, to a tenth of a degree)
    /// within 161 km of which any prediction lies.
    pub place_recall_161: Option<f64>,
}

/// All figures, and what went wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scored {
    /// Over all counted kinds.
    pub all: Figures,
    /// Over literal names alone, where annotators told the kinds apart.
    pub literal: Option<Figures>,
    /// What went wrong, over all counted kinds.
    #[serde(skip)]
    pub failings: Failings,
}

/// Scores predictions against gold. They are joined by id; a text without a
/// prediction counts as one without names.
pub fn score(gold: &[Text], predicted: &[Text], options: &Options) -> Scored {
    let by_id: BTreeMap<String, &Text> = predicted.iter().map(|t| (key(&t.id), t)).collect();
    let mut failings = Failings::default();
    let all = figures(gold, &by_id, options, None, &mut failings);
    let annotated = gold.iter().any(|t| t.kinds_annotated && t.mentions.iter().any(|m| m.kind == LITERAL));
    let literal = annotated.then(|| figures(gold, &by_id, options, Some(LITERAL), &mut Failings::default()));
    Scored { all, literal, failings }
}

const LITERAL: &str = "literal";

/// The key of an id: "1" and 1 are two.
pub(super) fn key(id: &Value) -> String {
    id.to_string()
}

/// Counts under way.
#[derive(Debug, Default)]
struct Tally {
    gold: usize,
    gold_points: usize,
    predicted: usize,
    predicted_points: usize,
    exact: usize,
    overlap: usize,
    within_161: usize,
    within_20: usize,
    within_size: usize,
    places: usize,
    places_hit: usize,
    kilometres: Vec<f64>,
    strict: Vec<f64>,
}

fn figures(
    gold: &[Text],
    predicted: &BTreeMap<String, &Text>,
    options: &Options,
    only: Option<&str>,
    failings: &mut Failings,
) -> Figures {
    let mut tally = Tally::default();
    for text in gold {
        let given = predicted.get(&key(&text.id)).map_or(&[][..], |t| &t.mentions);
        tally.add(
            text,
            &given_once(given, options),
            &|kind| !options.ignore.contains(kind) && only.is_none_or(|only| only == kind),
            failings,
        );
    }
    tally.figures(gold.len())
}

/// The predictions that are matched: none of the kinds thrown away, and of
/// several with the same ends the last, in the place of the first.
fn given_once<'a>(given: &'a [Mention], options: &Options) -> Vec<&'a Mention> {
    let mut places: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut kept: Vec<&Mention> = Vec::with_capacity(given.len());
    for mention in given.iter().filter(|m| !options.drop_predicted.contains(&m.kind)) {
        let at = *places.entry((mention.start, mention.end)).or_insert(kept.len());
        if at == kept.len() {
            kept.push(mention);
        } else {
            kept[at] = mention;
        }
    }
    kept
}

fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    distance_km(a, b)
}

impl Tally {
    fn add(&mut self, text: &Text, given: &[&Mention], counts: &dyn Fn(&str) -> bool, failings: &mut Failings) {
        let (counted, ignored): (Vec<&Mention>, Vec<&Mention>) = text.mentions.iter().partition(|m| counts(&m.kind));
        let matched = pairs(&counted, given);
        let used: BTreeSet<usize> = matched.iter().map(|(_, p)| *p).collect();
        let dropped = |p: usize| !used.contains(&p) && ignored.iter().any(|i| shared(i, given[p]) > 0);
        let kept: Vec<usize> = (0..given.len()).filter(|p| !dropped(*p)).collect();
        let spans: BTreeSet<(usize, usize)> = counted.iter().map(|m| (m.start, m.end)).collect();
        self.gold += counted.len();
        self.gold_points += counted.iter().filter(|m| m.point.is_some()).count();
        self.predicted += kept.len();
        self.overlap += matched.len();
        self.exact += kept.iter().filter(|p| spans.contains(&(given[**p].start, given[**p].end))).count();
        let points: Vec<(f64, f64)> = kept.iter().filter_map(|p| given[*p].point).collect();
        self.places(&counted, &points);
        let mut pointless = 0;
        for (g, p) in &matched {
            let (wanted, found) = (counted[*g], given[*p]);
            match (wanted.point, found.point) {
                (None, found) => pointless += usize::from(found.is_some()),
                (Some(_), None) => self.strict.push(FARTHEST_KM),
                (Some(right), Some(point)) => {
                    let km = apart(right, point);
                    self.distance(km, wanted.radius_km);
                    failings.distance(&text.id, wanted, found, km);
                }
            }
        }
        self.predicted_points += points.len() - pointless;
        let found: BTreeSet<usize> = matched.iter().map(|(g, _)| *g).collect();
        let missed = counted.iter().enumerate().filter(|(g, _)| !found.contains(g)).map(|(_, m)| *m);
        missed.for_each(|m| failings.missed(m));
        let wrong = kept.iter().filter(|p| !used.contains(p)).map(|p| given[*p]);
        wrong.for_each(|m| failings.false_alarm(text, m));
    }

    fn places(&mut self, counted: &[&Mention], points: &[(f64, f64)]) {
        let tenth = |degrees: f64| {
            let text = format!("{degrees:.1}");
            if text == "-0.0" { "0.0".to_owned() } else { text }
        };
        let mut places: BTreeMap<(String, String), (f64, f64)> = BTreeMap::new();
        for point in counted.iter().filter_map(|m| m.point) {
            places.entry((tenth(point.0), tenth(point.1))).or_insert(point);
        }
        self.places += places.len();
        self.places_hit += places.values().filter(|at| points.iter().any(|p| apart(**at, *p) <= RIGHT_KM)).count();
    }

    fn distance(&mut self, km: f64, radius_km: f64) {
        self.kilometres.push(km);
        self.strict.push(km);
        self.within_161 += usize::from(km <= RIGHT_KM);
        self.within_20 += usize::from(km <= CLOSE_KM);
        self.within_size += usize::from(km <= RIGHT_KM.max(radius_km));
    }

    fn figures(&self, docs: usize) -> Figures {
        let share = |part: usize, all: usize| (all > 0).then(|| part as f64 / all as f64);
        let end_to_end = |right| Prf::of(right, self.predicted_points, self.gold_points);
        Figures {
            docs,
            gold: self.gold,
            gold_with_point: self.gold_points,
            pred: self.predicted,
            exact: Prf::of(self.exact, self.predicted, self.gold),
            overlap: Prf::of(self.overlap, self.predicted, self.gold),
            resolution: Resolution::of(&self.kilometres),
            resolution_strict: Resolution::of(&self.strict),
            end_to_end_161: end_to_end(self.within_161),
            end_to_end_20: end_to_end(self.within_20),
            end_to_end_size: end_to_end(self.within_size),
            acc_size: share(self.within_size, self.kilometres.len()),
            place_recall_161: share(self.places_hit, self.places),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(start: usize, end: usize, kind: &str, point: Option<(f64, f64)>) -> Mention {
        Mention { start, end, kind: kind.to_owned(), point, ..Mention::default() }
    }

    fn text(id: &str, mentions: Vec<Mention>) -> Text {
        Text { id: Value::from(id), mentions, ..Text::default() }
    }

    fn is(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-6, "{a} is not {b}");
    }

    /// One degree along a meridian is 111.195 km.
    fn gold() -> Vec<Text> {
        vec![
            text(
                "one",
                vec![
                    name(0, 5, "literal", Some((10.0, 20.0))),
                    name(10, 15, "metonym", Some((0.0, 100.0))),
                    name(20, 25, "demonym", None),
                    name(30, 35, "homonym", Some((1.0, 1.0))),
                ],
            ),
            text("two", vec![name(0, 5, "literal", Some((50.0, 50.0)))]),
        ]
    }

    fn predicted() -> Vec<Text> {
        vec![text(
            "one",
            vec![
                name(0, 5, "", Some((11.0, 20.0))),
                name(12, 18, "", Some((2.0, 100.0))),
                name(20, 25, "", Some((3.0, 3.0))),
                name(30, 35, "", Some((9.0, 9.0))),
                name(40, 45, "", None),
                name(50, 55, "demonym", Some((4.0, 4.0))),
            ],
        )]
    }

    #[test]
    fn figures_by_hand() {
        let scored = score(&gold(), &predicted(), &Options::default());
        let all = &scored.all;
        // Gold: the homonym is ignored, and with it the fourth prediction.
        assert_eq!((all.docs, all.gold, all.gold_with_point, all.pred), (2, 4, 3, 5));
        // Exact: first and third. Overlap: the second too.
        is(all.exact.p, 2.0 / 5.0);
        is(all.exact.r, 2.0 / 4.0);
        is(all.overlap.p, 3.0 / 5.0);
        is(all.overlap.f1, 2.0 * 0.6 * 0.75 / 1.35);
        // Distances: one and two degrees.
        assert_eq!(all.resolution.n, 2);
        is(all.resolution.acc161.unwrap(), 0.5);
        assert!((all.resolution.mean_km.unwrap() - 166.793).abs() < 0.01);
        assert_eq!(all.resolution_strict.n, 2, "nothing that was found lacks a point");
        // With a point: first, second, sixth; the third names gold without one.
        is(all.end_to_end_161.p, 1.0 / 3.0);
        is(all.end_to_end_161.r, 1.0 / 3.0);
        is(all.end_to_end_20.f1, 0.0);
        is(all.place_recall_161.unwrap(), 1.0 / 3.0);
    }

    #[test]
    fn options_leave_kinds_out() {
        let options = Options { drop_predicted: ["demonym".to_owned()].into(), ..Options::default() };
        let scored = score(&gold(), &predicted(), &options);
        assert_eq!(scored.all.pred, 4);
        is(scored.all.end_to_end_161.p, 0.5);
        let every = Options { ignore: BTreeSet::new(), ..Options::default() };
        assert_eq!(score(&gold(), &predicted(), &every).all.gold, 5);
    }

    #[test]
    fn literal_names_are_counted_apart_where_annotators_told_them() {
        let mut gold = gold();
        assert_eq!(score(&gold, &predicted(), &Options::default()).literal, None);
        gold[0].kinds_annotated = true;
        let literal = score(&gold, &predicted(), &Options::default()).literal.unwrap();
        // The second and third predictions touch names that are not counted now.
        assert_eq!((literal.gold, literal.pred), (2, 3));
        is(literal.overlap.p, 1.0 / 3.0);
    }

    #[test]
    fn a_large_country_may_be_missed_by_its_radius() {
        let mut gold = gold();
        gold[0].mentions[1].radius_km = 300.0;
        let all = score(&gold, &predicted(), &Options::default()).all;
        is(all.acc_size.unwrap(), 1.0);
        is(all.resolution.acc161.unwrap(), 0.5);
        is(all.end_to_end_size.r, 2.0 / 3.0);
    }

    #[test]
    fn of_two_predictions_with_the_same_ends_the_last_counts() {
        let twice = vec![text("two", vec![name(0, 5, "", None), name(0, 5, "", Some((50.0, 50.0)))])];
        let all = score(&gold(), &twice, &Options::default()).all;
        assert_eq!((all.pred, all.resolution.n), (1, 1));
        is(all.end_to_end_20.p, 1.0);
    }
}
