//! `autogen -m`: writes the revision for what changed.

use std::path::PathBuf;

use autogen_core::catalog::Catalog;
use autogen_core::fingerprint::fingerprint;
use autogen_core::hazard::{Hazard, HazardClass};
use autogen_core::ident::{Ident, QualifiedName};
use autogen_core::plan::Plan;
use autogen_core::scope::Scope;
use autogen_migration::Recorded;
use autogen_postgres::rename::Rename;
use autogen_revision::bound::{Bound, bound};
use autogen_revision::{
    Batch, CatalogMark, CatalogStep, Chain, FileText, Fingerprint, Header, NewHalf, NewRevision,
    RevisionId, Section, Statement, write_all,
};

use super::branching::Branching;
use super::{adopt, beside};
use crate::args::RevisionArgs;
use crate::backfill::{Backfill, directives, one_line};
use crate::catalogs::{Loader, read_chain};
use crate::comparison::{Comparison, Decisions};
use crate::config::{Settings, shown};
use crate::connect::Target;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::hooks;
use crate::models;
use crate::output;
use crate::project;
use crate::proof::Proving;
use crate::report;
use crate::sections;
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
        return write_empty(context, &chain, branching, message, args).await;
    }
    if !args.adopt {
        models::expected(settings)?;
    }
    let decisions = Decisions::from(&args.decisions);
    let from = State::parse(args.from.as_deref().unwrap_or("database"), "--from")?;
    let target = context.target(None).await?;
    let mut connection = target.connect().await?;
    let loader = Loader::with_ground(context, Some(&target)).await?;
    if matches!(from, State::Database(None)) {
        bring_to_head(context, &chain, &target, &mut connection).await?;
    }
    let (before, after) = if args.adopt {
        adopt::sides(&from, &chain, &target, &mut connection, &loader).await?
    } else {
        let before = match &from {
            State::Database(None) => loader.load(&from, Some(&target)).await?,
            State::Revisions(_) => loader.load(&from, None).await?,
            other => {
                return Err(Failure::new(format_args!("a revision cannot start from {other}"))
                    .hint("--from takes `database` or `revisions` here"));
            }
        };
        if matches!(from, State::Database(None)) {
            let start = (&loader, &before);
            adopt::warn_of_drift(context, &chain, &target, &mut connection, start).await?;
        }
        (before, loader.load(&State::Models, None).await?)
    };
    let managed = project::managed(settings, &chain, Some(&after), &target.default_schema)?;
    let scope = project::scope(settings, &target.default_schema, Some(&managed), &args.narrow);
    let workshop = loader.workshop();
    let mut comparison = Comparison::new(before, after, &scope, &decisions, workshop).await?;
    report::bystanders(&comparison, false, context.global.verbose);
    if comparison.is_empty() {
        output::line(match args.adopt {
            true => "nothing to do: the database is as its revisions left it",
            false => "nothing to do: the models and the database agree",
        });
        return Ok(Outcome::Done);
    }
    beside::require(&loader, &chain, &branching, &comparison).await?;
    let questions = comparison.questions(&decisions)?;
    if !questions.is_empty() {
        return Err(report::ask(&questions));
    }
    let backfill = Backfill::new(&mut comparison, &args.backfill, args.batch_size())?;
    let down = comparison.down()?;
    let former = chain.version(branching.follows.iter().copied());
    let place = Place { follows: branching.follows.clone(), greatest: chain.greatest() };
    let recorded = managed.recorded();
    let wanted = Wanted { message, backfill: backfill.as_ref(), tenants: settings.tenants };
    let mut revisions = revisions(place, &wanted, &comparison, &down, &recorded)?;
    versions::give(&mut revisions, &comparison, former, args.version.flatten())?;
    branching.mark(&mut revisions);
    if let Some(workshop) = workshop {
        let proving = Proving { settings, workshop, comparison: &comparison, scope: &scope };
        proven(&proving, args.no_prove, &down, backfill.as_ref(), &mut revisions).await?;
    }
    report_bound(settings, &revisions)?;
    let emit = args.emit.unwrap_or(settings.emit);
    emit.check(&revisions)?;
    let mut written = write(&chain, &revisions)?;
    output::text(&report::human::render(&comparison.difference(&[]), context.global.verbose));
    for path in &written {
        output::line(format_args!("wrote {}", shown(path)));
    }
    written.extend(emit.beside(&chain, &revisions)?);
    hooks::after_revision(context, &written).await?;
    if let Some(mark) = revisions.last().and_then(|revision| revision.up.header.version) {
        output::note(format_args!("the schema becomes version {mark}"));
    }
    if args.adopt {
        let new: Vec<RevisionId> = revisions.iter().map(|new| new.up.header.id).collect();
        adopt::record(context, &target, &mut connection, &new).await?;
        return Ok(Outcome::Done);
    }
    output::note("read them, then apply: autogen upgrade");
    Ok(Outcome::Done)
}

