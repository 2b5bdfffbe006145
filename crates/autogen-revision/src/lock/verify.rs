//! Comparing a folder with its lock.

use std::path::PathBuf;

use super::Lock;
use crate::chain::Chain;

/// A difference between the lock and the folder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LockProblem {
    /// The file's text is another.
    #[error(
        "{} was edited after it was written; restore it from git, or, if no database has it yet \
         and the edit is meant, `autogen seal`",
        .file.display()
    )]
    Edited {
        /// The file.
        file: PathBuf,
    },
    /// The file is gone.
    #[error(
        "{} is recorded in autogen.lock but not in the folder; restore it from git, or, if it was \
         removed on purpose, `autogen seal`",
        .file.display()
    )]
    Missing {
        /// The file.
        file: PathBuf,
    },
    /// The lock does not know the file.
    #[error(
        "{} is not recorded in autogen.lock; if it belongs to the chain, record it with `autogen seal`",
        .file.display()
    )]
    Extra {
        /// The file.
        file: PathBuf,
    },
}

impl Lock {
    /// What differs between the lock and the chain in the folder, by file name; nothing when all
    /// is well.
    #[must_use]
    pub fn verify(&self, chain: &Chain) -> Vec<LockProblem> {
        let present = Self::of(chain, self.scope.clone()).files;
        let path = |name: &String| chain.folder().join(name);
        let mut problems = Vec::new();
        for (name, recorded) in &self.files {
            match present.get(name) {
                None => problems.push(LockProblem::Missing { file: path(name) }),
                Some(sum) if sum != recorded => {
                    problems.push(LockProblem::Edited { file: path(name) });
                }
                Some(_) => {}
            }
        }
        for name in present.keys().filter(|name| !self.files.contains_key(*name)) {
            problems.push(LockProblem::Extra { file: path(name) });
        }
        problems
    }
}
