//! Batched data steps: one statement, run for a range of rows of a table at a time.
//!
//! Each batch is a transaction of its own, which also writes down how far the walk has come
//! ([`Mark`]). So a walk that was killed goes on behind the last batch that was committed, and no range
//! is done twice. Ranges are of the primary key, or of another unique key without nulls; a table that
//! has none, and one that others inherit from, is walked block by block.

mod mark;
mod progress;
mod question;
mod range;
mod table;

use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};
use thiserror::Error;

use crate::execute::{StatementError, describe, run};

pub use autogen_revision::directive::Batch;
pub use mark::Mark;
pub use progress::Progress;
pub use range::without_ranges;

use mark::Place;
use question::{Any, Begin, Bound, Count, EXACT, Example, Inspect, Question};
use range::{Range, expand};
use table::Table;

/// How long is waited before the first repetition after a lock timeout; each further wait is twice as
/// long.
const FIRST_WAIT: Duration = Duration::from_millis(100);

/// The longest wait before a repetition.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// A batched step to be run.
#[derive(Clone, Copy, Debug)]
pub struct Walk<'a> {
    /// What the directive says.
    pub batch: &'a Batch,
    /// The statement, with its `:batch`.
    pub statement: &'a str,
    /// What each transaction starts with: settings, timeouts, the role. Only `set local` and the like.
    pub before: &'a [String],
    /// What gives the role back, so that the mark is stored by the session's own.
    pub after: &'a [String],
    /// How often a batch is tried again after a lock timeout, a deadlock or a serialization failure.
    pub retry: u32,
}

/// What a walk did in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walked {
    /// The rows that the statement says it changed, those of earlier runs included.
    pub rows: u64,
    /// The transactions, those of earlier runs included.
    pub batches: u64,
    /// Whether the table has rows and the statement changed none of them.
    pub idle: bool,
}

/// Why a walk stopped. What was committed stays, and is not done again.
#[derive(Debug, Error)]
pub enum BatchError {
    /// There is nothing of the name.
    #[error("there is no table {0} to walk over")]
    NoTable(String),
    /// It has no rows of its own.
    #[error("{table} is a {what}, and only tables are walked over in batches")]
    NoWalk {
        /// As the directive names it.
        table: String,
        /// What it is, or holds.
        what: &'static str,
    },
    /// The role would not see all rows.
    #[error(
        "row level security hides rows of {table} from role {role}, which would be passed over in silence"
    )]
    Hidden {
        /// As the directive names it.
        table: String,
        /// The role that the statement runs as.
        role: String,
    },
    /// `fills` names a column that is not there.
    #[error("{table} has no column {column}, which `fills` names")]
    NoColumn {
        /// As the directive names it.
        table: String,
        /// As the directive names it.
        column: String,
    },
    /// The walk cannot go on where it was left.
    #[error("{table} was walked over by {was}, and has that no more")]
    Changed {
        /// As the directive names it.
        table: String,
        /// The former key.
        was: String,
    },
    /// The server refused the statement for a batch, which was rolled back.
    #[error("{}, in the batch {range}", describe(&.error.source))]
    Statement {
        /// The statement and where in it.
        error: Box<StatementError>,
        /// Which rows.
        range: String,
    },
    /// Rows are left without a value.
    #[error("{}", left(.table, .columns, .example.as_deref()))]
    LeftNull {
        /// As the directive names it.
        table: String,
        /// Each column and the number of rows in which it is null.
        columns: Vec<(String, u64)>,
        /// The key of one of the rows, where the table has one.
        example: Option<String>,
    },
    /// Anything else that was asked of the server.
    #[error("{}", describe(.0))]
    Query(#[from] sqlx::Error),
}