/// A revision to be written by hand; with a table, one that walks over its rows.
async fn write_empty(
    context: &Context,
    chain: &Chain,
    branching: Branching,
    message: &str,
    args: &RevisionArgs,
) -> Result<Outcome> {
    let mut header = Header::new(next_id(chain.greatest())?, message);
    header.follows.clone_from(&branching.follows);
    let former = chain.version(header.follows.iter().copied());
    header.version = Some(versions::by_hand(former, args.version.flatten())?);
    let down = NewHalf { header: header.for_down(Vec::new()), sections: Vec::new() };
    let walk = |table: &String| to_be_written(&context.settings, table, args.batch_size());
    let section = args.batch.as_ref().map(walk).transpose()?;
    let up = NewHalf { header, sections: section.into_iter().collect() };
    let mut revisions = [NewRevision { up, down }];
    branching.mark(&mut revisions);
    let emit = args.emit.unwrap_or(context.settings.emit);
    emit.check(&revisions)?;
    let mut written = write(chain, &revisions)?;
    for path in &written {
        output::line(format_args!("wrote {}", shown(path)));
    }
    written.extend(emit.beside(chain, &revisions)?);
    hooks::after_revision(context, &written).await?;
    output::note("write your statements below the headers, then `autogen seal`");
    Ok(Outcome::Done)
}

/// A walk over a table, `public.user` as people write it, whose statement somebody has yet to write.
fn to_be_written(settings: &Settings, table: &str, size: u64) -> Result<Section> {
    let (schema, name) = match table.split_once('.') {
        Some((schema, name)) => (Some(Ident::new(schema)), name),
        None => (None, table),
    };
    let schema = schema.filter(|schema| *schema != settings.default_schema());
    let table = QualifiedName { schema, name: Ident::new(name) };
    let batch =
        Batch { size, table: one_line(&table)?, alias: None, fills: Vec::new(), pause: None };
    Ok(Section {
        directives: directives(batch),
        notes: Vec::new(),
        statements: vec![Statement {
            comments: vec![
                "`:batch` stands for the rows of one batch. A column behind `fills` in the line above must"
                    .to_owned(),
                "not be null in any row in the end: … fills column pause 100ms".to_owned(),
            ],
            sql: format!("update {table} set column = value where column is null and :batch"),
        }],
    })
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

/// Proves revisions that are about to be written, unless they shall be written without a proof, which
/// their headers say then.
///
/// # Errors
/// What is not as promised.
pub(super) async fn proven(
    proving: &Proving<'_>,
    no_prove: bool,
    down: &[Plan],
    backfill: Option<&Backfill>,
    revisions: &mut [NewRevision],
) -> Result<()> {
    if no_prove {
        revisions.iter_mut().for_each(|revision| revision.up.header.unproven = true);
        return Ok(());
    }
    let report = match backfill {
        Some(backfill) => proving.of_backfill(down, backfill).await?,
        None => proving.of_revisions(down, revisions).await?,
    };
    report.notes.into_iter().for_each(output::note);
    Ok(())
}

/// What is asked of a revision.
pub(super) struct Wanted<'a> {
    pub(super) message: &'a str,
    /// Columns that are filled in between.
    pub(super) backfill: Option<&'a Backfill>,
    /// Whether the chain runs in several schemas.
    pub(super) tenants: bool,
}

/// Says what of new revisions cannot run in another schema, where the project has several.
fn report_bound(settings: &Settings, revisions: &[NewRevision]) -> Result<()> {
    if !settings.tenants {
        return Ok(());
    }
    let home = settings.default_schema();
    for NewRevision { up, down } in revisions {
        for half in [up, down] {
            let file = FileText::parse(&half.text())?;
            for Bound { place, what } in bound(file.text(), &file.sections()?, home.as_str()) {
                let line = place.line_text(file.text());
                output::note(format_args!(
                    "revision {} cannot run in another schema than {home}: {what}, in `{}`",
                    half.header.id,
                    line.trim()
                ));
            }
        }
    }
    Ok(())
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
    wanted: &Wanted<'_>,
    comparison: &Comparison,
    down: &[Plan],
    scope: &autogen_revision::Scope,
) -> Result<Vec<NewRevision>> {
    let Wanted { message, backfill, tenants } = *wanted;
    let Place { mut follows, mut greatest } = place;
    // the catalog that each stage starts from: marked as it is, summed up under the new names
    let (mut former, mut renamed) = (&comparison.before, &comparison.renamed);
    let mut renames = comparison.renames.as_slice();
    // what a run was narrowed to is no part of what the catalogs are
    let whole = Scope { only: Vec::new(), ..comparison.scope.clone() };
    let mark = |catalog| mark(&whole.managed(catalog));
    let mut revisions = Vec::new();
    for (stage, back) in comparison.up.stages.iter().zip(down) {
        let id = next_id(greatest)?;
        let mut header = Header::new(id, message);
        header.follows = follows;
        header.catalog = Some(CatalogStep { before: mark(former)?, after: mark(&stage.after)? });
        header.summary = report::summary::lines(renamed, &stage.after, renames);
        header.scope = scope.clone();
        header.decisions = comparison.recorded();
        let own = match backfill {
            Some(backfill) => sections::of_backfill(backfill, tenants),
            None => sections::of_actions(&stage.actions, tenants),
        };
        let actions: Vec<_> = back.actions().cloned().collect();
        let back_again: Vec<_> = renames.iter().rev().map(Rename::inverse).collect();
        let undone = report::summary::lines(&stage.after, renamed, &back_again);
        let mut way_back = sections::of_actions(&actions, tenants);
        let gone = stage.actions.iter().flat_map(|action| &action.hazards).filter_map(gone);
        if let Some(first) = way_back.first_mut() {
            first.notes = gone.collect();
        }
        let down = NewHalf { header: header.for_down(undone), sections: way_back };
        revisions.push(NewRevision { up: NewHalf { header, sections: own }, down });
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
