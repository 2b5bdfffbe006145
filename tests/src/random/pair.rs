//! One pair: two states from a seed, the plans between them, and what these must show.

use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::hazard::HazardClass;
use autogen_core::plan::{Plan, PlanError, plan};
use autogen_postgres::prove::{ProofError, apply_and_compare};

use super::dice::Dice;
use super::state::State;
use super::{change, make};
use crate::database::{Database, Server};
use crate::rows::Rows;
use crate::{Result, dump, while_};

/// What Postgres knows no way for: a plan that is refused for one of these reasons is as it should be.
const NO_WAY: &[&str] = &[
    "a table cannot become partitioned",
    "a partitioned table cannot become a plain one",
    "what a table is partitioned by cannot be altered",
    "a partitioned table cannot be set logged or unlogged",
    "what it is partitioned by depends on something that has to be made anew",
    "the type of a column that a table is partitioned by cannot be changed",
    "the order in which a table inherits from others cannot be altered",
    "that the table has of its own cannot become one that it only inherits",
    "that the table only inherits cannot become its own while it inherits it",
    "no expression turns the elements of an array of a composite type into one of other attributes",
    "Postgres cannot write a table anew while",
    "Postgres cannot check the values that stand inside others",
    "which Postgres cannot alter and which cannot be dropped and created while values of it are stored",
    "its query lists aliases for the columns of",
    "attaching the table might take",
    "it is that of the partitioned table and cannot be dropped without it",
    "adds no identity column to a table with tables below it",
    "it is populated, but reads",
    "a new table has the checks of the tables above validated",
    "a table that comes to inherit has the",
    "no expression turns a range into another kind of type",
];

/// Makes the pair of a seed and shows that plans lead from each to the other.
///
/// # Errors
/// What does not hold, with the seed, both scripts and the plan.
pub async fn run(server: &Server, seed: u64) -> Result<()> {
    let mut dice = Dice::new(seed);
    let first = make::state(&mut dice);
    let second = if dice.chance(5) {
        make::state(&mut dice)
    } else {
        let mut second = first.clone();
        change::change(&mut dice, &mut second);
        second
    };
    let (mut database, before) = settle(server, &first).await?;
    let (mut model, after) = settle(server, &second).await?;
    let shown = async {
        both_ways(server, &mut database, &mut model).await?;
        let rows = first.rows(&mut dice);
        with_rows(server, &before, &rows, &mut model).await
    };
    let shown = shown.await.map_err(|error| {
        let script = |statements: &[String]| statements.join(";\n") + ";";
        let (before, after) = (script(&before), script(&after));
        let again = "AUTOGEN_PAIRS=1 cargo test -p autogen-tests --test random";
        format!(
            "{error}\n\n-- again: AUTOGEN_SEED={seed} {again}\n-- before\n{before}\n\n-- after\n{after}\n"
        )
    });
    database.remove().await?;
    model.remove().await?;
    shown
}

/// A database with those statements of a state that the server takes.
async fn settle(server: &Server, state: &State) -> Result<(Database, Vec<String>)> {
    let mut database = server.database("").await?;
    let mut taken = Vec::new();
    for statement in state.statements() {
        if database.run(&statement).await.is_ok() {
            taken.push(statement);
        }
    }
    Ok((database, taken))
}

/// Up and down without rows, compared with what pg_dump says.
async fn both_ways(server: &Server, database: &mut Database, model: &mut Database) -> Result<()> {
    let (before, after) = (database.catalog().await?, model.catalog().await?);
    let former = dump::dump(server, &database.name).await?;
    let desired = dump::dump(server, &model.name).await?;
    if diff(&before, &after).is_empty() {
        return dump::compare("no difference", &former, &desired);
    }
    if step(server, database, &before, &after, "the up plan", &desired).await? {
        let there = database.catalog().await?;
        step(server, database, &there, &before, "the down plan", &former).await?;
    }
    Ok(())
}

/// The plan, unless there is none for a reason that Postgres gives.
fn way(part: &str, start: &Catalog, goal: &Catalog) -> Result<Option<Plan>> {
    match plan(start, goal) {
        Err(PlanError::Refused { reason, .. }) if NO_WAY.iter().any(|why| reason.contains(why)) => {
            Ok(None)
        }
        planned => while_(part, planned).map(Some),
    }
}

/// Whether there was a way, which has been gone.
async fn step(
    server: &Server,
    database: &mut Database,
    start: &Catalog,
    goal: &Catalog,
    part: &'static str,
    wanted: &str,
) -> Result<bool> {
    let Some(way) = way(part, start, goal)? else { return Ok(false) };
    let again = while_(part, plan(start, goal))?;
    if text(&way) != text(&again) {
        return Err(with_plan(format!("{part} is another the second time"), &way));
    }
    let outcome = apply_and_compare(&mut database.connection, &way, goal, part).await;
    outcome.map_err(|error| with_plan(explain(&error), &way))?;
    dump::compare(part, &dump::dump(server, &database.name).await?, wanted)
        .map_err(|error| with_plan(error, &way))?;
    Ok(true)
}

/// Up over rows, where some can be made: none is lost, and what fails was foretold.
async fn with_rows(
    server: &Server,
    before: &[String],
    rows: &[String],
    model: &mut Database,
) -> Result<()> {
    let mut database = server.database("").await?;
    let goal = model.catalog().await?;
    for statement in before {
        database.run(statement).await?;
    }
    let mut taken = Vec::new();
    for statement in rows {
        if database.run(statement).await.is_ok() {
            taken.push(statement.as_str());
        }
    }
    let start = database.catalog().await?;
    let was = Rows::of(&mut database, &start).await?;
    let Some(way) = way("the up plan", &start, &goal)? else { return database.remove().await };
    let outcome = apply_and_compare(&mut database.connection, &way, &goal, "the up plan").await;
    let shown = match outcome {
        Err(error) if is_foretold(&error, &way) => Ok(()),
        Err(error) => Err(explain(&error)),
        Ok(()) => was.kept_in(&Rows::of(&mut database, &goal).await?).map(drop),
    };
    database.remove().await?;
    shown.map_err(|error| {
        let taken = taken.join(";\n");
        with_plan(format!("with rows: {error}\nrows:\n{taken}"), &way)
    })
}

/// Whether rows are what a statement failed on, and a hazard said that it may.
fn is_foretold(error: &ProofError, way: &Plan) -> bool {
    let ProofError::Statement { source, .. } = error else { return false };
    let code = source.source.as_database_error().and_then(|e| e.code());
    let of_rows = code.is_some_and(|code| code.starts_with("22") || code.starts_with("23"));
    of_rows
        && way.hazards().any(|hazard| {
            matches!(hazard.class, HazardClass::MayFail(_) | HazardClass::DataLoss)
                || matches!(hazard.class, HazardClass::Review(_) | HazardClass::Refresh)
        })
}

fn explain(error: &ProofError) -> String {
    match error {
        ProofError::Statement { source, .. } => format!("{error}\n  at: {}", source.sql),
        _ => error.to_string(),
    }
}

fn text(plan: &Plan) -> String {
    let mut text = String::new();
    for (stage, actions) in plan.stages.iter().enumerate() {
        text += &format!("\n  -- stage {stage}");
        for action in &actions.actions {
            text += &format!("\n  {};", action.statement.sql());
        }
    }
    text
}

fn with_plan(failure: impl std::fmt::Display, plan: &Plan) -> String {
    format!("{failure}\nplan:{}", text(plan))
}
