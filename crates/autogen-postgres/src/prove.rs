//! Shows that a plan does what it says: applied to the catalog it starts from, it yields the catalog
//! it leads to, read back from the server.

use autogen_core::action::Action;
use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::ident::{Ident, QualifiedName};
use autogen_core::plan::{Plan, PlanError, plan};
use autogen_core::scope::Scope;
use autogen_core::script::settings;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor, Row};
use thiserror::Error;

use crate::elaborate::{ElaborateError, Workshop};
use crate::reader::{ReadError, read};
use crate::seed::seed;
use autogen_migration::batch::{Batch, BatchError, Walk};
use autogen_migration::execute::{StatementError, run_transaction};
use autogen_migration::roles;

/// Why a plan is not proven.
#[derive(Debug, Error)]
pub enum ProofError {
    /// There is no plan for a part of the proof.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A statement does not run.
    #[error("{part} fails: {source}")]
    Statement {
        /// `the up plan`, `the down plan`, or what else was run.
        part: &'static str,
        /// The statement and the server's words.
        source: Box<StatementError>,
    },
    /// It runs but leads elsewhere.
    #[error("{part} does not converge; still different: {}", .left.join(", "))]
    Diverges {
        /// As above.
        part: &'static str,
        /// The facts that differ.
        left: Vec<String>,
    },
    /// A column cannot be filled so.
    #[error("{label} cannot be filled so: {source}")]
    Fill {
        /// The column.
        label: String,
        /// What the server, or the walk, says.
        source: Box<BatchError>,
    },
    /// A column would be filled with nothing.
    #[error("{label} cannot be filled so: `{expression}` is null for every row")]
    Null {
        /// The column.
        label: String,
        /// What it is filled with.
        expression: String,
    },
    /// The scratch database.
    #[error(transparent)]
    Scratch(#[from] ElaborateError),
    /// The catalog read back.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Applies a plan, a transaction a stage.
///
/// # Errors
/// The first statement that fails; stages before it stay applied.
pub async fn apply(
    connection: &mut PgConnection,
    default_schema: &Ident,
    plan: &Plan,
) -> Result<(), StatementError> {
    for stage in &plan.stages {
        let sql = |action: &Action| action.statement.sql();
        let statements: Vec<_> = stage.actions.iter().map(sql).collect();
        run_transaction(connection, default_schema, &statements).await?;
    }
    Ok(())
}

/// Applies a plan to the database of `connection` and compares what is there then with `expected`.
///
/// # Errors
/// [`ProofError::Statement`] and [`ProofError::Diverges`], naming `part`.
pub async fn apply_and_compare(
    connection: &mut PgConnection,
    plan: &Plan,
    expected: &Catalog,
    part: &'static str,
) -> Result<(), ProofError> {
    Step { plan, expected, part }.take(connection, &Scope::default()).await
}

/// A plan and where it leads.
struct Step<'a> {
    plan: &'a Plan,
    expected: &'a Catalog,
    part: &'static str,
}

impl Step<'_> {
    /// Runs the plan and compares; what is outside the scope (an extension, say) is not looked at.
    async fn take(self, connection: &mut PgConnection, scope: &Scope) -> Result<(), ProofError> {
        let Self { plan, expected, part } = self;
        let schema = &expected.default_schema;
        apply(connection, schema, plan)
            .await
            .map_err(|source| ProofError::Statement { part, source: Box::new(source) })?;
        compare(connection, expected, part, scope).await
    }
}

/// Compares what is there with what should be.
async fn compare(
    connection: &mut PgConnection,
    expected: &Catalog,
    part: &'static str,
    scope: &Scope,
) -> Result<(), ProofError> {
    let schema = &expected.default_schema;
    let got = scope.restrict(read(connection, schema).await?).in_reach();
    let left: Vec<_> = diff(&got, &expected.in_reach()).keys().map(|id| id.label(schema)).collect();
    if left.is_empty() { Ok(()) } else { Err(ProofError::Diverges { part, left }) }
}

/// Makes the facts of `catalog`, which is of this scope, in the empty database of `connection`.
///
/// # Errors
/// When they cannot be made, or do not read back as they are.
pub async fn build(
    connection: &mut PgConnection,
    catalog: &Catalog,
    scope: &Scope,
) -> Result<(), ProofError> {
    let empty = scope.restrict(read(connection, &catalog.default_schema).await?);
    let catalog = &catalog.in_reach();
    let way = plan(&empty, catalog)?;
    // what fails all the same says so with its statement
    roles::ensure(connection, &catalog.roles()).await.unwrap_or_default();
    let part = "building the former catalog";
    Step { plan: &way, expected: catalog, part }.take(connection, scope).await
}

