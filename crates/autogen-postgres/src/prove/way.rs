//! The ways to get from one catalog to another: statements, and revisions as they are run.

use std::collections::BTreeSet;

use autogen_core::action::Action;
use autogen_core::ident::{Ident, QualifiedName};
use autogen_core::plan::Stage;
use autogen_core::script::settings;
use autogen_migration::batch::{Batch, BatchError, Walk};
use autogen_migration::execute::run_transaction;
use autogen_migration::{RunError, RunOptions, Runner};
use autogen_revision::{Chain, Direction, RevisionId, Target};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use super::ProofError;

/// How a step is done.
#[derive(Clone, Debug)]
pub enum Way<'a> {
    /// Parts that are committed one after the other.
    Parts(Vec<Part>),
    /// A revision, by the runner.
    Revision(Run<'a>),
}

/// A revision that the runner runs.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The chain that it is of; what it follows is applied, or the chain holds nothing of that.
    pub chain: &'a Chain,
    /// How it is run.
    pub options: &'a RunOptions,
    /// The revision.
    pub id: RevisionId,
    /// Which of its files.
    pub direction: Direction,
}

impl Run<'_> {
    async fn run(self, connection: &mut PgConnection) -> Result<(), RunError> {
        let Self { chain, options, id, direction } = self;
        let to = match direction {
            Direction::Up => Target::after([id]),
            Direction::Down => Target::after(chain.parents(id)).within(BTreeSet::from([id])),
        };
        let mut runner = Runner { chain, connection, options, progress: &mut () };
        runner.run(direction, |_, _| Ok::<_, RunError>(to.clone())).await.map(|_| ())
    }
}

impl Way<'_> {
    /// A transaction a stage.
    pub fn of_stages(stages: &[Stage]) -> Self {
        let sql = |action: &Action| action.statement.sql();
        let part = |stage: &Stage| Part::Statements(stage.actions.iter().map(sql).collect());
        Self::Parts(stages.iter().map(part).collect())
    }

    /// Goes on behind the parts that are `done`, and counts those that are then. Returns the tables, by
    /// their names now, of which rows had to go, and what is to be said of that.
    pub(super) async fn run(
        &self,
        connection: &mut PgConnection,
        schema: &Ident,
        part: &'static str,
        done: &mut usize,
    ) -> Result<Vec<(QualifiedName, String)>, ProofError> {
        let mut said = Vec::new();
        match self {
            Self::Parts(parts) => {
                for one in parts.iter().skip(*done) {
                    let note = one.run(connection, schema, part).await?;
                    if let (Some(note), Part::Fill(fill)) = (note, one) {
                        said.push((fill.column.0.clone(), note));
                    }
                    *done += 1;
                }
            }
            Self::Revision(run) => run
                .run(connection)
                .await
                .map_err(|source| ProofError::Run { part, source: Box::new(source) })?,
        }
        Ok(said)
    }
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
        part: &'static str,
    ) -> Result<Option<String>, ProofError> {
        let fill = match self {
            Self::Statements(statements) => {
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
