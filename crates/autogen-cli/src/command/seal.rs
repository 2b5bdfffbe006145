//! `autogen seal`: records the revision files as they are, so that a deliberate edit is no longer one
//! that `check` and `-m` stop at. What was edited is run both ways first.

use std::collections::BTreeSet;
use std::path::PathBuf;

use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::scope::Scope;
use autogen_postgres::elaborate::Workshop;
use autogen_revision::lock::add_guards;
use autogen_revision::{CatalogStep, Chain, Direction, Lock, Revision, RevisionId, recover};

use super::merge::in_order;
use super::revision::mark;
use crate::args::SealArgs;
use crate::catalogs::not_elaborated;
use crate::config::{Settings, shown};
use crate::context::Context;
use crate::evolution::{self, everything, ground, open, workshop};
use crate::failure::{Failure, Outcome, Result};
use crate::output;
use crate::replay::{of_file, stretches};
use crate::report;

/// Writes the lock anew; one that holds the marks of a merge conflict, too.
///
/// # Errors
/// When the revisions do not make a chain, or an edited one does not run.
pub(crate) async fn run(context: &Context, args: SealArgs) -> Result<Outcome> {
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
    let chain = Chain::read(folder)?;
    let texts = if args.no_prove { Vec::new() } else { prove(context, &chain).await? };
    for (path, _) in &texts {
        output::note(format_args!("{}: brought its header up to date", shown(path)));
    }
    let lock = Lock::seal(folder, &texts)?;
    let path = shown(&Lock::path(folder));
    output::line(format_args!("wrote {path}: {} files as they are now", lock.files.len()));
    if let Err(problem) = chain.head() {
        output::note(format_args!("still to do: {problem}"));
    }
    Ok(Outcome::Done)
}

/// Runs each revision that is not as the lock records it, both ways, on the chain before it. Returns the
/// files whose headers say now what they have shown.
async fn prove(context: &Context, chain: &Chain) -> Result<Vec<(PathBuf, String)>> {
    let recorded = Lock::recorded(chain.folder());
    let is_known = |revision: &Revision, direction| {
        let sums = recorded.get(&revision.file_name(direction).to_string());
        sums.is_some_and(|sums| sums.contains(&revision.file(direction).checksum))
    };
    let is_edited = |revision: &&Revision| {
        !is_known(revision, Direction::Up) || !is_known(revision, Direction::Down)
    };
    let edited: Vec<&Revision> = chain.iter().filter(is_edited).collect();
    if edited.is_empty() {
        return Ok(Vec::new());
    }
    let (loader, _) = ground(context).await?;
    let workshop = workshop(&loader)?;
    let mut texts = Vec::new();
    for revision in edited {
        let doing = format!("revision {} ({}) is not sealed", revision.id(), revision.title());
        let step = both_ways(&context.settings, workshop, chain, revision).await;
        let (before, after) = step.map_err(|failure: Failure| {
            failure
                .context(doing)
                .hint("mend the file; or record it as it is: autogen seal --no-prove")
        })?;
        let scope = evolution::recorded(
            &context.settings,
            &workshop.mirror.default_schema,
            &chain.scope_at([revision.id()]),
        );
        texts.extend(refreshed(&scope, revision, &before, &after)?);
    }
    Ok(texts)
}

/// The catalogs before and after a revision. A way back that fails, or does not lead back, is told: rows
/// that are gone do not come back, and some say so by failing.
async fn both_ways(
    settings: &Settings,
    workshop: &Workshop,
    chain: &Chain,
    revision: &Revision,
) -> Result<(Catalog, Catalog)> {
    let mut below: BTreeSet<RevisionId> = chain.required([revision.id()]);
    below.remove(&revision.id());
    let base = stretches(in_order(chain, &below))?;
    let up = of_file(revision, Direction::Up)?;
    let down = of_file(revision, Direction::Down)?;
    let scope = everything(settings, &workshop.mirror.default_schema);
    let mut replay = open(workshop, base.iter().chain(&up)).await?;
    let outcome = async {
        let failed = |error, doing: &str| not_elaborated(&error, doing);
        replay.run(&base).await.map_err(|e| failed(e, "the revisions before it do not replay"))?;
        let before = replay.read().await?;
        replay.run(&up).await.map_err(|error| failed(error, "it does not run"))?;
        let after = replay.read().await?;
        let path = shown(&revision.path(Direction::Down));
        match replay.run(&down).await {
            Err(error) => output::note(format_args!("{path} does not run: {error}")),
            Ok(()) => {
                let back = scope.restrict(replay.read().await?);
                let former = scope.restrict(before.clone());
                let schema = &before.default_schema;
                let left: Vec<_> = diff(&back, &former).keys().map(|id| id.label(schema)).collect();
                if !left.is_empty() {
                    let left = left.join(", ");
                    output::note(format_args!("{path} does not lead back; different: {left}"));
                }
            }
        }
        Ok::<_, Failure>((before, after))
    }
    .await;
    replay.end().await?;
    outcome
}

/// The two files with headers that say which catalogs they lead from and to, unless they say so already.
fn refreshed(
    scope: &Scope,
    revision: &Revision,
    before: &Catalog,
    after: &Catalog,
) -> Result<Vec<(PathBuf, String)>> {
    let mut header = revision.header().clone();
    let mark = |catalog: &Catalog| mark(&scope.managed(&scope.restrict(catalog.clone())));
    header.catalog = Some(CatalogStep { before: mark(before)?, after: mark(after)? });
    let mut undone = revision.down.header.summary.clone();
    if header.summary.is_empty() {
        header.summary = report::summary::lines(before, after, &[]);
        undone = report::summary::lines(after, before, &[]);
    }
    let mut down = header.for_down(undone);
    down.transaction = revision.down.header.transaction;
    let mut texts = Vec::new();
    for (direction, header) in [(Direction::Up, &header), (Direction::Down, &down)] {
        let file = revision.file(direction);
        if file.header != *header {
            texts.push((revision.path(direction), format!("{header}\n{}", file.body())));
        }
    }
    Ok(texts)
}
