//! What a walk has to know of its table.

use autogen_revision::directive::Batch;
use autogen_sql::ident::{Ident, Literal, QualifiedName, list};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use super::BatchError;
use super::mark::Leaf;

/// The table of a walk.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Its name as SQL.
    pub(super) name: QualifiedName,
    /// How the statement calls it, as SQL.
    pub(super) called: String,
    /// The key that it is walked by; else it is walked by blocks.
    pub(super) key: Option<Key>,
    /// Whether others hold rows that it shows.
    pub(super) is_tree: bool,
    /// About how many rows it has.
    pub(super) rows: u64,
    /// Rows a batch.
    pub(super) size: u64,
    /// Whether the server looks up ranges of blocks, as it does from version 14 on.
    pub(super) ranges_of_blocks: bool,
    /// The most rows that fit into a block.
    pub(super) most_rows_of_a_block: u64,
    /// Columns that must not be null in the end.
    fills: Vec<Ident>,
    oid: i64,
}

/// A unique key without nulls, in the order in which an index has it.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) columns: Vec<KeyColumn>,
}

/// A column of a key.
#[derive(Clone, Debug)]
pub(super) struct KeyColumn {
    pub(super) name: Ident,
    /// Its type as SQL, without a modifier, which would cut values.
    pub(super) data_type: String,
}

/// The first key to walk by: unique, whole, without nulls, in an order that comparing its columns
/// gives. All of it ascending or all of it descending does; another collation or operator class than
/// the column's own does not.
const KEY: &str = "select i.indexrelid::bigint from pg_index i \
    join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam \
    where i.indrelid = $OID$ and m.amname = 'btree' and i.indisunique and i.indisvalid and i.indimmediate \
    and i.indpred is null and i.indexprs is null \
    and not exists (select from generate_series(0, i.indnkeyatts - 1) k \
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k] \
    join pg_opclass o on o.oid = i.indclass[k] \
    where not a.attnotnull or not o.opcdefault or i.indcollation[k] <> a.attcollation \
    or (i.indoption[k] & 1) <> (i.indoption[0] & 1)) \
    order by i.indisprimary desc, i.indnkeyatts, i.indexrelid limit 1";

impl Table {
    /// Finds out, as the role and with the search path of the batches.
    pub(super) async fn inspect(
        batch: &Batch,
        connection: &mut PgConnection,
    ) -> Result<Self, BatchError> {
        let written = Literal(&batch.table);
        let query = format!(
            "select c.oid::bigint, n.nspname::text, c.relname::text, c.relkind::text, \
             row_security_active(c.oid), current_user::text, \
             exists (select from pg_inherits where inhparent = c.oid), \
             current_setting('server_version_num')::integer >= 140000, \
             (current_setting('block_size')::bigint - 24) / 28 \
             from pg_class c join pg_namespace n on n.oid = c.relnamespace \
             where c.oid = to_regclass({written})"
        );
        let row = connection.fetch_optional(AssertSqlSafe(query)).await?;
        let row = row.ok_or_else(|| BatchError::NoTable(batch.table.clone()))?;
        let oid: i64 = row.try_get(0)?;
        let what = match row.try_get::<String, _>(3)?.as_str() {
            "r" | "p" => None,
            "v" => Some("view"),
            "m" => Some("materialized view"),
            "f" => Some("foreign table"),
            _ => Some("relation without rows to change"),
        };
        let table = batch.table.clone();
        if let Some(what) = what {
            return Err(BatchError::NoWalk { table, what });
        }
        if row.try_get(4)? {
            return Err(BatchError::Hidden { table, role: row.try_get(5)? });
        }
        let text = |n| row.try_get::<String, _>(n).map(Ident::new);
        let name = QualifiedName { schema: Some(text(1)?), name: text(2)? };
        let is_tree: bool = row.try_get(6)?;
        let partitioned = row.try_get::<String, _>(3)? == "p";
        let called = match &batch.alias {
            Some(alias) => one_name(alias, connection).await?.to_string(),
            None => name.name.to_string(),
        };
        let mut fills = Vec::new();
        for column in &batch.fills {
            let ident = one_name(column, connection).await?;
            let there = format!(
                "select exists (select from pg_attribute where attrelid = {oid} and attname = {} \
                 and attnum > 0 and not attisdropped)",
                Literal(ident.as_str())
            );
            if !connection.fetch_one(AssertSqlSafe(there)).await?.try_get::<bool, _>(0)? {
                return Err(BatchError::NoColumn { table, column: column.clone() });
            }
            fills.push(ident);
        }
        let foreign = format!(
            "{TREE} select exists (select from tree join pg_class c using (oid) where relkind = 'f')"
        );
        if connection.fetch_one(AssertSqlSafe(of(&foreign, oid))).await?.try_get(0)? {
            return Err(BatchError::NoWalk { table, what: "table with foreign tables below it" });
        }
        // a key of a table that others inherit from says nothing of their rows
        let key = if is_tree && !partitioned { None } else { Key::of(oid, connection).await? };
        let rows = estimate(&name.to_string(), connection).await?;
        Ok(Self {
            called,
            key,
            is_tree: is_tree || partitioned,
            rows,
            size: batch.size,
            ranges_of_blocks: row.try_get(7)?,
            most_rows_of_a_block: row.try_get::<i64, _>(8)?.unsigned_abs(),
            fills,
            oid,
            name,
        })
    }

