//! Words that make an organisation of the place name beside them:
//! `lexicon/en/org_heads.tsv`.

use super::phrases::Phrases;
use super::tsv;
use crate::error::Result;

const TEXT: &str = include_str!("../../lexicon/en/org_heads.tsv");

/// What sort of organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrgKind {
    /// A university, college or school.
    University,
    /// A newspaper, station or agency of news.
    Media,
    /// A public body.
    Agency,
    /// An army, unit or militia.
    Military,
    /// A firm.
    Company,
    /// A party, alliance or union.
    Party,
    /// A society, prize, event or treaty.
    Society,
    /// A sports team.
    Team,
}

/// The table, by side.
#[derive(Debug, Clone, Default)]
pub struct OrgHeads {
    after: Phrases<OrgKind>,
    before: Phrases<OrgKind>,
}

impl OrgHeads {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut all = Self { after: Phrases::default(), before: Phrases::backwards() };
        tsv::read("lexicon/en/org_heads.tsv", TEXT, &["head", "side", "kind"], |row| {
            let kind = match row.need("kind")? {
                "university" => OrgKind::University,
                "media" => OrgKind::Media,
                "agency" => OrgKind::Agency,
                "military" => OrgKind::Military,
                "company" => OrgKind::Company,
                "party" => OrgKind::Party,
                "society" => OrgKind::Society,
                "team" => OrgKind::Team,
                other => {
                    let remedy = "use university, media, agency, military, company, party, society or team";
                    return Err(row.error(format!("kind '{other}'"), remedy));
                }
            };
            match row.need("side")? {
                "after" => all.after.add_as_written(row.need("head")?, kind),
                "before" => all.before.add_as_written(row.need("head")?, kind),
                other => return Err(row.error(format!("side '{other}'"), "use before or after")),
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// The head that begins at `word(0)`, words as written, reading on.
    pub fn after<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, OrgKind)> {
        self.after.longest(word)
    }

    /// The head that ends at `word(0)`, words as written, reading backwards.
    pub fn before<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, OrgKind)> {
        self.before.longest(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_found_on_both_sides() {
        let t = OrgHeads::english().unwrap();
        assert_eq!(t.after(|i| ["Air", "Force"].get(i).copied()), Some((2, OrgKind::Military)));
        assert_eq!(t.before(|i| ["of", "University"].get(i).copied()), Some((2, OrgKind::University)));
        assert_eq!(t.after(|i| ["times"].get(i).copied()), None, "capitals matter");
    }
}
