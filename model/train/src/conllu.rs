//! Reads treebanks in the CoNLL-U format
//! (<https://universaldependencies.org/format.html>).

use std::fs;
use std::path::Path;

use crate::Result;
use crate::model::upos::{Tag, Upos, VerbForm};

/// One sentence with its tags and its tree.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The id of the document it is from.
    pub document: String,
    /// The words.
    pub words: Vec<String>,
    /// Their tags.
    pub tags: Vec<Tag>,
    /// Their heads as indices; the root has its own index.
    pub heads: Vec<usize>,
    /// Their relations to their heads.
    pub relations: Vec<String>,
    /// Whether a space follows; within contractions there is none.
    pub spaced: Vec<bool>,
}

impl Tree {
    /// The words as slices.
    pub fn forms(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }
}

/// The sentences of a file.
pub fn read(path: &Path) -> Result<Vec<Tree>> {
    let text = fs::read_to_string(path).map_err(|e| {
        format!("{}: {e}; give the folder that holds the treebanks ewt and gum as the argument", path.display())
    })?;
    let mut document = String::new();
    let mut trees = Vec::new();
    for block in text.split("\n\n").filter(|b| !b.trim().is_empty()) {
        let tree = tree(block, &mut document).map_err(|why| format!("{}: {why}", path.display()))?;
        trees.push(tree);
    }
    Ok(trees)
}

fn tree(block: &str, document: &mut String) -> Result<Tree> {
    let mut tree = Tree::default();
    // The last word of a contraction and whether a space follows the whole.
    let mut contraction = (0usize, true);
    for line in block.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            id.clone_into(document);
        }
        if line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, xpos, _, head, relation, _, misc] = cells[..] else {
            return Err(format!("not ten columns: {line}"));
        };
        let spaced = !misc.contains("SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            contraction = (last.parse().map_err(|_| format!("no id: {line}"))?, spaced);
            continue;
        }
        let Ok(id) = id.parse::<usize>() else { continue };
        let head: usize = head.parse().map_err(|_| format!("no head: {line}"))?;
        tree.words.push(form.to_owned());
        tree.tags.push(tag(upos, xpos));
        tree.heads.push(if head == 0 { id - 1 } else { head - 1 });
        tree.relations.push(relation.to_owned());
        tree.spaced.push(match id.cmp(&contraction.0) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => contraction.1,
            std::cmp::Ordering::Greater => spaced,
        });
    }
    tree.document.clone_from(document);
    Ok(tree)
}

fn tag(upos: &str, xpos: &str) -> Tag {
    let upos = Upos::parse(upos).unwrap_or_default();
    let form = match xpos {
        "VB" => Some(VerbForm::Base),
        "VBP" => Some(VerbForm::Present),
        "VBZ" => Some(VerbForm::ThirdPerson),
        "VBD" => Some(VerbForm::Past),
        "VBN" => Some(VerbForm::Participle),
        "VBG" => Some(VerbForm::Gerund),
        "MD" => Some(VerbForm::Modal),
        _ => None,
    };
    Tag { upos, form: form.filter(|_| matches!(upos, Upos::Verb | Upos::Aux)) }
}
