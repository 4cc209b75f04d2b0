//! The features of one decision, and the decision.

use super::table::{MAX_CLASSES, Scores};

/// Upper bound of the features of one decision.
pub const MOST: usize = 128;

/// The features of one decision, without allocation.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    keys: [u32; MOST],
    count: usize,
}

impl Default for Keys {
    fn default() -> Self {
        Self { keys: [0; MOST], count: 0 }
    }
}

impl Keys {
    /// Adds a feature.
    pub fn push(&mut self, key: u32) {
        if let Some(slot) = self.keys.get_mut(self.count) {
            *slot = key;
            self.count += 1;
        }
    }

    /// Forgets the features of the last decision.
    pub fn clear(&mut self) {
        self.count = 0;
    }

    /// The keys.
    pub fn as_slice(&self) -> &[u32] {
        &self.keys[..self.count]
    }
}

/// The best class among the first `classes`; the lower one of two equals.
pub fn best(scores: &Scores, classes: usize) -> u8 {
    let mut top = 0;
    for class in 1..classes.min(MAX_CLASSES) {
        if scores[class] > scores[top] {
            top = class;
        }
    }
    top as u8
}
