//! `autogen init --from-database`: the first revision of a database that is there already. It makes what
//! the database holds, and is recorded there as applied.

use std::collections::BTreeSet;

use autogen_core::plan::Plan;
use autogen_migration::foreign::{ForeignHistory, histories};
use autogen_migration::runner::Stamp;
use autogen_migration::{Runner, writable};
use autogen_postgres::elaborate::{Source, Workshop};
use autogen_revision::Chain;
use sqlx::postgres::PgConnection;

use crate::applying::{self, Told};
use crate::args::{InitArgs, NarrowArgs};
use crate::catalogs::{Loader, read, read_chain};
use crate::command::revision::{Place, Wanted, proven, revisions, write};
use crate::comparison::{Comparison, Decisions, Managed, Side};
use crate::config::shown;
use crate::connect::Target;
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::hooks;
use crate::output::{line, note};
use crate::project;
use crate::proof::Proving;
use crate::report::unmodelled;
use crate::versions;

/// What is found before anything is written.
pub(super) struct Baseline {
    target: Target,
    connection: PgConnection,
    chain: Chain,
    adopted: Vec<ForeignHistory>,
}

/// Looks at folder and database, and says whose history is there.
///
/// # Errors
/// When there are revisions already, in the folder or recorded in the database, or another tool's history
/// is half applied.
pub(super) async fn look(context: &Context, args: &InitArgs) -> Result<Baseline> {
    let settings = &context.settings;
    let chain = read_chain(settings)?;
    if !chain.is_empty() {
        return Err(Failure::new(format_args!(
            "{} holds revisions already, and a baseline is the first one",
            shown(chain.folder())
        ))
        .hint("record them as applied to this database: autogen stamp head")
        .hint("see what it has beside them: autogen diff --from revisions --to database"));
    }
    let target = context.target(None).await?;
    let mut connection = target.connect().await?;
    writable::require(&mut connection).await?;
    let table = project::revision_table(settings, &target.default_schema);
    let recorded = table.read(&mut connection).await?;
    if let Some((id, record)) = recorded.last_key_value() {
        let title = record.message.lines().next().unwrap_or_default();
        return Err(Failure::new(format_args!(
            "{} records revisions already, {id} ({title}) as the last, which {} does not hold",
            target.label,
            shown(chain.folder())
        ))
        .hint("get the folder that holds them from git")
        .hint("or forget them, and begin anew: autogen stamp base --purge"));
    }
    let adopted = histories(&mut connection)
        .await
        .map_err(|error| Failure::new(error).context(&target.label))?;
    for history in &adopted {
        note(format_args!("found  the history of {history}, which is left alone"));
        if let Some(problem) = history.half() {
            if args.force {
                note(format_args!("       {problem}"));
                continue;
            }
            return Err(Failure::new(format_args!(
                "{problem}: the database may hold a half of something"
            ))
            .hint(format_args!("bring it in order with {}, and run this again", history.tool))
            .hint("or take the database as it is: autogen init --from-database --force"));
        }
    }
    Ok(Baseline { target, connection, chain, adopted })
}

impl Baseline {
    /// The message of the revision.
    fn message(&self) -> String {
        let stands =
            |history: &ForeignHistory| Some(format!("{} at {}", history.tool, history.last()?));
        let from: Vec<String> = self.adopted.iter().filter_map(stands).collect();
        match from.as_slice() {
            [] => "baseline".to_owned(),
            from => format!("baseline, adopted from {}", from.join(" and ")),
        }
    }

    /// Plans, proves and writes the revision, and records it. Returns whether there was anything to write.
    ///
    /// # Errors
    /// When something that the database holds cannot be made by a plan, naming it; or nothing can be
    /// written.
    pub(super) async fn write(mut self, context: &Context) -> Result<bool> {
        let settings = &context.settings;
        let schema = self.target.default_schema.clone();
        let mut catalog = read(&self.target).await?;
        unmodelled(&catalog, "not modelled, and not in the baseline", context.global.verbose);
        // where the revision runs they are not in the way; only what needs one cannot be made there
        catalog.bystanders.retain(|bystander| bystander.modelled || !bystander.supports.is_empty());
        let loader = Loader::with_ground(context, Some(&self.target)).await?;
        // the revision makes the extensions too
        let Some(workshop) = loader.workshop().map(Workshop::bare) else {
            return Err(Failure::new("there is no server for scratch databases"));
        };
        let empty = workshop.elaborate(Source::Pieces(&[]), &[]).await?;
        let scope = project::scope(settings, &schema, None, &NarrowArgs::default());
        let plain = |catalog| Side { catalog, description: None };
        let decisions = Decisions::default();
        let mut comparison =
            Comparison::new(plain(empty), plain(catalog), &scope, &decisions, Some(&workshop))
                .await
                .map_err(|failure| {
                    failure.hint("or leave it alone: [manage] ignore in autogen.toml")
                })?;
        if comparison.is_empty() {
            return Ok(false);
        }
        let down: Vec<Plan> = comparison.down()?;
        // what only the baseline makes is left as it is until a model says something of its kind
        let managed =
            Managed::new(BTreeSet::new(), &Default::default(), &settings.manage.schemas, &schema);
        comparison.scope =
            project::scope(settings, &schema, Some(&managed), &NarrowArgs::default());
        let place = Place { follows: Vec::new(), greatest: None };
        let message = self.message();
        let wanted = Wanted { message: &message, backfill: None, tenants: settings.tenants };
        let mut revisions = revisions(place, &wanted, &comparison, &down, &managed.recorded())?;
        versions::give(&mut revisions, &comparison, None, None)?;
        let (workshop, comparison) = (&workshop, &comparison);
        let proving = Proving { settings, workshop, comparison, scope: &scope };
        proven(&proving, false, &down, None, &mut revisions).await?;
        let written = write(&self.chain, &revisions)?;
        for path in &written {
            line(format_args!("wrote {}", shown(path)));
        }
        hooks::after_revision(context, &written).await?;
        self.record(context).await.map_err(|failure| {
            failure.hint("the revision is written; record it as applied: autogen stamp head")
        })?;
        Ok(true)
    }

    /// Records what was written in the database.
    async fn record(&mut self, context: &Context) -> Result<()> {
        let chain = read_chain(&context.settings)?;
        let options = applying::options(&context.settings, &self.target);
        let mut runner = Runner {
            chain: &chain,
            connection: &mut self.connection,
            options: &options,
            progress: &mut Told,
        };
        let stamp = runner.stamp(|chain, recorded| {
            if recorded.is_empty() {
                let record = chain.iter().map(|revision| revision.id()).collect();
                return Ok(Stamp { record, forget: Vec::new() });
            }
            Err(Failure::new("another autogen has applied revisions meanwhile"))
        });
        for revision in stamp.await?.record.iter().filter_map(|id| chain.get(*id)) {
            line(format_args!("recorded {} {}", revision.id(), revision.title()));
        }
        Ok(())
    }
}
