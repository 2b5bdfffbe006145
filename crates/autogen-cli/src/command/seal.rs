//! `autogen seal`: records the revision files as they are, so that a deliberate edit is no longer one
//! that `check` and `-m` stop at.

use autogen_revision::lock::add_guards;
use autogen_revision::{Chain, Lock, recover};

use crate::config::shown;
use crate::context::Context;
use crate::failure::{Outcome, Result};
use crate::output;

/// Writes the lock anew; one that holds the marks of a merge conflict, too.
///
/// # Errors
/// When the revisions do not make a chain.
pub(crate) async fn run(context: &Context, _args: crate::args::SealArgs) -> Result<Outcome> {
    let folder = &context.settings.generated;
    for path in recover(folder)? {
        output::note(format_args!("removed {}, which an interrupted run had left", shown(&path)));
    }
    for path in add_guards(folder)? {
        output::note(format_args!(
            "{}: put a guard first, since only autogen can run its sections",
            shown(&path)
        ));
    }
    let lock = Lock::rebuild(folder)?;
    let path = shown(&Lock::path(folder));
    output::line(format_args!("wrote {path}: {} files as they are now", lock.files.len()));
    if let Err(problem) = Chain::read(folder)?.head() {
        output::note(format_args!("still to do: {problem}"));
    }
    Ok(Outcome::Done)
}
