//! From a word to the form under which a dictionary has it: rules for the
//! regular words, `lexicon/en/irregular.tsv` for the others.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::Upos;
use crate::error::Result;
use crate::lexicon::tsv;

const TABLE: &str = "lexicon/en/irregular.tsv";
const TEXT: &str = include_str!("../../lexicon/en/irregular.tsv");

/// The irregular forms; a broken table is found by the tests of this module.
static IRREGULAR: LazyLock<Irregular> = LazyLock::new(|| Irregular::read().unwrap_or_default());

#[derive(Debug, Default)]
struct Irregular {
    verbs: HashMap<&'static str, &'static str>,
    nouns: HashMap<&'static str, &'static str>,
}

impl Irregular {
    fn read() -> Result<Self> {
        let mut all = Self::default();
        tsv::read(TABLE, TEXT, &["lemma", "kind", "past", "participle", "plural", "other"], |row| {
            let lemma = row.need("lemma")?;
            let forms = match row.need("kind")? {
                "verb" => &mut all.verbs,
                "noun" => &mut all.nouns,
                other => return Err(row.error(format!("kind '{other}'"), "write verb or noun")),
            };
            for form in ["past", "participle", "plural", "other"].into_iter().flat_map(|column| row.list(column)) {
                if forms.insert(form, lemma).is_some_and(|before| before != lemma) {
                    return Err(row.error(format!("'{form}' stands under another lemma too"), "keep one of them"));
                }
            }
            Ok(())
        })?;
        Ok(all)
    }
}

/// The dictionary form of an English word: `attacked` to `attack`, `men` to
/// `man`. Names come back as they are, all else in lower case.
pub fn lemma(word: &str, upos: Upos) -> Cow<'_, str> {
    if upos == Upos::Propn {
        return Cow::Borrowed(word);
    }
    let lower = lowered(word);
    match upos {
        Upos::Verb | Upos::Aux => derived(lower, verb),
        Upos::Noun => derived(lower, noun),
        _ => lower,
    }
}

/// Lower case with straight apostrophes, without allocation where it is so.
fn lowered(word: &str) -> Cow<'_, str> {
    if word.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '\'')) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('’', "'"))
}

/// Applies a rule to a word that may be borrowed.
fn derived(word: Cow<'_, str>, rule: fn(&str) -> Option<Cow<'static, str>>) -> Cow<'_, str> {
    rule(&word).unwrap_or(word)
}

fn verb(word: &str) -> Option<Cow<'static, str>> {
    if let Some(lemma) = IRREGULAR.verbs.get(word) {
        return Some(Cow::Borrowed(lemma));
    }
    // "re-opened", "pro-actively": only what follows the hyphen bends.
    if let Some((before, last)) = word.rsplit_once('-')
        && let Some(lemma) = IRREGULAR.verbs.get(last)
    {
        return Some(format!("{before}-{lemma}").into());
    }
    if let Some(stem) = word.strip_suffix("ing") {
        return has_vowel(stem).then(|| restored(stem).into());
    }
    if let Some(stem) = word.strip_suffix("ied").or_else(|| word.strip_suffix("ies")) {
        return (stem.len() > 1).then(|| format!("{stem}y").into());
    }
    if let Some(stem) = word.strip_suffix("ed") {
        return (has_vowel(stem) && !stem.ends_with('e')).then(|| restored(stem).into());
    }
    plural_stem(word).map(|stem| stem.to_owned().into())
}

fn noun(word: &str) -> Option<Cow<'static, str>> {
    if let Some(lemma) = IRREGULAR.nouns.get(word) {
        return Some(Cow::Borrowed(lemma));
    }
    if let Some((before, last)) = word.rsplit_once('-')
        && let Some(lemma) = IRREGULAR.nouns.get(last)
    {
        return Some(format!("{before}-{lemma}").into());
    }
    if let Some(stem) = word.strip_suffix("children") {
        return Some(format!("{stem}child").into());
    }
    if let Some(stem) = word.strip_suffix("men")
        && has_vowel(stem)
        && !matches!(word, "specimen" | "regimen" | "abdomen" | "acumen" | "yemen" | "turkmen")
    {
        return Some(format!("{stem}man").into());
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return (stem.len() > 1).then(|| format!("{stem}y").into());
    }
    plural_stem(word).map(|stem| stem.to_owned().into())
}

