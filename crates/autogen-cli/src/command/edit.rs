//! `autogen edit`: the two files of a revision in an editor.

use std::process::Command;

use autogen_revision::{Chain, Direction};

use super::history::addressed;
use crate::args::EditArgs;
use crate::catalogs::read_chain;
use crate::config::shown;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::output;

/// Opens both files and waits, then says what is to be done.
///
/// # Errors
/// When there is no such revision or no editor, the editor fails, or the files do not make a chain any
/// more.
pub(crate) async fn run(context: &Context, args: &EditArgs) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    let id = addressed(context, &chain, &args.revision).await?;
    let Some(revision) = chain.get(id) else {
        return Err(Failure::new(format_args!("revision {id} has no files in the folder")));
    };
    let files = [revision.path(Direction::Up), revision.path(Direction::Down)];
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let Some(editor) = set("VISUAL").or_else(|| set("EDITOR")) else {
        return Err(Failure::new("no editor is set")
            .hint(format_args!("EDITOR=vi autogen edit {id}"))
            .hint(format_args!("or edit {} and {} yourself", shown(&files[0]), shown(&files[1]))));
    };
    // through a shell, as git does, since the variable may hold options
    let status = Command::new("sh")
        .args(["-c", &format!("{editor} \"$@\""), &editor])
        .args(&files)
        .status()
        .map_err(|error| Failure::new(error).context(format_args!("the editor `{editor}`")))?;
    if !status.success() {
        return Err(Failure::new(format_args!("the editor `{editor}` ended with {status}"))
            .hint("set another one in VISUAL or EDITOR"));
    }
    let now = read_chain(&context.settings)?;
    let sum = |chain: &Chain, direction| chain.get(id).map(|r| r.file(direction).checksum);
    let changed = |direction: &Direction| sum(&now, *direction) != sum(&chain, *direction);
    let changed: Vec<_> = [Direction::Up, Direction::Down].into_iter().filter(changed).collect();
    if changed.is_empty() {
        output::line(format_args!("revision {id} is as it was"));
        return Ok(Outcome::Done);
    }
    for direction in changed {
        output::line(format_args!("edited {}", shown(&revision.path(direction))));
    }
    output::note("now `autogen seal`, so that the edit is not taken for an accident");
    output::note(
        "a database that has this revision already does not run it again: write a further one for that",
    );
    Ok(Outcome::Done)
}