    /// The tables that hold the rows, with what they hold now.
    pub(super) async fn leaves(
        &self,
        connection: &mut PgConnection,
    ) -> Result<Vec<Leaf>, BatchError> {
        let query = format!(
            "{TREE} select n.nspname::text, c.relname::text, \
             pg_relation_size(c.oid) / current_setting('block_size')::bigint \
             from tree join pg_class c using (oid) join pg_namespace n on n.oid = c.relnamespace \
             where c.relkind = 'r' order by 1, 2"
        );
        let mut leaves = Vec::new();
        for row in connection.fetch_all(AssertSqlSafe(of(&query, self.oid))).await? {
            let text = |n| row.try_get::<String, _>(n).map(Ident::new);
            let name = QualifiedName { schema: Some(text(0)?), name: text(1)? }.to_string();
            let blocks = row.try_get::<i64, _>(2)?.unsigned_abs();
            if blocks > 0 {
                let rows = estimate(&format!("only {name}"), connection).await?;
                leaves.push(Leaf { name, blocks, rows });
            }
        }
        Ok(leaves)
    }

    /// The condition that a column to be filled is null.
    pub(super) fn any_null(&self) -> String {
        let it = &self.called;
        let each: Vec<_> = self.fills.iter().map(|c| format!("{it}.{c} is null")).collect();
        if each.is_empty() { "true".to_owned() } else { each.join(" or ") }
    }

    /// The columns to be filled that are null in some rows, and in how many.
    pub(super) async fn nulls(
        &self,
        connection: &mut PgConnection,
    ) -> Result<Vec<(String, u64)>, BatchError> {
        if self.fills.is_empty() {
            return Ok(Vec::new());
        }
        let (table, called) = (&self.name, &self.called);
        let count = |column| format!("count(*) filter (where {called}.{column} is null)");
        let counts: Vec<_> = self.fills.iter().map(count).collect();
        let query = format!("select {} from {table} as {called}", counts.join(", "));
        let row = connection.fetch_one(AssertSqlSafe(query)).await?;
        let mut left = Vec::new();
        for (at, column) in self.fills.iter().enumerate() {
            let count = row.try_get::<i64, _>(at)?.unsigned_abs();
            if count > 0 {
                left.push((column.to_string(), count));
            }
        }
        Ok(left)
    }

