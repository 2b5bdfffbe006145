//! How far a walk has come, as the database keeps it.

use serde::{Deserialize, Serialize};

use super::BatchError;
use super::table::Table;

/// The most ranges of transaction ids that are told apart.
const MOST_RANGES: usize = 1_000;

/// The state of a walk behind its last committed batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub(super) place: Place,
    /// Rows that the statement changed.
    pub(super) rows: u64,
    /// Transactions.
    pub(super) batches: u64,
    /// Whether it is a later walk, over the rows that an earlier one left null.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) only_null: bool,
    /// Whether the end was reached.
    pub(super) done: bool,
}

/// Where in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Place {
    /// Behind the row with this key; before the first where there is none.
    Key { columns: Vec<String>, last: Option<Vec<String>> },
    /// Before this block of this leaf. The leaves and their sizes are those at the walk's start.
    Blocks { leaves: Vec<Leaf>, leaf: usize, block: u64, own: Own },
}

/// A table that holds rows itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Leaf {
    /// Its name as SQL, with the schema.
    pub(super) name: String,
    /// How many blocks it had.
    pub(super) blocks: u64,
    /// About how many rows it had.
    pub(super) rows: u64,
}

/// The transactions of the walk, as ranges of their ids. A row that one of them wrote is done: its new
/// version may stand in a block that the walk has yet to come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Own(pub(super) Vec<(i64, i64)>);

impl Own {
    pub(super) fn add(&mut self, id: i64) {
        match self.0.last_mut() {
            Some((_, last)) if *last + 1 == id => *last = id,
            _ => self.0.push((id, id)),
        }
        if self.0.len() > MOST_RANGES {
            // the two that are closest become one: what others wrote in between counts as done, and is
            // seen by `fills` if it is not
            let gap = |at: &usize| self.0[at + 1].0 - self.0[*at].1;
            if let Some(at) = (0..self.0.len() - 1).min_by_key(gap) {
                self.0[at].1 = self.0[at + 1].1;
                self.0.remove(at + 1);
            }
        }
    }
}

impl Mark {
    /// The mark as JSON, for a column of the journal.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// When it is something else: another version wrote it, or a hand.
    pub fn from_json(text: &str) -> Result<Self, BatchError> {
        let error = |error: serde_json::Error| sqlx::Error::Decode(Box::new(error));
        Ok(serde_json::from_str(text).map_err(error)?)
    }

    /// Rows that the statement changed so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// How much of the table lies behind, as far as it can be known: from 0 to 1.
    pub(super) fn share(&self, table: &Table) -> f64 {
        if self.done {
            return 1.0;
        }
        let (done, all) = match &self.place {
            Place::Key { .. } => (self.batches.saturating_mul(table.size), table.rows),
            Place::Blocks { leaves, leaf, block, .. } => {
                let before: u64 = leaves.iter().take(*leaf).map(|leaf| leaf.blocks).sum();
                (before + block, leaves.iter().map(|leaf| leaf.blocks).sum())
            }
        };
        #[expect(clippy::cast_precision_loss, reason = "a share that people look at")]
        let share = done as f64 / all.max(1) as f64;
        // an estimate that was too low is no end
        share.min(0.99)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_follow_each_other_are_one_range() {
        let mut own = Own::default();
        for id in [5, 6, 7, 9, 10] {
            own.add(id);
        }
        assert_eq!(own.0, [(5, 7), (9, 10)]);
    }

    #[test]
    fn the_ranges_have_an_end() {
        let mut own = Own::default();
        (0..5_000).for_each(|n| own.add(n * 3));
        assert_eq!(own.0.len(), MOST_RANGES);
        assert_eq!((own.0.first().unwrap().0, own.0.last().unwrap().1), (0, 4_999 * 3));
    }

    #[test]
    fn a_mark_comes_back_from_its_text() {
        let columns = vec!["a\"b".to_owned()];
        let last = Some(vec!["it's \\ 'x'\n".to_owned()]);
        let place = Place::Key { columns, last };
        let mark = Mark { place, rows: 3, batches: 1, only_null: true, done: false };
        assert_eq!(Mark::from_json(&mark.to_json()).unwrap(), mark);
        let leaves = vec![Leaf { name: "public.t".to_owned(), blocks: 9, rows: 90 }];
        let mut own = Own::default();
        own.add(7);
        let place = Place::Blocks { leaves, leaf: 0, block: 4, own };
        let mark = Mark { place, rows: 3, batches: 1, only_null: false, done: false };
        assert_eq!(Mark::from_json(&mark.to_json()).unwrap(), mark);
        assert!(Mark::from_json("{}").is_err());
    }
}
