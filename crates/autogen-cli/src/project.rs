//! What the project manages, and where its databases record what was applied.

use std::collections::BTreeSet;
use std::time::Duration;

use autogen_core::ident::{Ident, QualifiedName};
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_core::scope::{Glob, Scope};
use autogen_migration::once_table;
use autogen_migration::table::RevisionTable;
use autogen_migration::{Recorded, RunOptions, Runner};
use autogen_revision::{Chain, Direction, Lock};
use sqlx::postgres::PgConnection;

use crate::applying::{self, Told};
use crate::args::NarrowArgs;
use crate::catalogs::read_chain;
use crate::comparison::{Managed, Side};
use crate::config::Settings;
use crate::connect::Target;
use crate::context::Context;
use crate::desired;
use crate::failure::{Failure, Result};
use crate::output;

/// How long the embedded database, which nobody else should be using, is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the models (the side that comes from them, if one does) use, what was ever managed, and what is
/// configured.
///
/// # Errors
/// When the lock file cannot be read.
pub(crate) fn managed(
    settings: &Settings,
    chain: &Chain,
    models: Option<&Side>,
    default_schema: &Ident,
) -> Result<Managed> {
    let mut recorded = chain.recorded_scope();
    if let Some(lock) = Lock::read(chain.folder())? {
        recorded.extend(&lock.scope);
    }
    without_home(settings, &mut recorded, default_schema);
    let enums = &settings.enums;
    let described = models.and_then(|side| Some((side, side.description.as_ref()?)));
    let schemas = described.map(|(_, d)| desired::schemas(d, enums)).unwrap_or_default();
    let mut managed = Managed::new(schemas, &recorded, &settings.manage.schemas, default_schema);
    if let Some((side, description)) = described {
        let mut kinds = Scope::kinds_in(&side.catalog);
        // the scratch database has those of the target too
        if !desired::has_extensions(description) {
            kinds.remove(&Kind::Extension);
        }
        managed.kinds.extend(kinds);
    }
    Ok(managed)
}

/// What was recorded as the default schema is another one where revisions run in another schema.
pub(crate) fn without_home(
    settings: &Settings,
    recorded: &mut autogen_revision::Scope,
    default_schema: &Ident,
) {
    let home = home_schema(settings);
    if home != default_schema {
        recorded.schemas.remove(home.as_str());
    }
}

/// The scope of a comparison. Where nothing is managed, that is between two states that are not the
/// project's, it is everything, or the one schema that was asked for.
pub(crate) fn scope(
    settings: &Settings,
    default_schema: &Ident,
    managed: Option<&Managed>,
    narrow: &NarrowArgs,
) -> Scope {
    let globs = |patterns: &[String]| patterns.iter().map(Glob::new).collect::<Vec<_>>();
    let mut exclude = globs(&narrow.exclude);
    exclude.extend(settings.manage.ignore.iter().cloned());
    let table = revision_table(settings, default_schema);
    let record = |name: QualifiedName| {
        let schema = name.schema.filter(|schema| schema != default_schema);
        ObjectId::root(Kind::Table, schema, name.name)
    };
    let once = once_table();
    let mut records = BTreeSet::from([record(table.qualified()), record(table.progress())]);
    records.insert(record(once.qualified()));
    let schema = once.schema;
    if managed.is_none_or(|managed| !managed.schemas.contains(&schema)) {
        records.insert(ObjectId::root(Kind::Schema, None, schema));
    }
    Scope {
        schemas: match managed {
            Some(managed) => Some(managed.schemas.clone()),
            None => settings.schema_flag.as_ref().map(|_| BTreeSet::from([default_schema.clone()])),
        },
        kinds: managed.map(|managed| managed.kinds.clone()),
        exclude,
        only: globs(&narrow.only),
        records,
        owners: settings.manage.owners,
    }
}

/// The schema that the revisions are written for. A label's schema, or a flag's, is another one to run
/// them in.
pub(crate) fn home_schema(settings: &Settings) -> &Ident {
    settings.database.schema.as_ref().unwrap_or(&settings.schema)
}

/// Where a database with this default schema records what was applied.
pub(crate) fn revision_table(settings: &Settings, default_schema: &Ident) -> RevisionTable {
    let schema = settings.revision_table.schema.as_ref().unwrap_or(default_schema).clone();
    RevisionTable { schema, name: settings.revision_table.name.clone() }
}

/// The database that a command looks at; the embedded one is settled first.
///
/// # Errors
/// When there is none, or a revision fails.
pub(crate) async fn live(context: &Context) -> Result<Target> {
    let target = context.target(None).await?;
    if target.embedded {
        settle_embedded(context, &target).await?;
    }
    Ok(target)
}

/// Brings an embedded database that has just been made to the head; one in use is left where it is.
///
/// # Errors
/// When a revision fails.
pub(crate) async fn settle_embedded(context: &Context, target: &Target) -> Result<()> {
    let mut connection = target.connect().await?;
    let table = revision_table(&context.settings, &target.default_schema);
    if table.exists(&mut connection).await? {
        return Ok(());
    }
    let chain = read_chain(&context.settings)?;
    upgrade_embedded(context, &chain, target, &mut connection).await
}

/// Brings the embedded database to the head, and says what it applied.
///
/// # Errors
/// When a revision fails.
pub(crate) async fn upgrade_embedded(
    context: &Context,
    chain: &Chain,
    target: &Target,
    connection: &mut PgConnection,
) -> Result<()> {
    let failed = |failure: Failure| target.explain(failure);
    let options = RunOptions { patience: PATIENCE, ..applying::options(&context.settings, target) };
    let heads = chain.all_heads();
    let recorded =
        Recorded::read(connection, &options.table, &options.default_schema, chain).await?;
    recorded.check(chain).map_err(|error| failed(error.into()))?;
    if chain.steps_up(&recorded.ids(), &heads)?.is_empty() {
        return Ok(());
    }
    output::note("bringing the embedded database to the head of the revisions");
    let mut runner = Runner { chain, connection, options: &options, progress: &mut Told };
    runner.run(Direction::Up, |_, _| Ok(heads.clone())).await.map_err(failed)?;
    Ok(())
}
