//! Hooks: commands of the project that are run around the writing and the applying of revisions.
//!
//! A command is run by `sh -c` in the project's folder. What it is about stands in its environment:
//! `AUTOGEN_FILES`, `AUTOGEN_REVISIONS`, and the database, also in libpq's variables, so that PostgreSQL's
//! own programs need no options.

mod command;
mod environment;

use std::path::{Path, PathBuf};

use autogen_revision::lock::add_guards;
use autogen_revision::{Chain, Direction, Lock, RevisionId};

use crate::config::shown;
use crate::connect::Target;
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::fleet::{Event, Tell};
use crate::output;

/// What a hook is about.
pub(crate) struct Surroundings<'a> {
    pub(crate) context: &'a Context,
    /// The files that were written, or are to run or have run.
    pub(crate) files: Vec<PathBuf>,
    /// Their revisions, oldest first.
    pub(crate) revisions: Vec<RevisionId>,
    /// The database and its label.
    pub(crate) database: Option<(&'a Target, Option<&'a str>)>,
}

/// Runs the commands of a hook, one behind the other.
///
/// # Errors
/// The first command that cannot be run or fails, with the end of what it printed.
pub(crate) async fn run(
    name: &str,
    commands: &[String],
    about: &Surroundings<'_>,
    tell: Tell<'_>,
) -> Result<()> {
    if commands.is_empty() {
        return Ok(());
    }
    let environment = environment::of(about);
    for text in commands {
        let shown = environment.masked(text);
        tell(Event::Doing(format!("{name}: {shown}")));
        let heard = |line: &str| {
            if about.context.global.verbose {
                tell(Event::Note(format!("  | {line}")));
            }
        };
        let folder = &about.context.settings.project;
        let time = command::run(text, folder, &environment, &heard).await.map_err(|problem| {
            Failure::new(format_args!("the hook {name}, `{shown}`, {problem}"))
                .hint("try it alone, in the project's folder; or leave hooks out: --no-hooks")
        })?;
        tell(Event::Note(format!("{name}: {shown} ({} ms)", time.as_millis())));
    }
    Ok(())
}

/// Runs the hook of files that have just been written. What it makes of them is read again, and the lock is
/// written anew.
///
/// # Errors
/// When a command fails, or leaves files that are no revisions any more. The files stay as they are then.
pub(crate) async fn after_revision(context: &Context, files: &[PathBuf]) -> Result<()> {
    let commands = &context.settings.hooks.after_revision;
    if commands.is_empty() || context.global.no_hooks || files.is_empty() {
        return Ok(());
    }
    let before: Vec<_> = files.iter().map(|path| std::fs::read(path).ok()).collect();
    let target = context.target_of_settings()?;
    let about = Surroundings {
        context,
        files: files.to_vec(),
        revisions: ids(files),
        database: target.as_ref().map(|target| (target, context.settings.label.as_deref())),
    };
    let failed = |failure: Failure| {
        failure.hint("the revision is written; once its files are as they should be: autogen seal")
    };
    run("after_revision", commands, &about, &tell).await.map_err(failed)?;
    let now = files.iter().map(|path| std::fs::read(path).ok());
    if now.eq(before) {
        return Ok(());
    }
    let folder = &context.settings.generated;
    reread(folder, files).map_err(|failure| {
        failed(failure.context("the hook after_revision has left no revision"))
    })?;
    // a section that has come in may be one that only autogen can run
    add_guards(folder)?;
    Lock::rebuild(folder)?;
    output::note("the hook after_revision has changed the files, and the lock is written anew");
    Ok(())
}

/// Whether the files are still revisions, with sections and statements.
fn reread(folder: &Path, files: &[PathBuf]) -> Result<()> {
    let chain = Chain::read(folder)?;
    for id in ids(files) {
        let Some(revision) = chain.get(id) else {
            return Err(Failure::new(format_args!("{} holds no revision {id}", shown(folder))));
        };
        for direction in [Direction::Up, Direction::Down] {
            let path = shown(&revision.path(direction));
            let sections = revision.file(direction).sections();
            sections.map_err(|error| Failure::new(error).context(path))?;
        }
    }
    Ok(())
}

/// The ids that files begin their names with, each once.
fn ids(files: &[PathBuf]) -> Vec<RevisionId> {
    let id = |path: &PathBuf| {
        let name = path.file_name()?.to_str()?;
        RevisionId::new(name.split('_').next()?.parse().ok()?).ok()
    };
    let found: std::collections::BTreeSet<RevisionId> = files.iter().filter_map(id).collect();
    found.into_iter().collect()
}

fn tell(event: Event) {
    if let Event::Note(line) = event {
        output::note(line);
    }
}