    /// The key of a row in which a column to be filled is null: `id = 7`.
    pub(super) async fn example(
        &self,
        connection: &mut PgConnection,
    ) -> Result<Option<String>, BatchError> {
        let Some(key) = &self.key else { return Ok(None) };
        let (table, called) = (&self.name, &self.called);
        let query = format!(
            "select {} from {table} as {called} where {} limit 1",
            key.texts(called),
            self.any_null()
        );
        let Some(row) = connection.fetch_optional(AssertSqlSafe(query)).await? else {
            return Ok(None);
        };
        let values: Vec<String> = row.try_get(0)?;
        let pairs = key.columns.iter().zip(values);
        let pairs = pairs.map(|(column, value)| format!("{} = {}", column.name, Literal(&value)));
        Ok(Some(pairs.collect::<Vec<_>>().join(", ")))
    }
}

impl Key {
    async fn of(oid: i64, connection: &mut PgConnection) -> Result<Option<Self>, BatchError> {
        let Some(index) = connection.fetch_optional(AssertSqlSafe(of(KEY, oid))).await? else {
            return Ok(None);
        };
        let index: i64 = index.try_get(0)?;
        // with the modifier -1 a type is written without one, and `character` in a form that cuts nothing
        let query = format!(
            "select a.attname::text, format_type(a.atttypid, -1) from pg_index i, \
             generate_series(0, i.indnkeyatts - 1) k, pg_attribute a where i.indexrelid = {index} \
             and a.attrelid = i.indrelid and a.attnum = i.indkey[k] order by k"
        );
        let mut columns = Vec::new();
        for row in connection.fetch_all(AssertSqlSafe(query)).await? {
            let name = Ident::new(row.try_get::<String, _>(0)?);
            columns.push(KeyColumn { name, data_type: row.try_get(1)? });
        }
        Ok(Some(Self { columns }))
    }

    /// The names of the columns, for the mark.
    pub(super) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.as_str().to_owned()).collect()
    }

    /// The columns of a row as an array of texts.
    fn texts(&self, called: &str) -> String {
        let text = |column: &KeyColumn| format!("{called}.{}::text", column.name);
        format!("array[{}]", self.columns.iter().map(text).collect::<Vec<_>>().join(", "))
    }

    /// The key of the last row of the next `size` behind `from`; `None` when there are fewer, so that
    /// the batch is the last one and takes whatever is there.
    pub(super) async fn bound(
        &self,
        table: &Table,
        from: Option<&[String]>,
        size: u64,
        connection: &mut PgConnection,
    ) -> Result<Option<Vec<String>>, BatchError> {
        let called = &table.called;
        let behind = from.map(|from| format!(" where {}", self.compare(called, ">", from)));
        let names: Vec<_> =
            self.columns.iter().map(|column| format!("{called}.{}", column.name)).collect();
        let query = format!(
            "select {} from {} as {called}{} order by {} offset {} limit 1",
            self.texts(called),
            table.name,
            behind.unwrap_or_default(),
            list(&names),
            size.saturating_sub(1)
        );
        let row = connection.fetch_optional(AssertSqlSafe(query)).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

/// The table and all below it.
const TREE: &str = "with recursive tree (oid) as (select $OID$::oid union \
    select i.inhrelid from pg_inherits i join tree on i.inhparent = tree.oid)";

fn of(query: &str, oid: i64) -> String {
    query.replace("$OID$", &oid.to_string())
}

/// A name as the directive has it.
async fn one_name(written: &str, connection: &mut PgConnection) -> Result<Ident, BatchError> {
    let parse = format!("select (parse_ident({}))[1]", Literal(written));
    let name: String = connection.fetch_one(AssertSqlSafe(parse)).await?.try_get(0)?;
    Ok(Ident::new(name))
}

/// About how many rows the planner thinks there are.
async fn estimate(table: &str, connection: &mut PgConnection) -> Result<u64, BatchError> {
    let explain = format!("explain select from {table}");
    let row = connection.fetch_one(AssertSqlSafe(explain)).await?;
    let line: String = row.try_get(0)?;
    let rows = line.split_once("rows=").and_then(|(_, rest)| rest.split_whitespace().next());
    Ok(rows.and_then(|rows| rows.parse().ok()).unwrap_or_default())
}
