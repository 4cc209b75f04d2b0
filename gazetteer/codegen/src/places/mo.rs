//! Names per language from the message catalogues of libgeonames-common.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::product::Inputs;

/// Languages whose names are taken: those of large agencies, and those of the
/// regions whose conflicts are reported most.
const LANGUAGES: &[&str] = &[
    "en", "ar", "az", "be", "bg", "ckb", "de", "el", "es", "fa", "fr", "he", "hy", "it", "ka", "kk", "ku", "ky", "mk",
    "pt", "ru", "so", "sq", "sr", "sw", "tg", "tk", "tr", "uk", "ur", "uz",
];

/// Names by key: a geonameid, `AZ` or `AZ.28`.
pub(crate) struct Names {
    english: BTreeMap<String, String>,
    all: BTreeMap<String, BTreeSet<String>>,
}

impl Names {
    /// Reads the catalogues.
    pub(crate) fn read(inputs: &Inputs) -> Result<Self> {
        let wanted = |path: &str| {
            let language = path.split("/locale/").nth(1).and_then(|rest| rest.split('/').next());
            path.ends_with("/geonames.mo") && language.is_some_and(|l| LANGUAGES.contains(&l))
        };
        let mut names = Self { english: BTreeMap::new(), all: BTreeMap::new() };
        for (path, bytes) in inputs.members("geonames-names", wanted)? {
            let english = path.contains("/locale/en/");
            for (key, name) in messages(&bytes).ok_or_else(|| format!("{path}: not a message catalogue"))? {
                if english {
                    names.english.insert(key.clone(), name.clone());
                }
                names.all.entry(key).or_default().insert(name);
            }
        }
        Ok(names)
    }

    /// The English name, where there is one.
    pub(crate) fn english(&self, key: &str) -> Option<&str> {
        self.english.get(key).map(String::as_str)
    }

    /// All names, the English one first.
    pub(crate) fn all(&self, key: &str) -> impl Iterator<Item = &str> {
        self.english(key).into_iter().chain(self.all.get(key).into_iter().flatten().map(String::as_str))
    }
}

/// The pairs of a GNU message catalogue
/// (<https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html>).
fn messages(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let word = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    if word(0)? != 0x9504_12de {
        return None;
    }
    let (count, keys, values) = (word(8)?, word(12)?, word(16)?);
    let text = |table: usize, i: usize| {
        let (len, at) = (word(table + 8 * i)?, word(table + 8 * i + 4)?);
        String::from_utf8(bytes.get(at..at + len)?.to_vec()).ok()
    };
    // The first message, with an empty key, is the catalogue's own header.
    (0..count)
        .map(|i| Some((text(keys, i)?, text(values, i)?)))
        .filter(|m| m.as_ref().is_none_or(|(k, _)| !k.is_empty()))
        .collect()
}
