//! The embedded fonts as `@font-face` rules: only the characters that a
//! picture has, so that it looks the same where these fonts are not installed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use skera::{DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use skrifa::raw::FontRef;
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::NameId;

use crate::scene::{Text, font};

/// How each of the embedded fonts is named in CSS: family, weight, style.
const NAMES: [(&str, u16, &str); 5] = [
    ("Noto Sans", 400, "normal"),
    ("Noto Sans", 700, "normal"),
    ("Noto Sans", 400, "italic"),
    ("Noto Sans Armenian", 400, "normal"),
    ("Noto Sans Georgian", 400, "normal"),
];

/// The style sheet for texts: the fonts that they use, and a class `f0`, `f1`
/// ... for each.
pub(super) fn sheet<'t>(texts: impl IntoIterator<Item = &'t Text>) -> String {
    let mut used: BTreeMap<usize, BTreeSet<char>> = BTreeMap::new();
    for text in texts {
        for (number, run) in font::runs(&text.text, text.face) {
            used.entry(number).or_default().extend(run.chars());
        }
    }
    let mut out = String::new();
    for (number, characters) in used {
        let Some((family, weight, style)) = NAMES.get(number) else { continue };
        let Some(file) = font::file(number) else { continue };
        // A font that cannot be cut is embedded whole.
        let cut = subset(file, &characters).unwrap_or_else(|| file.to_vec());
        // Writing into a string cannot fail.
        let _ = write!(
            out,
            "@font-face{{font-family:\"{family}\";font-weight:{weight};font-style:{style};\
             src:url(data:font/ttf;base64,{}) format(\"truetype\")}}\n\
             .f{number}{{font-family:\"{family}\",\"Noto Sans\",sans-serif;font-weight:{weight};font-style:{style}}}\n",
            STANDARD.encode(cut)
        );
    }
    out
}

/// The font with the glyphs of some characters, and what places them.
fn subset(file: &[u8], characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let font = FontRef::new(file).ok()?;
    let unicodes: IntSet<u32> = characters.iter().map(|c| u32::from(*c)).collect();
    let flags = SubsetFlags::SUBSET_FLAGS_NO_HINTING | SubsetFlags::SUBSET_FLAGS_NOTDEF_OUTLINE;
    let features: IntSet<_> = DEFAULT_LAYOUT_FEATURES.iter().copied().collect();
    // Whose font it is, and what it is called.
    let names: IntSet<NameId> = [0, 1, 2].into_iter().map(NameId::new).collect();
    let english: IntSet<u16> = std::iter::once(0x409).collect();
    let plan = Plan::new(
        &IntSet::empty(),
        &unicodes,
        &font,
        flags,
        &IntSet::empty(),
        &IntSet::all(),
        &features,
        &names,
        &english,
    );
    subset_font(&font, &plan).ok()
}

#[cfg(test)]
mod tests {
    use skrifa::MetadataProvider as _;

    use super::*;

    #[test]
    fn a_cut_font_is_small_and_has_its_characters() {
        let wanted: BTreeSet<char> = "Agdam, Şuşa".chars().collect();
        for number in 0..3 {
            let file = font::file(number).unwrap();
            let cut = subset(file, &wanted).unwrap();
            assert!(cut.len() * 4 < file.len(), "{number}: {} of {}", cut.len(), file.len());
            let map = FontRef::new(&cut).unwrap();
            assert!(wanted.iter().all(|c| map.charmap().map(*c).is_some()), "{number}");
            assert!(map.charmap().map('Z').is_none());
        }
    }
}
