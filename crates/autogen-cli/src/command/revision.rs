//! `autogen -m`: writes the revision for what changed.

use std::path::PathBuf;

use autogen_core::catalog::Catalog;
use autogen_core::fingerprint::fingerprint;
use autogen_core::hazard::{Hazard, HazardClass};
use autogen_core::plan::Plan;
use autogen_core::scope::Scope;
use autogen_migration::Recorded;
use autogen_postgres::elaborate::Workshop;
use autogen_postgres::prove::prove;
use autogen_postgres::rename::Rename;
use autogen_revision::{
    CatalogMark, CatalogStep, Chain, Fingerprint, Header, NewHalf, NewRevision, RevisionId,
    Version, write_all,
};

use super::branching::Branching;
use crate::args::RevisionArgs;
use crate::catalogs::{Loader, read, read_chain};
use crate::comparison::{Comparison, Decisions, Side};
use crate::config::shown;
use crate::connect::Target;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::hooks;
use crate::models;
use crate::output;
use crate::project;
use crate::report;
use crate::state::State;
use crate::versions;

/// Runs the command.
///
/// # Errors
/// When a decision is needed, or there is no plan, or it is not proven, or cannot be written.
pub(crate) async fn run(context: &Context, args: &RevisionArgs) -> Result<Outcome> {
    let message = args.message.as_deref().unwrap_or_default();
    let settings = &context.settings;
    let chain = read_chain(settings)?;
    let branching = Branching::of(&chain, &args.branch)?;
    if args.empty {
        return write_empty(context, &chain, message, branching, args.version.flatten()).await;
    }
    models::expected(settings)?;
    let decisions = Decisions::from(&args.decisions);
    let from = State::parse(args.from.as_deref().unwrap_or("database"), "--from")?;
    let target = context.target(None).await?;
    let mut connection = target.connect().await?;
    let loader = Loader::with_ground(context, Some(&target)).await?;
    let before = match &from {
        State::Database(None) => {
            bring_to_head(context, &chain, &target, &mut connection).await?;
            let catalog = read(&target).await?;
            Side { catalog, description: None }
        }
        State::Revisions(_) => loader.load(&from, None).await?,
        other => {
            return Err(Failure::new(format_args!("a revision cannot start from {other}"))
                .hint("--from takes `database` or `revisions` here"));
        }
    };
    let after = loader.load(&State::Models, None).await?;
    let managed = project::managed(settings, &chain, Some(&after), &target.default_schema)?;
    let scope = project::scope(settings, &target.default_schema, Some(&managed), &args.narrow);
    let workshop = loader.workshop();
    let comparison = Comparison::new(before, after, &scope, &decisions, workshop).await?;
    report::bystanders(&comparison, false, context.global.verbose);
    if comparison.is_empty() {
        output::line("nothing to do: the models and the database agree");
        return Ok(Outcome::Done);
    }
    let questions = comparison.questions(&decisions)?;
    if !questions.is_empty() {
        return Err(report::ask(&questions));
    }
    let down = comparison.down()?;
    if let Some(workshop) = workshop {
        proven(workshop, &comparison, &down, &scope).await?;
    }
    let former = chain.version(branching.follows.iter().copied());
    let place = Place { follows: branching.follows.clone(), greatest: chain.greatest() };
    let mut revisions = revisions(place, message, &comparison, &down, &managed.recorded())?;
    versions::give(&mut revisions, &comparison, former, args.version.flatten())?;
    branching.mark(&mut revisions);
    let written = write(&chain, &revisions)?;
    output::text(&report::human::render(&comparison.difference(&[]), context.global.verbose));
    for path in &written {
        output::line(format_args!("wrote {}", shown(path)));
    }
    hooks::after_revision(context, &written).await?;
    if let Some(mark) = revisions.last().and_then(|revision| revision.up.header.version) {
        output::note(format_args!("the schema becomes version {mark}"));
    }
    output::note("read them, then apply: autogen upgrade");
    Ok(Outcome::Done)
}

/// A revision to be written by hand.
async fn write_empty(
    context: &Context,
    chain: &Chain,
    message: &str,
    branching: Branching,
    version: Option<Version>,
) -> Result<Outcome> {
    let mut header = Header::new(next_id(chain.greatest())?, message);
    header.follows.clone_from(&branching.follows);
    let former = chain.version(header.follows.iter().copied());
    header.version = Some(versions::by_hand(former, version)?);
    let down = NewHalf { header: header.for_down(Vec::new()), sections: Vec::new() };
    let up = NewHalf { header, sections: Vec::new() };
    let mut revisions = [NewRevision { up, down }];
    branching.mark(&mut revisions);
    let written = write(chain, &revisions)?;
    for path in &written {
        output::line(format_args!("wrote {}", shown(path)));
    }
    hooks::after_revision(context, &written).await?;
    output::note("write your statements below the headers, then `autogen seal`");
    Ok(Outcome::Done)
}

