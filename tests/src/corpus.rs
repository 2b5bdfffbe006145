//! What a case must show: planned both ways, applied, read again, seen by pg_dump, rows kept.

use std::collections::BTreeMap;

use autogen_core::catalog::Catalog;
use autogen_core::hazard::HazardClass;
use autogen_core::ident::Literal;
use autogen_core::kind::Kind;
use autogen_core::plan::{Plan, plan};
use autogen_postgres::prove::{ProofError, apply_and_compare};
use sqlx::{AssertSqlSafe, Executor as _, Row as _};

use crate::case::{Case, Rename};
use crate::database::{Database, Server};
use crate::rows::{Rows, go_on, positions};
use crate::{Result, dump, locks, while_};

/// Runs a case to its end.
///
/// # Errors
/// What it does not show.
pub async fn run(server: &Server, case: &Case) -> Result<()> {
    let mut database = server.database(&case.sql("before.sql")).await?;
    let mut model = server.database(&case.sql("after.sql")).await?;
    let (before, after) = (database.catalog().await?, model.catalog().await?);
    database.overlooks_nothing().await?;
    model.overlooks_nothing().await?;
    if case.expects.refused.is_empty() {
        let former = dump::dump(server, &database.name).await?;
        let desired = dump::dump(server, &model.name).await?;
        database.run(&case.sql("seed.sql")).await?;
        let seeded = Rows::of(&mut database, &before).await?;
        let mut renames = case.renames()?;
        let up = step(&mut database, &before, &renames, &after, "the up plan", Some(case)).await?;
        // pg_dump is not asked about owners
        let seen = up.changes.keys().any(|id| id.kind() != Kind::Owner) || up.changes.is_empty();
        if former == desired && !former.is_empty() && !up.is_empty() && seen {
            return Err(with_plan("a plan although nothing differs".to_owned(), &up));
        }
        dump::compare("up", &dump::dump(server, &database.name).await?, &desired)
            .map_err(|e| with_plan(e, &up))?;
        renames = renames.iter().rev().map(Rename::inverted).collect();
        let there = database.catalog().await?;
        let down = step(&mut database, &there, &renames, &before, "the down plan", None).await?;
        dump::compare("down", &dump::dump(server, &database.name).await?, &former)
            .map_err(|e| with_plan(e, &down))?;
        let rows = Rows::of(&mut database, &before).await?;
        seeded.as_many_in(&rows, &case.expects.lost_rows)?;
    } else {
        refuse(&before, &after, &case.expects.refused)?;
    }
    database.remove().await?;
    model.remove().await
}

fn refuse(before: &Catalog, after: &Catalog, names: &[String]) -> Result<()> {
    match plan(before, after) {
        Ok(plan) => Err(with_plan("should be refused".to_owned(), &plan)),
        Err(error) => {
            let text = error.to_string();
            let missing = names.iter().find(|name| !text.contains(name.as_str()));
            missing.map_or(Ok(()), |name| Err(format!("refused without naming {name}: {text}")))
        }
    }
}

/// Plans and applies one way, and looks at what became of rows, tables and indexes.
async fn step(
    database: &mut Database,
    start: &Catalog,
    renames: &[Rename],
    goal: &Catalog,
    part: &'static str,
    budget: Option<&Case>,
) -> Result<Plan> {
    for rename in renames {
        make_room(database, rename).await?;
        database.run(&rename.sql()).await?;
    }
    let start = if renames.is_empty() { start.clone() } else { database.catalog().await? };
    let way = while_(part, plan(&start, goal))?;
    let rows = Rows::of(database, &start).await?;
    let (files, positions_before) = (files(database).await?, positions(database).await?);
    locks::watch(database, &way)
        .await
        .map_err(|error| with_plan(format!("{part} {error}"), &way))?;
    let outcome = apply_and_compare(&mut database.connection, &way, goal, part).await;
    outcome.map_err(|error| with_plan(explain(&error), &way))?;
    let shown = async {
        kept_rows(&rows, &Rows::of(database, goal).await?, &way)?;
        go_on(&positions_before, &positions(database).await?, &counted(&start, goal))?;
        match budget {
            Some(case) => within(case, renames.len(), &way, &files, &self::files(database).await?),
            None => Ok(()),
        }
    };
    shown.await.map_err(|error| with_plan(format!("{part}: {error}"), &way))?;
    Ok(way)
}