impl BatchError {
    /// What a person can do about it, as the next thing to type.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoTable(_) | Self::NoColumn { .. } => {
                "correct the name in the section's `-- autogen: batch …` and `autogen seal`"
            }
            Self::NoWalk { .. } => {
                "name the table that holds the rows, or write the step without `batch`"
            }
            Self::Hidden { .. } => {
                "let a role run it that sees all rows: `-- autogen: role privileged` above the section, \
                 and that role under [roles] in autogen.toml"
            }
            Self::Changed { .. } => {
                "give the table its key back, then `autogen upgrade` goes on where it was"
            }
            Self::Statement { .. } => {
                "mend the rows it stumbles over, or the statement and `autogen seal`; then `autogen \
                 upgrade` goes on behind the last batch that was done"
            }
            Self::LeftNull { .. } => {
                "mend these rows, or the statement and `autogen seal`; then `autogen upgrade` goes over \
                 the rows that are still null, and over no others"
            }
            Self::Query(_) => "then `autogen upgrade` goes on behind the last batch that was done",
        }
    }
}

fn left(table: &str, columns: &[(String, u64)], example: Option<&str>) -> String {
    let each = columns.iter().map(|(column, count)| match count {
        1 => format!("{column} is still null in 1 row"),
        count => format!("{column} is still null in {count} rows"),
    });
    let example = example.map(|key| format!(", as in the one with {key}")).unwrap_or_default();
    format!("{table}: {}{example}", each.collect::<Vec<_>>().join(", "))
}