/// A part of a revision, run as the revision is run.
#[derive(Clone, Debug)]
pub enum Part {
    /// Statements of one transaction.
    Statements(Vec<String>),
    /// A walk over the rows of a table that fills a column.
    Fill(Fill),
}

/// What fills a column.
#[derive(Clone, Debug)]
pub struct Fill {
    /// The column, by its label.
    pub label: String,
    /// The table and the column.
    pub column: (QualifiedName, Ident),
    /// What it is filled with.
    pub expression: String,
    /// The walk.
    pub batch: Batch,
    /// What it runs.
    pub statement: String,
}

impl Part {
    /// Runs it; what is to be said of it all the same.
    async fn run(
        &self,
        connection: &mut PgConnection,
        schema: &Ident,
    ) -> Result<Option<String>, ProofError> {
        let fill = match self {
            Self::Statements(statements) => {
                let part = "the up plan";
                return run_transaction(connection, schema, statements)
                    .await
                    .map(|()| None)
                    .map_err(|source| ProofError::Statement { part, source: Box::new(source) });
            }
            Self::Fill(fill) => fill,
        };
        let Fill { label, column: (table, column), expression, batch, statement } = fill;
        let before = settings(schema);
        let walk = Walk { batch, statement, before: &before, after: &[], retry: 0 };
        match walk.run(connection, None, &|_| "select 1".to_owned(), &mut |_| {}).await {
            Ok(_) => Ok(None),
            Err(BatchError::LeftNull { .. }) => {
                // an expression that needs no row says what it is by itself
                let alone = format!("select ({expression}\n) is null");
                if let Ok(row) = connection.fetch_one(AssertSqlSafe(alone)).await
                    && row.try_get(0).unwrap_or(false)
                {
                    let (label, expression) = (label.clone(), expression.clone());
                    return Err(ProofError::Null { label, expression });
                }
                let forget = format!("delete from {table} where {column} is null");
                run_transaction(connection, schema, &[forget]).await.map_err(|source| {
                    let part = "forgetting rows that were made up";
                    ProofError::Statement { part, source: Box::new(source) }
                })?;
                Ok(Some(format!(
                    "`{expression}` is null for some rows that were made up to try it; if a real one \
                     leaves {label} null, `autogen upgrade` stops there and counts them"
                )))
            }
            Err(source) => Err(ProofError::Fill { label: label.clone(), source: Box::new(source) }),
        }
    }
}

/// Proves a revision of several parts as [`prove`] proves a plan. The tables of `seeded`, by their names in
/// `before`, get rows for the parts to run over. Returns what a person should know.
///
/// # Errors
/// What failed, and at which of these.
pub async fn prove_parts(
    workshop: &Workshop,
    before: &Catalog,
    seeded: &[QualifiedName],
    parts: &[Part],
    down: &Plan,
    after: &Catalog,
    scope: &Scope,
) -> Result<Vec<String>, ProofError> {
    let (scratch, mut connection) = workshop.open().await?;
    let outcome = async {
        build(&mut connection, before, scope).await?;
        let schema = &after.default_schema;
        for table in seeded {
            seed(&mut connection, schema, table).await.map_err(ElaborateError::from)?;
        }
        let mut notes = Vec::new();
        for part in parts {
            notes.extend(part.run(&mut connection, schema).await?);
        }
        compare(&mut connection, after, "the up plan", scope).await?;
        let step = Step { plan: down, expected: before, part: "the down plan" };
        step.take(&mut connection, scope).await?;
        Ok(notes)
    }
    .await;
    // the database is dropped with its connections; the outcome is what counts
    drop(connection.close().await);
    scratch.drop_now().await.map_err(ElaborateError::from)?;
    outcome
}

/// Proves a plan and the way back in a scratch database: builds `before`, runs `up`, compares with
/// `after`, then runs the plans of `down` one after the other and compares with where each leads, the
/// last of them with `before`.
///
/// # Errors
/// What failed, and at which of these.
pub async fn prove(
    workshop: &Workshop,
    before: &Catalog,
    up: &Plan,
    down: &[&Plan],
    after: &Catalog,
    scope: &Scope,
) -> Result<(), ProofError> {
    let (scratch, mut connection) = workshop.open().await?;
    let outcome = async {
        build(&mut connection, before, scope).await?;
        let step = Step { plan: up, expected: after, part: "the up plan" };
        step.take(&mut connection, scope).await?;
        for (place, plan) in down.iter().enumerate() {
            let Some(last) = plan.stages.last() else { continue };
            let expected = if place + 1 == down.len() { before } else { &last.after };
            Step { plan, expected, part: "the down plan" }.take(&mut connection, scope).await?;
        }
        Ok(())
    }
    .await;
    // the database is dropped with its connections; the outcome is what counts
    drop(connection.close().await);
    scratch.drop_now().await.map_err(ElaborateError::from)?;
    outcome
}
