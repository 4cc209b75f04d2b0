//! Which names of a country are worth comparing: those that share enough runs
//! of three letters, have about as many letters, and mostly the same.

use rustc_hash::FxHashMap;

use super::spelling::NEAR;

/// Runs of letters that a changed letter, or a space, can take away.
const SPOILT: u32 = 3;

/// What is known of a name without reading it.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// Which name.
    number: u32,
    letters: u16,
    words: u16,
    /// A bit for each letter that it has, and one for each that it has twice;
    /// letters may share one.
    has: u64,
}

impl Form {
    fn new(number: u32, name: &str) -> Self {
        let letters = || name.chars().filter(|c| *c != ' ');
        let has = letters().fold(0, |has: u64, c| {
            let once = 1 << (u32::from(c) % 32);
            if has & once == 0 { has | once } else { has | once << 32 }
        });
        Self { number, letters: letters().count() as u16, words: name.split(' ').count() as u16, has }
    }

    /// How many runs of letters two names share at least, if they are near;
    /// `None` where they cannot be. A changed letter takes at most one away and
    /// brings one in.
    fn shared(&self, other: &Self) -> Option<u32> {
        let longer = self.letters.max(other.letters);
        let changes = (f64::from(longer) * (1.0 - NEAR) + 1e-9) as u32;
        let lacking = u32::from(longer - self.letters.min(other.letters));
        let near = lacking <= changes && (self.has ^ other.has).count_ones() <= 2 * changes;
        let spoilt = SPOILT * (changes + u32::from(self.words.abs_diff(other.words)));
        near.then(|| u32::from(self.letters.min(other.letters)).saturating_sub(spoilt).max(1))
    }
}

/// The runs of three letters of each word, its ends too, each once.
fn runs(name: &str) -> Vec<[char; 3]> {
    let mut runs = Vec::new();
    for word in name.split(' ') {
        let letters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
        runs.extend(letters.windows(3).filter_map(|run| <[char; 3]>::try_from(run).ok()));
    }
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Names, by their runs of letters.
#[derive(Debug, Default)]
pub(super) struct Block<'n> {
    names: Vec<(u32, &'n str)>,
    under: FxHashMap<[char; 3], Vec<Form>>,
}

impl<'n> Block<'n> {
    /// Adds a name of that owner.
    pub(super) fn add(&mut self, owner: u32, name: &'n str) {
        let form = Form::new(self.names.len() as u32, name);
        self.names.push((owner, name));
        for run in runs(name) {
            self.under.entry(run).or_default().push(form);
        }
    }

    /// Owners and names that may be like a name, in the order added.
    pub(super) fn like(&self, name: &str, each: &mut dyn FnMut(u32, &'n str)) {
        let form = Form::new(0, name);
        let mut near: Vec<(u32, u32)> = Vec::new();
        for list in runs(name).iter().filter_map(|run| self.under.get(run)) {
            near.extend(list.iter().filter_map(|other| Some((other.number, other.shared(&form)?))));
        }
        near.sort_unstable();
        for same in near.chunk_by(|a, b| a.0 == b.0) {
            if let Some((number, _)) = same.first().filter(|(_, least)| same.len() as u32 >= *least) {
                let (owner, name) = self.names[*number as usize];
                each(owner, name);
            }
        }
    }
}
