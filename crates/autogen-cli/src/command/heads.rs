//! `autogen heads` and `autogen branches`. They read the files only, whatever state the lock is in.

use autogen_revision::{Chain, Direction, Revision, RevisionId};

use crate::catalogs::read_chain;
use crate::config::shown;
use crate::context::Context;
use crate::failure::{Outcome, Result};
use crate::output;
use crate::report::one_line;

/// The revisions that nothing follows.
///
/// # Errors
/// When the revisions do not make a chain.
pub(crate) fn heads(context: &Context) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    let heads = chain.heads();
    if heads.is_empty() {
        output::line(format_args!("{} holds no revisions", shown(chain.folder())));
    }
    for revision in heads.iter().filter_map(|id| chain.get(*id)) {
        let notes = branch_names(&chain, revision.id()).join(", ");
        let notes = if notes.is_empty() { notes } else { format!("  ({notes})") };
        output::line(format_args!("{}{notes}", titled(revision)));
        if context.global.verbose {
            details(&chain, revision, "    ");
        }
    }
    if heads.len() > 1 {
        output::note(
            "join them with `autogen merge`, or go on with one: `autogen -m … --head REV`",
        );
    }
    Ok(Outcome::Done)
}

/// The points where the chain parts, with what follows there, and the labels.
///
/// # Errors
/// When the revisions do not make a chain.
pub(crate) fn branches(context: &Context) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    let points = chain.branch_points();
    for revision in points.iter().filter_map(|id| chain.get(*id)) {
        output::line(format_args!("{}  (branch point)", titled(revision)));
        for child in chain.children(revision.id()) {
            branch(&chain, child);
        }
    }
    let bases = chain.bases();
    if bases.len() > 1 {
        output::line("base  (branch point)");
        bases.iter().for_each(|base| branch(&chain, *base));
    }
    for (label, id) in chain.labels() {
        let Some(branch) = chain.labelled(label) else { continue };
        let heads = joined(&chain.heads_of(&branch));
        output::line(format_args!("label {label}: set in {id}, from {} to {heads}", branch.first));
    }
    if points.is_empty() && bases.len() < 2 && chain.labels().next().is_none() {
        output::line("no branches: the revisions stand in one line, and none has a label");
    }
    Ok(Outcome::Done)
}

/// A line for what begins at a branch point.
fn branch(chain: &Chain, first: RevisionId) {
    let Some(revision) = chain.get(first) else { return };
    let mut notes = branch_names(chain, first);
    let heads = chain.heads_of(&chain.branch(first));
    notes.push(if heads == [first] { "head".to_owned() } else { format!("to {}", joined(&heads)) });
    output::line(format_args!("  -> {}  ({})", titled(revision), notes.join(", ")));
}

/// The labels of the branches that a revision lies in, as words.
pub(super) fn branch_names(chain: &Chain, id: RevisionId) -> Vec<String> {
    let within = |label: &&str| chain.labelled(label).is_some_and(|b| b.members.contains(&id));
    let labels = chain.labels().map(|(label, _)| label).filter(within);
    labels.map(|label| format!("branch {label}")).collect()
}

/// What `--verbose` adds to a revision, behind an indentation.
pub(super) fn details(chain: &Chain, revision: &Revision, indent: &str) {
    let say = |text: &str| output::line(format_args!("{indent}{text}"));
    say(&shown(&revision.path(Direction::Up)));
    let header = revision.header();
    if let Some(version) = &header.version {
        say(&format!("version {version}"));
    }
    if !header.depends_on.is_empty() {
        say(&format!("depends on {}", joined(&header.depends_on)));
    }
    let replaced = chain.replaced_ids(revision.id());
    if !replaced.is_empty() {
        say(&format!("replaces {}", joined(&replaced)));
    }
    header
        .message
        .lines()
        .skip(1)
        .filter(|line| !line.is_empty())
        .for_each(|line| say(&one_line(line)));
    header.summary.iter().for_each(|change| say(&one_line(change)));
}

/// The id and the title of a revision.
pub(super) fn titled(revision: &Revision) -> String {
    format!("{}  {}", revision.id(), one_line(revision.title()))
}

/// Ids, joined by `and`.
pub(super) fn joined(ids: &[RevisionId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}