/// A table that has taken the name back goes aside, to be dropped by the plan.
async fn make_room(database: &mut Database, rename: &Rename) -> Result<()> {
    let (taken, aside) = (rename.target(), rename.aside());
    let query = format!("select to_regclass({}) is not null", Literal(&taken.to_string()));
    let row = while_("renames", database.connection.fetch_one(AssertSqlSafe(query)).await)?;
    if rename.is_of_table() && while_("renames", row.try_get::<bool, _>(0))? {
        database.run(&format!("alter table {taken} rename to {aside}")).await?;
    }
    Ok(())
}

fn kept_rows(was: &Rows, is: &Rows, way: &Plan) -> Result<()> {
    for column in was.kept_in(is)? {
        let named = |hazard: &&autogen_core::hazard::Hazard| {
            hazard.class == HazardClass::DataLoss && hazard.object.contains(&column)
        };
        if way.hazards().find(named).is_none() {
            return Err(format!("{column} lost values, and no hazard says so"));
        }
    }
    Ok(())
}

/// The columns that are counted by a sequence on both sides.
fn counted(before: &Catalog, after: &Catalog) -> Vec<String> {
    use autogen_core::kind::{Column, Payload, Sequence};
    let of = |catalog: &Catalog| -> Vec<String> {
        let found = catalog.facts.iter().filter_map(|(id, fact)| match &*fact.payload {
            Payload::Column(Column { identity: Some(_), .. }) => Some(id.clone()),
            Payload::Sequence(Sequence { owner: Some(column), .. }) => Some(column.clone()),
            _ => None,
        });
        // as regclass prints it
        found
            .filter(|id| id.kind() == Kind::Column)
            .filter_map(|id| Some(format!("{}.{}", id.parent()?.qualified(), id.name().as_str())))
            .collect()
    };
    let later = of(after);
    of(before).into_iter().filter(|column| later.contains(column)).collect()
}

fn within(
    case: &Case,
    renames: usize,
    way: &Plan,
    was: &BTreeMap<String, String>,
    is: &BTreeMap<String, String>,
) -> Result<()> {
    let count = renames + way.actions().count();
    if let Some(most) = case.expects.up_statements.filter(|most| count > *most) {
        return Err(format!("{count} statements, {most} would do"));
    }
    for name in case.expects.kept_tables.iter().chain(&case.expects.kept_indexes) {
        if was.get(name).is_none() || was.get(name) != is.get(name) {
            return Err(format!("{name} was written anew"));
        }
    }
    Ok(())
}

/// The file of each table and index; an index that ALTER COLUMN TYPE takes over keeps only that.
async fn files(database: &mut Database) -> Result<BTreeMap<String, String>> {
    let query = "select n.nspname || '.' || c.relname, c.relfilenode::text from pg_class c \
        join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'i', 'm') and c.oid >= 16384";
    let rows = while_("files", database.connection.fetch_all(query).await)?;
    let pair = |row: &sqlx::postgres::PgRow| Ok((row.try_get(0)?, row.try_get(1)?));
    while_("files", rows.iter().map(pair).collect::<std::result::Result<_, sqlx::Error>>())
}

fn explain(error: &ProofError) -> String {
    match error {
        ProofError::Statement { source, .. } => format!("{error}\n  at: {}", source.sql),
        _ => error.to_string(),
    }
}

fn with_plan(failure: String, plan: &Plan) -> String {
    let mut text = failure + "\nplan:";
    for (stage, actions) in plan.stages.iter().enumerate() {
        text += &format!("\n  -- stage {stage}");
        for action in &actions.actions {
            text += &format!("\n  {};", action.statement.sql());
        }
    }
    text
}