impl Walk<'_> {
    /// Walks from `mark`, or from the start, to the end, and sees that what is to be filled is. `store`
    /// gives the statement that keeps a mark, and `report` is told after each batch.
    ///
    /// # Errors
    /// What stopped it; the next run goes on from the mark that was stored last.
    pub async fn run(
        &self,
        connection: &mut PgConnection,
        mark: Option<Mark>,
        store: &(dyn Fn(&Mark) -> String + Sync),
        report: &mut (dyn FnMut(&Progress) + Send),
    ) -> Result<Walked, BatchError> {
        let table = self.framed(connection, Inspect).await?;
        let mut mark = match mark {
            Some(mark) => mark,
            None => self.framed(connection, Begin(&table)).await?,
        };
        if mark.done {
            let left = self.framed(connection, Count(&table)).await?;
            if left.is_empty() {
                return self.walked(connection, &table, &mark).await;
            }
            // the last run left rows null, and somebody has mended them or the statement
            mark = Mark { only_null: true, ..self.framed(connection, Begin(&table)).await? };
        }
        let start = Instant::now();
        let (rows_before, share_before) = (mark.rows, mark.share(&table));
        let mut first = true;
        while !mark.done {
            if !std::mem::take(&mut first)
                && let Some(pause) = self.batch.pause
            {
                tokio::time::sleep(pause).await;
            }
            let next = self.framed(connection, Bound(&table, &mark)).await?;
            mark = self.step(connection, &table, next, store).await?;
            let (elapsed, share) = (start.elapsed(), mark.share(&table));
            let done = (mark.rows - rows_before, share - share_before);
            report(&Progress::new(&mark, share, done, elapsed));
        }
        let left = self.framed(connection, Count(&table)).await?;
        if !left.is_empty() {
            let example = self.framed(connection, Example(&table)).await?;
            let table = self.batch.table.clone();
            return Err(BatchError::LeftNull { table, columns: left, example });
        }
        self.walked(connection, &table, &mark).await
    }

    async fn walked(
        &self,
        connection: &mut PgConnection,
        table: &Table,
        mark: &Mark,
    ) -> Result<Walked, BatchError> {
        let idle = mark.rows == 0 && self.framed(connection, Any(table)).await?;
        Ok(Walked { rows: mark.rows, batches: mark.batches, idle })
    }

    /// One batch and its mark, in one transaction; again after a lock timeout.
    async fn step(
        &self,
        connection: &mut PgConnection,
        table: &Table,
        next: (Range, Mark),
        store: &(dyn Fn(&Mark) -> String + Sync),
    ) -> Result<Mark, BatchError> {
        let (range, mark) = next;
        let mut condition = range.condition(table);
        if mark.only_null {
            condition = format!("{condition} and ({})", table.any_null());
        }
        let (sql, shift) = expand(self.statement, &format!("({condition})"));
        let mut attempts = Attempts::new(self.retry);
        loop {
            match self.attempt(connection, &sql, mark.clone(), store).await {
                Ok(mark) => return Ok(mark),
                Err(error) => {
                    // the first error is what counts; a lost connection cannot roll back either
                    drop(connection.execute("rollback").await);
                    if attempts.wait_for(&error.source).await {
                        continue;
                    }
                    let position = error.position.map(|at| shift.original(at));
                    let sql = self.statement.to_owned();
                    let error = StatementError { sql, position, ..error };
                    let range = range.to_string();
                    return Err(BatchError::Statement { error: Box::new(error), range });
                }
            }
        }
    }

    async fn attempt(
        &self,
        connection: &mut PgConnection,
        sql: &str,
        mut mark: Mark,
        store: &(dyn Fn(&Mark) -> String + Sync),
    ) -> Result<Mark, StatementError> {
        let around = |error: StatementError| StatementError { position: None, ..error };
        run(connection, &self.opening()).await.map_err(around)?;
        let (changed, xid) = async {
            let result = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *connection).await?;
            let xid = "select pg_current_xact_id()::text::numeric % 4294967296";
            let row =
                connection.fetch_one(AssertSqlSafe(format!("select ({xid})::bigint"))).await?;
            Ok((result.rows_affected(), row.try_get::<i64, _>(0)?))
        }
        .await
        .map_err(|source| StatementError::new(sql, source))?;
        mark.rows += changed;
        mark.batches += 1;
        if let Place::Blocks { own, .. } = &mut mark.place {
            own.add(xid);
        }
        let mut closing = self.after.to_vec();
        closing.extend([store(&mark), "commit".to_owned()]);
        run(connection, &closing).await.map_err(around)?;
        Ok(mark)
    }

    fn opening(&self) -> Vec<String> {
        let begin = std::iter::once("begin".to_owned());
        begin.chain(self.before.iter().cloned()).collect()
    }

    /// Asks something in a transaction of its own, as the batches run, with values written so that they
    /// read back as they are; again after a lock timeout.
    async fn framed<Q: Question>(
        &self,
        connection: &mut PgConnection,
        question: Q,
    ) -> Result<Q::Answer, BatchError> {
        let mut attempts = Attempts::new(self.retry);
        loop {
            let answer = async {
                let mut opening = self.opening();
                opening.extend(EXACT.map(str::to_owned));
                run(connection, &opening).await.map_err(|error| error.source)?;
                question.ask(self.batch, connection).await
            }
            .await;
            let rolled_back = connection.execute("rollback").await;
            match answer {
                Err(BatchError::Query(error)) if attempts.wait_for(&error).await => {}
                Ok(answer) => {
                    rolled_back?;
                    return Ok(answer);
                }
                Err(error) => return Err(error),
            }
        }
    }
}

/// Repetitions after what another session is the cause of.
struct Attempts {
    left: u32,
    wait: Duration,
}

impl Attempts {
    fn new(left: u32) -> Self {
        Self { left, wait: FIRST_WAIT }
    }

    /// Waits, if the error is one that goes by, and there are attempts left.
    async fn wait_for(&mut self, error: &sqlx::Error) -> bool {
        // lock_not_available, deadlock_detected, serialization_failure
        let code = error.as_database_error().and_then(|error| error.code());
        let goes_by = code.is_some_and(|code| ["55P03", "40P01", "40001"].contains(&&*code));
        if !goes_by || self.left == 0 {
            return false;
        }
        self.left -= 1;
        tokio::time::sleep(self.wait).await;
        self.wait = (self.wait * 2).min(LONGEST_WAIT);
        true
    }
}
