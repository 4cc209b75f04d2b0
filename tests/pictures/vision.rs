//! Colours of the types of events as the colour-blind see them.

use dateline::coding::EventType;
use dateline::scene::theme::type_color;
use dateline::scene::{Color, Theme};

/// Rows of a matrix over linear red, green and blue.
type Sight = [[f64; 3]; 3];

/// How colours are seen without one kind of cone (Machado, Oliveira and
/// Fernandes 2009, severity 1.0), and with all.
const SIGHTS: [(&str, Sight); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_82, 0.042_94, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_9]],
    ),
];

/// Two colours side by side are told apart from about 2.3 (CIE 1976); symbols
/// that lie far from their key need several times as much.
const LEAST: f64 = 12.0;

/// Steps of lightness (CIE L*, 0-100) between neighbours of a stacked bar in
/// greys.
const LEAST_GREY: f64 = 12.0;

fn linear(c: u8) -> f64 {
    let c = f64::from(c) / 255.0;
    if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

/// CIE L*a*b* under D65 (IEC 61966-2-1 and CIE 15).
fn lab(c: Color, sight: &Sight) -> [f64; 3] {
    let rgb = [c.r, c.g, c.b].map(linear);
    let dot = |row: &[f64; 3], v: &[f64; 3]| row.iter().zip(v).map(|(a, b)| a * b).sum::<f64>();
    let [r, g, b] = [0, 1, 2].map(|i| dot(&sight[i], &rgb).clamp(0.0, 1.0));
    let x = dot(&[0.412_456_4, 0.357_576_1, 0.180_437_5], &[r, g, b]) / 0.950_47;
    let y = dot(&[0.212_672_9, 0.715_152_2, 0.072_175], &[r, g, b]);
    let z = dot(&[0.019_333_9, 0.119_192, 0.950_304_1], &[r, g, b]) / 1.088_83;
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
}

fn distance(a: Color, b: Color, sight: &Sight) -> f64 {
    let (a, b) = (lab(a, sight), lab(b, sight));
    a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt()
}

fn color(theme: Theme, kind: EventType) -> Color {
    theme.color(type_color(kind)).expect("a type has a colour in each theme")
}

#[test]
fn types_are_told_apart_without_one_kind_of_cone() {
    for theme in [Theme::Light, Theme::Dark] {
        for (i, a) in EventType::ALL.into_iter().enumerate() {
            for b in EventType::ALL.into_iter().skip(i + 1) {
                for (name, sight) in &SIGHTS {
                    let seen = distance(color(theme, a), color(theme, b), sight);
                    assert!(seen >= LEAST, "{theme:?}, {name}: {a:?} and {b:?} are {seen:.1} apart");
                }
            }
        }
    }
}

#[test]
fn neighbours_in_a_bar_are_told_apart_in_print() {
    let (_, all) = &SIGHTS[0];
    for pair in EventType::ALL.windows(2) {
        let [a, b] = [pair[0], pair[1]].map(|kind| lab(color(Theme::Print, kind), all)[0]);
        assert!((a - b).abs() >= LEAST_GREY, "{pair:?}: {a:.0} and {b:.0}");
    }
}
