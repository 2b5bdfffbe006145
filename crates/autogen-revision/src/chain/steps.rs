//! What must run on a database to bring it to a target, in order.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Chain, Position, REPLACED_FOLDER, Target};
use crate::id::RevisionId;
use crate::revision::Revision;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The revision's file is run and recorded (or, on the way down, forgotten).
    Run(&'a Revision),
    /// All that the revision replaces is applied: it is recorded without being run, and what it replaces
    /// is forgotten. Only on the way up.
    Record {
        /// The revision.
        revision: &'a Revision,
        /// What it replaces.
        forgets: Vec<RevisionId>,
    },
}

impl<'a> Step<'a> {
    /// The revision that is run or recorded.
    #[must_use]
    pub fn revision(&self) -> &'a Revision {
        match self {
            Self::Run(revision) | Self::Record { revision, .. } => revision,
        }
    }
}

/// Why there is no way to a target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// An upgrade to what lies behind.
    #[error("the database is at {}, past {target}; go back with `autogen downgrade {target}`", list(.current))]
    Behind {
        /// Where the database stands; nowhere is the base.
        current: Vec<RevisionId>,
        /// The position that it has passed.
        target: Position,
    },
    /// A downgrade to what is not applied.
    #[error(
        "revision {id} is not applied, so it is no place to go back to; see what is applied with \
         `autogen history`, or go on to it with `autogen upgrade {id}`"
    )]
    NotApplied {
        /// The revision.
        id: RevisionId,
    },
    /// The database has a part of what a revision replaces, and the files of another part are gone.
    #[error(
        "the database has a part of what revision {by} replaces, but {id} is needed too, and its \
         two files are not in {}; restore them from git and run the same command again",
        .folder.display()
    )]
    MissingReplaced {
        /// The replaced revision.
        id: RevisionId,
        /// The revision that replaces it.
        by: RevisionId,
        /// Where its files would lie.
        folder: PathBuf,
    },
}

fn list(ids: &[RevisionId]) -> String {
    match ids {
        [] => "base".to_owned(),
        ids => ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and "),
    }
}

impl Chain {
    /// What a database without anything runs to reach a target: its revisions with all that they follow
    /// or depend on, in order.
    #[must_use]
    pub fn replay(&self, to: &Target) -> Vec<&Revision> {
        let wanted = self.upto(to);
        self.iter().filter(|revision| wanted.contains(&revision.id())).collect()
    }

    /// What of a target is not applied, in order: with all that it follows or depends on. What is replaced
    /// by another revision counts as [`Step::Record`] says.
    ///
    /// # Errors
    /// [`StepError::Behind`] if nothing is missing since the database is past a position of the target;
    /// [`StepError::MissingReplaced`].
    pub fn steps_up(
        &self,
        applied: &BTreeSet<RevisionId>,
        to: &Target,
    ) -> Result<Vec<Step<'_>>, StepError> {
        let mut steps = Vec::new();
        for revision in self.replay(to) {
            self.go(revision.id(), revision.id(), applied, &mut steps)?;
        }
        if steps.is_empty() {
            let current = self.current(applied);
            let passed = |position: &&Position| match position {
                Position::Base => !current.is_empty(),
                Position::At(id) => !current.contains(id),
            };
            if let Some(target) = to.positions().iter().find(passed) {
                return Err(StepError::Behind { current, target: *target });
            }
        }
        Ok(steps)
    }

    /// What is to be taken back to reach a target, in order: what is applied of the descendants of its
    /// positions (of its branch, if it speaks of one), and what depends on those. Other branches stay.
    ///
    /// # Errors
    /// [`StepError::NotApplied`] if the database is not past the target; [`StepError::MissingReplaced`].
    pub fn steps_down(
        &self,
        applied: &BTreeSet<RevisionId>,
        to: &Target,
    ) -> Result<Vec<Step<'_>>, StepError> {
        let mut roots = BTreeSet::new();
        for position in to.positions() {
            match position {
                Position::Base => roots.extend(self.bases()),
                Position::At(id) => roots.extend(self.children(*id)),
            }
        }
        if let Some(lineage) = to.lineage() {
            roots.retain(|id| lineage.contains(id));
        }
        let kept = self.upto(to);
        roots.retain(|id| !kept.contains(id));
        let mut gone = self.closure(roots, |id| &self.children(id) | &self.dependents(id));
        gone.retain(|id| !kept.contains(id));
        let mut steps = Vec::new();
        for id in self.order.iter().rev().filter(|id| gone.contains(id)) {
            self.back_over(*id, *id, applied, &mut steps)?;
        }
        // a branch of which nothing is there is at its base, whatever that is
        let nothing_there = to.lineage().is_some() && steps.is_empty();
        match to.ids().find(|id| !self.is_whole(*id, applied)) {
            Some(id) if !nothing_there => Err(StepError::NotApplied { id }),
            _ => Ok(steps),
        }
    }

    fn go<'a>(
        &'a self,
        id: RevisionId,
        by: RevisionId,
        applied: &BTreeSet<RevisionId>,
        steps: &mut Vec<Step<'a>>,
    ) -> Result<(), StepError> {
        if applied.contains(&id) {
            return Ok(());
        }
        let revision = self.found(id, by)?;
        if !self.is_touched(id, applied) {
            steps.push(Step::Run(revision));
            return Ok(());
        }
        let forgets = self.replaced_ids(id);
        for replaced in &forgets {
            self.go(*replaced, id, applied, steps)?;
        }
        steps.push(Step::Record { revision, forgets });
        Ok(())
    }

    fn back_over<'a>(
        &'a self,
        id: RevisionId,
        by: RevisionId,
        applied: &BTreeSet<RevisionId>,
        steps: &mut Vec<Step<'a>>,
    ) -> Result<(), StepError> {
        if applied.contains(&id) {
            steps.push(Step::Run(self.found(id, by)?));
            return Ok(());
        }
        self.replaced_ids(id)
            .into_iter()
            .rev()
            .try_for_each(|replaced| self.back_over(replaced, id, applied, steps))
    }

    fn found(&self, id: RevisionId, by: RevisionId) -> Result<&Revision, StepError> {
        self.find(id).ok_or_else(|| StepError::MissingReplaced {
            id,
            by,
            folder: self.folder.join(REPLACED_FOLDER),
        })
    }
}
