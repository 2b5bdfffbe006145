//! Rows for a table of a scratch database, made up, so that statements over rows have some to run on.

use autogen_core::ident::{Ident, Literal, QualifiedName};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

/// How many rows are tried.
const ROWS: u32 = 2;

/// A column of the table: its name, a value for each row, and whether it may be null.
type Column = (Ident, [Option<String>; ROWS as usize], bool);

/// Puts rows into an empty table: one with a value in every column, and one with values only where there
/// must be some. What the table's own rules refuse is left out; triggers and foreign keys are asleep if
/// the role may have them so. Returns how many rows there are.
///
/// # Errors
/// When the server goes away.
pub async fn seed(
    connection: &mut PgConnection,
    default_schema: &Ident,
    table: &QualifiedName,
) -> Result<u32, sqlx::Error> {
    let begin = format!("begin; set local search_path = {default_schema}; savepoint replica");
    connection.execute(AssertSqlSafe(begin)).await?;
    if connection.execute("set local session_replication_role = replica").await.is_err() {
        connection.execute("rollback to replica").await?;
    }
    let columns = columns(connection, table).await?;
    let mut made = 0;
    for row in 0..ROWS {
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for (name, of_rows, nullable) in &columns {
            if let Some(value) = &of_rows[row as usize]
                && (row == 0 || !nullable)
            {
                names.push(name.to_string());
                values.push(Literal(value).to_string());
            }
        }
        let rest = match names.as_slice() {
            [] => "default values".to_owned(),
            names => format!("({}) values ({})", names.join(", "), values.join(", ")),
        };
        connection.execute("savepoint made_up").await?;
        match connection.execute(AssertSqlSafe(format!("insert into {table} {rest}"))).await {
            Ok(_) => made += 1,
            Err(_) => {
                connection.execute("rollback to made_up").await?;
            }
        }
    }
    connection.execute("commit").await?;
    Ok(made)
}

/// Values by the category of a type (manual: pg_type.typcategory); columns that Postgres fills are left
/// out.
async fn columns(
    connection: &mut PgConnection,
    table: &QualifiedName,
) -> Result<Vec<Column>, sqlx::Error> {
    let value = |n: u32| {
        let letter = if n == 1 { 'a' } else { 'b' };
        format!(
            "case when t.typname = 'uuid' then '00000000-0000-0000-0000-00000000000{n}' \
             when t.typname in ('json', 'jsonb') then '{{}}' when t.typname = 'bytea' then '\\x0{n}' \
             when t.typname in ('ltree', 'tsvector', 'xml') then '{letter}' \
             when t.typname = 'hstore' then '' when t.typname = 'pg_lsn' then '0/{n}' \
             else case t.typcategory when 'N' then '{n}' when 'S' then '{letter}' when 'B' then 'true' \
             when 'D' then case t.typname when 'time' then '00:00' when 'timetz' then '00:00+00' \
             else '2000-01-0{n}' end when 'T' then '{n} days' when 'A' then '{{}}' \
             when 'I' then '10.0.0.{n}' when 'V' then '{n}' \
             when 'R' then case t.typtype when 'm' then '{{}}' else 'empty' end \
             when 'E' then (select min(e.enumlabel) from pg_enum e where e.enumtypid = t.oid) end end"
        )
    };
    let query = format!(
        "select a.attname::text, {}, {}, not a.attnotnull from pg_attribute a \
         join pg_type d on d.oid = a.atttypid \
         join pg_type t on t.oid = case d.typtype when 'd' then d.typbasetype else d.oid end \
         where a.attrelid = to_regclass({}) and a.attnum > 0 and not a.attisdropped \
         and a.attgenerated = '' and a.attidentity = '' order by a.attnum",
        value(1),
        value(2),
        Literal(&table.to_string())
    );
    let mut columns = Vec::new();
    for row in connection.fetch_all(AssertSqlSafe(query)).await? {
        let name = Ident::new(row.try_get::<String, _>(0)?);
        columns.push((name, [row.try_get(1)?, row.try_get(2)?], row.try_get(3)?));
    }
    Ok(columns)
}