/// Writes into the chain's folder, which the first revision makes.
///
/// # Errors
/// When somebody else has written meanwhile, or the folder cannot be written.
pub(super) fn write(chain: &Chain, revisions: &[NewRevision]) -> Result<Vec<PathBuf>> {
    let folder = chain.folder();
    std::fs::create_dir_all(folder).map_err(|error| {
        Failure::new(error).context(format_args!("cannot make {}", shown(folder)))
    })?;
    if Chain::read(folder)?.greatest() != chain.greatest() {
        return Err(Failure::new(format_args!(
            "another autogen has written a revision into {} meanwhile, so nothing was written",
            shown(folder)
        ))
        .hint("run the same command again, to follow it"));
    }
    Ok(write_all(folder, revisions)?)
}

/// The id of a revision made now, past the greatest so far.
///
/// # Errors
/// When there is none left.
pub(super) fn next_id(greatest: Option<RevisionId>) -> Result<RevisionId> {
    Ok(RevisionId::next(jiff::Timestamp::now(), greatest)?)
}

/// The embedded database is brought to the head of the chain; any other must be there already.
async fn bring_to_head(
    context: &Context,
    chain: &Chain,
    target: &Target,
    connection: &mut sqlx::postgres::PgConnection,
) -> Result<()> {
    if target.embedded {
        return project::upgrade_embedded(context, chain, target, connection).await;
    }
    let table = project::revision_table(&context.settings, &target.default_schema);
    let recorded = Recorded::read(connection, &table, &target.default_schema, chain).await?;
    recorded.check(chain)?;
    let pending = chain.steps_up(&recorded.ids(), &chain.all_heads())?.len();
    if pending == 0 {
        return Ok(());
    }
    let plural = if pending == 1 { "" } else { "s" };
    Err(Failure::new(format_args!(
        "{} is {pending} revision{plural} behind the chain",
        target.label
    ))
    .hint(
        "apply them with `autogen upgrade`, or compare with the replayed chain: --from revisions",
    ))
}

/// Proves the plan both ways in a scratch database.
///
/// # Errors
/// What fails, or still differs.
pub(super) async fn proven(
    workshop: &Workshop,
    comparison: &Comparison,
    down: &[Plan],
    scope: &Scope,
) -> Result<()> {
    let backwards: Vec<&Plan> = down.iter().rev().collect();
    prove(workshop, &comparison.before, &comparison.up, &backwards, &comparison.after, scope)
        .await
        .map_err(|error| {
            let failure =
                Failure::new(error).context("the plan is not proven, so nothing was written");
            failure.hint("see its statements with `autogen diff --format sql`")
        })
}

/// Where new revisions come in a chain.
pub(super) struct Place {
    /// What the first of them follows.
    pub(super) follows: Vec<RevisionId>,
    /// The greatest id, past which theirs lie.
    pub(super) greatest: Option<RevisionId>,
}

/// One revision a stage, each following the one before.
///
/// # Errors
/// When there are no more ids.
pub(super) fn revisions(
    place: Place,
    message: &str,
    comparison: &Comparison,
    down: &[Plan],
    scope: &autogen_revision::Scope,
) -> Result<Vec<NewRevision>> {
    let Place { mut follows, mut greatest } = place;
    // the catalog that each stage starts from: marked as it is, summed up under the new names
    let (mut former, mut renamed) = (&comparison.before, &comparison.renamed);
    let mut renames = comparison.renames.as_slice();
    let mut revisions = Vec::new();
    for (stage, back) in comparison.up.stages.iter().zip(down) {
        let id = next_id(greatest)?;
        let mut header = Header::new(id, message);
        header.follows = follows;
        let mark = |catalog| mark(&comparison.scope.managed(catalog));
        header.catalog = Some(CatalogStep { before: mark(former)?, after: mark(&stage.after)? });
        header.summary = report::summary::lines(renamed, &stage.after, renames);
        header.scope = scope.clone();
        header.decisions = comparison.recorded();
        let section = report::sql::section(&stage.actions);
        let actions: Vec<_> = back.actions().cloned().collect();
        let back_again: Vec<_> = renames.iter().rev().map(Rename::inverse).collect();
        let undone = report::summary::lines(&stage.after, renamed, &back_again);
        let mut way_back = report::sql::section(&actions);
        way_back.notes =
            stage.actions.iter().flat_map(|action| &action.hazards).filter_map(gone).collect();
        let down = NewHalf { header: header.for_down(undone), sections: vec![way_back] };
        revisions.push(NewRevision { up: NewHalf { header, sections: vec![section] }, down });
        (follows, greatest) = (vec![id], Some(id));
        (former, renamed, renames) = (&stage.after, &stage.after, &[]);
    }
    Ok(revisions)
}

/// What a down file says of a loss: its statements bring the object back, not what it held.
fn gone(hazard: &Hazard) -> Option<String> {
    let lost = hazard.class == HazardClass::DataLoss;
    lost.then(|| format!("what {} held does not come back", hazard.object))
}

/// The mark of a catalog in a header.
///
/// # Errors
/// When the server's version is none.
pub(super) fn mark(catalog: &Catalog) -> Result<CatalogMark> {
    let major = u16::try_from(catalog.major)?;
    Ok(CatalogMark { fingerprint: Fingerprint::new(&fingerprint(catalog))?, major })
}