/// The word without its -s or -es.
fn plural_stem(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('s')?;
    if stem.len() < 2 || stem.ends_with(['s', 'u', 'i', '\'']) || !has_vowel(stem) {
        return None;
    }
    let hissing = ["sse", "she", "che", "xe", "zze", "oe"].iter().any(|end| stem.ends_with(end));
    Some(if hissing && stem.len() > 3 { &stem[..stem.len() - 1] } else { stem })
}

fn has_vowel(stem: &str) -> bool {
    stem.contains(is_vowel) || stem.contains('y')
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// What -ed or -ing was put on: `stopp` to `stop`, `forc` to `force`.
fn restored(stem: &str) -> String {
    let letters: Vec<char> = stem.chars().collect();
    let n = letters.len();
    let at = |back: usize| n.checked_sub(back).and_then(|i| letters.get(i)).copied().unwrap_or(' ');
    if at(1) == at(2) && !is_vowel(at(1)) {
        // "shell", "press", "buzz", "staff" keep both.
        let keeps = matches!(at(1), 'l' | 's' | 'z' | 'f') || n <= 3;
        return letters[..if keeps { n } else { n - 1 }].iter().collect();
    }
    if silent_e(stem) { format!("{stem}e") } else { stem.to_owned() }
}

/// Endings of stems that lost an -e: `forc`, `besieg`, `evacuat`, `fir`.
const SILENT: &[&str] = &[
    "c", "v", "u", "z", "s", "dg", "rg", "lg", "ag", "eg", "ig", "og", "ug", "bl", "cl", "dl", "fl", "gl", "kl", "pl",
    "tl", "zl", "il", "yl", "ol", "ul", "at", "ut", "ir", "ar", "ur", "cr", "tr", "in", "un", "am", "im", "um", "ym",
    "ap", "wip", "pip", "ad", "id", "od", "ud", "ed", "ak", "ik", "ok", "uk", "ib", "ob", "ub", "yp", "af",
];

/// Longer endings that did not: `treat`, `shout`, `repair`, `raid`.
const PLAIN: &[&str] = &[
    "ss", "ail", "eil", "oil", "ool", "aul", "oul", "eat", "oat", "out", "aut", "air", "eir", "oir", "ear", "oar",
    "our", "mur", "ain", "ein", "oin", "ruin", "oun", "eam", "oam", "aim", "eap", "oap", "ead", "oad", "aid", "oid",
    "ood", "oud", "eed", "eak", "oak", "ook", "eaf", "oaf", "oob",
];

/// Whether a stem that ends so lost an -e: the longest ending decides.
fn silent_e(stem: &str) -> bool {
    let longest = |endings: &[&str]| endings.iter().filter(|e| stem.ends_with(**e)).map(|e| e.len()).max().unwrap_or(0);
    longest(SILENT) > longest(PLAIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_irregular_forms_is_sound() {
        let table = Irregular::read().expect("the table reads");
        assert!(table.verbs.len() > 500 && table.nouns.len() > 100);
    }

    #[test]
    fn verbs_lead_back() {
        for (form, expected) in [
            ("killed", "kill"),
            ("shelled", "shell"),
            ("bombed", "bomb"),
            ("bombing", "bomb"),
            ("attacks", "attack"),
            ("besieged", "besiege"),
            ("sieging", "siege"),
            ("carried", "carry"),
            ("carries", "carry"),
            ("died", "die"),
            ("dying", "die"),
            ("shot", "shoot"),
            ("fired", "fire"),
            ("firing", "fire"),
            ("injured", "injure"),
            ("wounded", "wound"),
            ("wound", "wound"),
            ("stopped", "stop"),
            ("moved", "move"),
            ("used", "use"),
            ("ambushed", "ambush"),
            ("ambushes", "ambush"),
            ("clashed", "clash"),
            ("evacuated", "evacuate"),
            ("treated", "treat"),
            ("executed", "execute"),
            ("shouted", "shout"),
            ("exploded", "explode"),
            ("flooded", "flood"),
            ("raided", "raid"),
            ("invaded", "invade"),
            ("collided", "collide"),
            ("declared", "declare"),
            ("feared", "fear"),
            ("captured", "capture"),
            ("murdered", "murder"),
            ("occurred", "occur"),
            ("occurring", "occur"),
            ("happened", "happen"),
            ("seized", "seize"),
            ("crossed", "cross"),
            ("crosses", "cross"),
            ("closed", "close"),
            ("released", "release"),
            ("damaged", "damage"),
            ("charged", "charge"),
            ("changed", "change"),
            ("hanged", "hang"),
            ("struggled", "struggle"),
            ("settled", "settle"),
            ("derailed", "derail"),
            ("piled", "pile"),
            ("ruled", "rule"),
            ("controlled", "control"),
            ("escaped", "escape"),
            ("leaped", "leap"),
            ("kidnapped", "kidnap"),
            ("equipped", "equip"),
            ("assumed", "assume"),
            ("claimed", "claim"),
            ("named", "name"),
            ("mined", "mine"),
            ("detained", "detain"),
            ("joined", "join"),
            ("planned", "plan"),
            ("imprisoned", "imprison"),
            ("threatened", "threaten"),
            ("stoned", "stone"),
            ("abandoned", "abandon"),
            ("provoked", "provoke"),
            ("looked", "look"),
            ("liked", "like"),
            ("attacked", "attack"),
            ("probed", "probe"),
            ("agreed", "agree"),
            ("need", "need"),
            ("fled", "flee"),
            ("fleeing", "flee"),
            ("said", "say"),
            ("didn't", "do"),
            ("won’t", "will"),
            ("WAS", "be"),
            ("has", "have"),
            ("does", "do"),
            ("goes", "go"),
            ("retook", "retake"),
            ("overran", "overrun"),
            ("bring", "bring"),
            ("press", "press"),
            ("focus", "focus"),
            ("vetoed", "veto"),
            ("guided", "guide"),
            ("persuaded", "persuade"),
            ("aided", "aid"),
            ("dispersed", "disperse"),
            ("collapsed", "collapse"),
            ("destroyed", "destroy"),
            ("buried", "bury"),
            ("razed", "raze"),
            ("torched", "torch"),
            ("looted", "loot"),
            ("rioted", "riot"),
            ("beheaded", "behead"),
            ("blockaded", "blockade"),
            ("hijacked", "hijack"),
            ("required", "require"),
            ("repaired", "repair"),
            ("quelled", "quell"),
            ("cancelled", "cancel"),
            ("conceded", "concede"),
            ("succeeded", "succeed"),
            ("negotiated", "negotiate"),
            ("strafed", "strafe"),
        ] {
            assert_eq!(lemma(form, Upos::Verb), expected, "{form}");
        }
    }

    #[test]
    fn nouns_lead_back() {
        for (form, expected) in [
            ("soldiers", "soldier"),
            ("men", "man"),
            ("gunmen", "gunman"),
            ("policewomen", "policewoman"),
            ("casualties", "casualty"),
            ("clashes", "clash"),
            ("forces", "force"),
            ("houses", "house"),
            ("headquarters", "headquarters"),
            ("crises", "crisis"),
            ("bases", "base"),
            ("aircraft", "aircraft"),
            ("militias", "militia"),
            ("troops", "troop"),
            ("knives", "knife"),
            ("boxes", "box"),
            ("heroes", "hero"),
            ("gas", "gas"),
            ("bus", "bus"),
            ("virus", "virus"),
            ("children", "child"),
            ("people", "people"),
            ("air-strikes", "air-strike"),
            ("axes", "axis"),
            ("Soldiers", "soldier"),
            ("series", "series"),
            ("schoolchildren", "schoolchild"),
            ("alias", "alias"),
        ] {
            assert_eq!(lemma(form, Upos::Noun), expected, "{form}");
        }
        assert_eq!(lemma("Maldives", Upos::Propn), "Maldives");
    }
}
