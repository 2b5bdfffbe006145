//! What a walk asks the server between its batches.

use autogen_revision::directive::Batch;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use super::BatchError;
use super::mark::{Leaf, Mark, Place};
use super::range::Range;
use super::table::{Key, Table};

/// The most blocks that one batch takes: a table of nothing but dead rows must not be one transaction.
const MOST_BLOCKS: u64 = 100_000;

/// Settings under which the text of a value is the very value, and a look at all rows may take its time.
pub(super) const EXACT: [&str; 4] = [
    "set local statement_timeout = 0",
    "set local datestyle = 'ISO, YMD'",
    "set local intervalstyle = postgres",
    "set local extra_float_digits = 3",
];

/// Something that is asked in a transaction of its own, which is rolled back.
pub(super) trait Question {
    type Answer;

    async fn ask(
        &self,
        batch: &Batch,
        connection: &mut PgConnection,
    ) -> Result<Self::Answer, BatchError>;
}

/// What the table is.
pub(super) struct Inspect;

impl Question for Inspect {
    type Answer = Table;

    async fn ask(&self, batch: &Batch, connection: &mut PgConnection) -> Result<Table, BatchError> {
        Table::inspect(batch, connection).await
    }
}

/// Where a walk starts.
pub(super) struct Begin<'a>(pub(super) &'a Table);

impl Question for Begin<'_> {
    type Answer = Mark;

    async fn ask(&self, _: &Batch, connection: &mut PgConnection) -> Result<Mark, BatchError> {
        let place = match &self.0.key {
            Some(key) => Place::Key { columns: key.names(), last: None },
            None => Place::Blocks {
                leaves: self.0.leaves(connection).await?,
                leaf: 0,
                block: 0,
                own: Default::default(),
            },
        };
        Ok(Mark { place, rows: 0, batches: 0, only_null: false, done: false })
    }
}

/// The next range, and the mark behind it.
pub(super) struct Bound<'a>(pub(super) &'a Table, pub(super) &'a Mark);

impl Question for Bound<'_> {
    type Answer = (Range, Mark);

    async fn ask(
        &self,
        batch: &Batch,
        connection: &mut PgConnection,
    ) -> Result<(Range, Mark), BatchError> {
        let Self(table, mark) = *self;
        let mut next = mark.clone();
        let changed = |was: &[String]| BatchError::Changed {
            table: batch.table.clone(),
            was: was.join(", "),
        };
        let range = match &mut next.place {
            Place::Key { columns, last } => {
                let key = table.key.as_ref().filter(|key| key.names() == *columns);
                let key: &Key = key.ok_or_else(|| changed(columns))?;
                let from = last.clone();
                let to = key.bound(table, from.as_deref(), batch.size, connection).await?;
                next.done = to.is_none();
                last.clone_from(&to);
                Range::Key { from, to }
            }
            Place::Blocks { leaves, leaf, block, own } => {
                let own = own.clone();
                match leaves.get(*leaf) {
                    None => {
                        next.done = true;
                        Range::Nothing
                    }
                    Some(Leaf { name, blocks, rows }) => {
                        let per_block = rows.div_ceil((*blocks).max(1)).max(1);
                        let count = (batch.size / per_block).clamp(1, MOST_BLOCKS);
                        let (from, to) = (*block, (*block + count).min(*blocks));
                        let name = (leaves.len() > 1 || table.is_tree).then(|| name.clone());
                        *block = to;
                        if to == *blocks {
                            (*leaf, *block) = (*leaf + 1, 0);
                            next.done = *leaf == leaves.len();
                        }
                        Range::Blocks { leaf: name, from, to, own }
                    }
                }
            }
        };
        Ok((range, next))
    }
}

/// How many rows are null in each of the columns to be filled; those with none left out.
pub(super) struct Count<'a>(pub(super) &'a Table);

impl Question for Count<'_> {
    type Answer = Vec<(String, u64)>;

    async fn ask(
        &self,
        _: &Batch,
        connection: &mut PgConnection,
    ) -> Result<Vec<(String, u64)>, BatchError> {
        self.0.nulls(connection).await
    }
}

/// Whether there is any row.
pub(super) struct Any<'a>(pub(super) &'a Table);

impl Question for Any<'_> {
    type Answer = bool;

    async fn ask(&self, _: &Batch, connection: &mut PgConnection) -> Result<bool, BatchError> {
        let any = format!("select exists (select from {})", self.0.name);
        Ok(connection.fetch_one(AssertSqlSafe(any)).await?.try_get(0)?)
    }
}

/// The key of a row that is still null.
pub(super) struct Example<'a>(pub(super) &'a Table);

impl Question for Example<'_> {
    type Answer = Option<String>;

    async fn ask(
        &self,
        _: &Batch,
        connection: &mut PgConnection,
    ) -> Result<Option<String>, BatchError> {
        self.0.example(connection).await
    }
}
