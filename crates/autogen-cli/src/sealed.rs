//! Whether the revision files are those that were written, by the lock.

use autogen_revision::{Chain, Lock, LockProblem};

use crate::config::shown;
use crate::failure::{Failure, Result};

/// In what the lock and the folder differ; each says what to do about it.
///
/// # Errors
/// When there is no lock although there are revisions, or it cannot be read.
pub(crate) fn problems(chain: &Chain) -> Result<Vec<LockProblem>> {
    match Lock::read(chain.folder())? {
        Some(lock) => Ok(lock.verify(chain)),
        None if chain.is_empty() => Ok(Vec::new()),
        None => {
            let lock = shown(&Lock::path(chain.folder()));
            Err(Failure::new(format_args!("{lock} is missing"))
                .hint("restore it from git, or `autogen seal`"))
        }
    }
}

/// Refuses to run files that are not those that were written and read: what runs is what was reviewed.
///
/// # Errors
/// What differs, and as [`problems`].
pub(crate) fn require(chain: &Chain) -> Result<()> {
    let problems: Vec<String> = problems(chain)?.iter().map(ToString::to_string).collect();
    if problems.is_empty() { Ok(()) } else { Err(Failure::new(problems.join("\n"))) }
}
