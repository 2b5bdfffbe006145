//! One pair: two states from a seed, the plans between them, and what these must show.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, PoisonError};

use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::hazard::HazardClass;
use autogen_core::plan::{Plan, PlanError, plan};
use autogen_postgres::prove::{ProofError, apply_and_compare};
use sqlx::{Executor as _, Row as _, raw_sql};

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
    "nothing turns it into the other kind of type that takes the name",
    "Postgres does not change the type of a column that",
    "would become its own between two parents",
    "another type takes its name while",
    "Postgres does not drop the expression of a column that",
];

/// What became of the plans of many pairs.
#[derive(Debug, Default)]
pub struct Tally(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    /// Plans that were made, and shown to do what they say.
    gone: usize,
    /// Plans that there are none of, by the reason.
    refused: BTreeMap<&'static str, usize>,
    /// Differences that were none, on either side.
    same: usize,
}

impl Tally {
    fn count(&self, add: impl FnOnce(&mut Counts)) {
        add(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn refused(&self, reason: &'static str) {
        self.count(|counts| *counts.refused.entry(reason).or_default() += 1);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { gone, refused, same } =
            &*self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let no_way: usize = refused.values().sum();
        let share = 100.0 * no_way as f64 / (gone + no_way).max(1) as f64;
        write!(
            f,
            "{gone} plans, {no_way} refused ({share:.1} %), {same} pairs without a difference"
        )?;
        let mut reasons: Vec<_> = refused.iter().collect();
        reasons.sort_by_key(|(_, count)| Reverse(**count));
        reasons.iter().try_for_each(|(reason, count)| write!(f, "\n  {count:4} × {reason}"))
    }
}

/// Makes the pair of a seed and shows that plans lead from each to the other.
///
/// # Errors
/// What does not hold, with the seed, both scripts and the plan.
pub async fn run(server: &Server, seed: u64, tally: &Tally) -> Result<()> {
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
        both_ways(server, &mut database, &mut model, tally).await?;
        let rows = first.rows(&mut dice);
        with_rows(server, &before, &rows, &mut model, tally).await
    };
    let shown = shown.await.map_err(|error| {
        let script = |statements: &[String]| statements.join(";\n") + ";";
        let (before, after) = (script(&before), script(&after));
        let again = "AUTOGEN_PAIRS=1 cargo test --package autogen-tests --test random";
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
    let statements = state.statements();
    let (mut database, taken) = settle_by(server, &statements).await?;
    match database.catalog().await {
        Err(error) if is_of_part_of_letter(&error) => {
            database.remove().await?;
            let whole = |statement: &&String| !statement.contains("'é'");
            let statements: Vec<_> = statements.iter().filter(whole).cloned().collect();
            settle_by(server, &statements).await
        }
        _ => Ok((database, taken)),
    }
}

async fn settle_by(server: &Server, statements: &[String]) -> Result<(Database, Vec<String>)> {
    let mut database = server.database("").await?;
    let mut taken = Vec::new();
    for statement in statements {
        if database.run(statement).await.is_ok() {
            taken.push(statement.clone());
        }
    }
    Ok((database, taken))
}

/// Up and down without rows, compared with what pg_dump says.
async fn both_ways(
    server: &Server,
    database: &mut Database,
    model: &mut Database,
    tally: &Tally,
) -> Result<()> {
    let (before, after) = (database.catalog().await?, model.catalog().await?);
    database.overlooks_nothing().await?;
    model.overlooks_nothing().await?;
    let (former, desired) = (seen(server, database).await?, seen(server, model).await?);
    if diff(&before, &after).is_empty() {
        tally.count(|counts| counts.same += 1);
        return dump::compare("no difference", &former, &desired);
    }
    let up = Way { server, tally, part: "the up plan", wanted: &desired };
    let down = Way { server, tally, part: "the down plan", wanted: &former };
    if up.go(database, &before, &after).await? {
        let there = database.catalog().await?;
        return down.go(database, &there, &before).await.map(drop);
    }
    down.go(model, &after, &before).await.map(drop)
}

/// The plan, unless there is none for a reason that Postgres gives.
fn way(part: &str, start: &Catalog, goal: &Catalog, tally: &Tally) -> Result<Option<Plan>> {
    let planned = plan(start, goal);
    let refused = match &planned {
        Err(PlanError::Refused { reason, .. }) => {
            NO_WAY.iter().copied().find(|why| reason.contains(why))
        }
        _ => None,
    };
    if let Some(reason) = refused {
        tally.refused(reason);
        return Ok(None);
    }
    tally.count(|counts| counts.gone += 1);
    while_(part, planned).map(Some)
}

/// What pg_dump says, without what it says of extensions: taking a comment away from one does not bring back
/// the one that it came with, which is no fact. Nor are grants on its members, and on sequences of identity
/// columns, as default privileges that stand when they are made give: those that the reader names as unmodelled
/// are looked past.
async fn seen(server: &Server, database: &mut Database) -> Result<String> {
    let dump = dump::dump(server, &database.name).await?;
    let catalog = database.catalog().await?;
    let named: BTreeSet<&str> = catalog.bystanders.iter().map(|b| b.label.as_str()).collect();
    let parts = while_("parts", database.connection.fetch_all(raw_sql(UNMODELLED)).await)?;
    let granted = parts.iter().filter(|row| named.contains(row.get::<&str, _>(0)));
    let granted: Vec<String> =
        granted.map(|row| format!(" ON {} ", row.get::<&str, _>(1))).collect();
    let is_looked_past = |line: &&str| {
        let of_part = || granted.iter().any(|part| line.contains(part));
        let is_grant = line.starts_with("GRANT ") || line.starts_with("REVOKE ");
        line.starts_with("COMMENT ON EXTENSION ") || is_grant && of_part()
    };
    let lines = dump.lines().filter(|line| !is_looked_past(line));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// The members of extensions, and sequences of identity columns: how the reader names their grants, and how
/// pg_dump names them.
const UNMODELLED: &str = "begin; set local search_path = ''; \
    select 'grants on ' || i.type || ' ' || i.identity || ' of ' || e.type || ' ' || e.identity, \
           case when p.prokind is not null then case p.prokind when 'p' then 'PROCEDURE ' else 'FUNCTION ' end \
                    || p.oid::regproc || '(' || pg_get_function_identity_arguments(p.oid) || ')' \
                when c.relkind = 'S' then 'SEQUENCE ' || c.oid::regclass \
                when c.relkind is not null then 'TABLE ' || c.oid::regclass \
                else 'TYPE ' || d.objid::regtype end \
    from pg_depend d \
    left join pg_proc p on d.classid = 1255 and p.oid = d.objid \
    left join pg_class c on d.classid = 1259 and c.oid = d.objid \
    cross join lateral pg_identify_object(d.classid, d.objid, 0) i \
    cross join lateral pg_identify_object(3079, d.refobjid, 0) e \
    where d.refclassid = 3079 and d.deptype = 'e' and d.classid in (1247, 1255, 1259) \
    union all \
    select 'grants of sequence ' || i.identity, 'SEQUENCE ' || d.objid::regclass \
    from pg_depend d \
    cross join lateral pg_identify_object(d.classid, d.objid, 0) i \
    where d.classid = 1259 and d.refclassid = 1259 and d.deptype = 'i' and d.refobjsubid > 0 and i.type = 'sequence'; \
    rollback";

/// One way between the states of a pair.
struct Way<'a> {
    server: &'a Server,
    tally: &'a Tally,
    part: &'static str,
    /// What pg_dump should say at its end.
    wanted: &'a str,
}

impl Way<'_> {
    /// Whether there was a way, which has been gone.
    async fn go(&self, database: &mut Database, start: &Catalog, goal: &Catalog) -> Result<bool> {
        let Self { server, tally, part, wanted } = *self;
        let Some(way) = way(part, start, goal, tally)? else { return Ok(false) };
        let again = while_(part, plan(start, goal))?;
        if text(&way) != text(&again) {
            return Err(with_plan(format!("{part} is another the second time"), &way));
        }
        let outcome = apply_and_compare(&mut database.connection, &way, goal, part).await;
        if let Some(why) = outcome.as_ref().err().and_then(refused_by_proof) {
            tally.refused(why);
            return Ok(false);
        }
        outcome.map_err(|error| with_plan(explain(&error), &way))?;
        dump::compare(part, &seen(server, database).await?, wanted)
            .map_err(|error| with_plan(error, &way))?;
        Ok(true)
    }
}

/// Up over rows and down again, where some can be made: none is lost, and what fails was foretold.
async fn with_rows(
    server: &Server,
    before: &[String],
    rows: &[String],
    model: &mut Database,
    tally: &Tally,
) -> Result<()> {
    let mut database = server.database("").await?;
    // each at a time of its own, as they were taken
    for statement in before {
        database.run(statement).await?;
    }
    let mut taken = Vec::new();
    for statement in rows {
        if database.run(statement).await.is_ok() {
            taken.push(statement.as_str());
        }
    }
    let (start, goal) = (database.catalog().await?, model.catalog().await?);
    let mut shown = over_rows(&mut database, &start, &goal, "the up plan", tally).await;
    if let Ok(true) = shown {
        shown = over_rows(&mut database, &goal, &start, "the down plan", tally).await;
    }
    database.remove().await?;
    shown.map(drop).map_err(|error| format!("with rows: {error}\nrows:\n{}", taken.join(";\n")))
}

/// Whether a plan was gone over the rows that are there.
async fn over_rows(
    database: &mut Database,
    start: &Catalog,
    goal: &Catalog,
    part: &'static str,
    tally: &Tally,
) -> Result<bool> {
    let Some(way) = way(part, start, goal, tally)? else { return Ok(false) };
    let was = match Rows::of(database, start).await {
        Err(error) if is_of_part_of_letter(&error) => {
            tally.refused(PART_OF_LETTER);
            return Ok(false);
        }
        rows => rows?,
    };
    let shown = match apply_and_compare(&mut database.connection, &way, goal, part).await {
        Err(error) if is_foretold(&error, &way) || refused_by_proof(&error).is_some() => {
            return Ok(false);
        }
        Err(error) => Err(explain(&error)),
        Ok(()) => match Rows::of(database, goal).await {
            Err(error) if is_of_part_of_letter(&error) && loses(&way) => {
                tally.refused(PART_OF_LETTER);
                return Ok(false);
            }
            rows => was.kept_in(&rows?),
        },
    };
    shown.map(|_| true).map_err(|error| with_plan(error, &way))
}

/// A materialized view is filled before its owner, or that of a view below it, lost the right to read what it
/// reads: that state is not reached again, which the proof of the plan says.
const DENIED: &str = "an owner may not read what has to be read";

/// The value of a default, which adding a column takes, is longer than the column, or refused by its domain:
/// what it comes to is known to the server alone.
const UNFIT: &str = "what a default comes to does not fit its column";

/// Rows that cannot be looked at.
const PART_OF_LETTER: &str = "a \"char\" holds a part of a letter";

/// Why a plan is none in the end, as its proof finds out.
fn refused_by_proof(error: &ProofError) -> Option<&'static str> {
    let ProofError::Statement { source, .. } = error else { return None };
    let error = source.source.as_database_error()?;
    match error.code()?.as_ref() {
        "42501" => Some(DENIED),
        "22001" | "23514" if source.sql.contains(" add column ") => Some(UNFIT),
        _ => None,
    }
}

/// Before 16 a "char" that was made of a longer letter is its first byte, and no text.
fn is_of_part_of_letter(error: &str) -> bool {
    error.contains("invalid utf-8")
}

fn loses(way: &Plan) -> bool {
    way.hazards().any(|hazard| matches!(hazard.class, HazardClass::DataLoss))
}

/// Whether rows are what a statement failed on, and a hazard said that it may.
fn is_foretold(error: &ProofError, way: &Plan) -> bool {
    let ProofError::Statement { source, .. } = error else { return false };
    let Some(error) = source.source.as_database_error() else { return false };
    // 42804: rows whose fields are of other types than those they are compared with; 42P22: values that are
    // compared with texts of another collation
    let of_rows = error.code().is_some_and(|code| {
        ["22", "23", "42804", "42P22"].iter().any(|start| code.starts_with(start))
    });
    // an array's elements, or a row's fields, are of a type that has no such operator
    let of_elements = error.message().starts_with("could not identify ");
    // a text that is no hstore or ltree, which have no code of their own for that
    let of_text = [
        "Unexpected end of string",
        "Syntax error near ",
        "syntax error in hstore",
        "ltree syntax error",
    ];
    let of_text = of_text.iter().any(|start| error.message().starts_with(start));
    (of_rows || of_elements || of_text)
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
