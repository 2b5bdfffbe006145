//! The table in which a database records the revisions that were applied to it, and the lock under
//! which they are.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use autogen_sql::ident::{Ident, Literal, QualifiedName};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};
use thiserror::Error;

/// How often a lock that somebody else holds is tried again.
const POLL: Duration = Duration::from_millis(100);

/// The table's name and schema, `None` for the default one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionTable {
    /// The schema it stands in.
    pub schema: Ident,
    /// Its name, `autogen_revision` by default.
    pub name: Ident,
}

/// A revision as the database recorded it.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Its message.
    pub message: String,
    /// Checksum of the up file that ran.
    pub checksum: String,
    /// When, as UTC text.
    pub applied_at: String,
    /// How long it ran.
    pub duration: Duration,
}

/// Why the history could not be had.
#[derive(Debug, Error)]
pub enum HistoryError {
    /// The server said no, or went away.
    #[error("cannot read the applied revisions: {}", crate::execute::describe(.0))]
    Query(#[from] sqlx::Error),
    /// Somebody else is applying revisions.
    #[error(
        "another session has been applying revisions to this database for more than {} s{holder}",
        .waited.as_secs()
    )]
    Locked {
        /// How long was waited.
        waited: Duration,
        /// Which session, where it can be known.
        holder: String,
    },
}

impl RevisionTable {
    fn qualified(&self) -> QualifiedName {
        QualifiedName { schema: Some(self.schema.clone()), name: self.name.clone() }
    }

    /// Whether the database has the table.
    ///
    /// # Errors
    /// When the server cannot be asked.
    pub async fn exists(&self, connection: &mut PgConnection) -> Result<bool, HistoryError> {
        let name = self.qualified().to_string();
        let exists = format!("select to_regclass({}) is not null", Literal(&name));
        Ok(connection.fetch_one(AssertSqlSafe(exists)).await?.try_get(0)?)
    }

    /// What has been applied, by id; empty when there is no table. Creates nothing.
    ///
    /// # Errors
    /// When the server cannot be asked.
    pub async fn read(
        &self,
        connection: &mut PgConnection,
    ) -> Result<BTreeMap<i64, Applied>, HistoryError> {
        if !self.exists(connection).await? {
            return Ok(BTreeMap::new());
        }
        let name = self.qualified();
        let query = format!(
            "select id, message, checksum, to_char(applied_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), \
             duration_ms from {name} order by id"
        );
        let mut applied = BTreeMap::new();
        for row in connection.fetch_all(AssertSqlSafe(query)).await? {
            let milliseconds: i64 = row.try_get(4)?;
            applied.insert(
                row.try_get(0)?,
                Applied {
                    message: row.try_get(1)?,
                    checksum: row.try_get(2)?,
                    applied_at: row.try_get(3)?,
                    duration: Duration::from_millis(milliseconds.unsigned_abs()),
                },
            );
        }
        Ok(applied)
    }

    /// Makes the table, and its schema, where they are missing.
    ///
    /// # Errors
    /// When the role may not.
    pub async fn ensure(&self, connection: &mut PgConnection) -> Result<(), HistoryError> {
        if self.exists(connection).await? {
            return Ok(());
        }
        let name = self.qualified();
        let make = format!(
            "do $$ begin if to_regnamespace({schema_text}) is null then create schema {schema}; end if; end $$; \
             create table {name} (id bigint primary key, message text not null, checksum text not null, \
             applied_at timestamptz not null default now(), duration_ms bigint not null)",
            schema = self.schema,
            schema_text = Literal(&self.schema.to_string()),
        );
        connection.execute(AssertSqlSafe(make)).await?;
        Ok(())
    }

    /// The statement that records a revision; runs in the revision's own transaction.
    pub fn record(&self, id: i64, message: &str, checksum: &str) -> String {
        format!(
            "insert into {} (id, message, checksum, duration_ms) values ({id}, {}, {}, \
             (extract(epoch from clock_timestamp() - now()) * 1000)::bigint)",
            self.qualified(),
            Literal(&message.replace('\0', "")),
            Literal(checksum)
        )
    }

    /// The statement that forgets a revision; runs in the transaction of its down script.
    pub fn forget(&self, id: i64) -> String {
        format!("delete from {} where id = {id}", self.qualified())
    }

    /// Takes the lock of this database and table's schema, trying again until `patience` is over.
    /// Never waits inside the server: a session that does holds a snapshot, which CREATE INDEX
    /// CONCURRENTLY elsewhere waits for. The lock ends with the connection.
    ///
    /// # Errors
    /// [`HistoryError::Locked`] after `patience`.
    pub async fn lock(
        &self,
        connection: &mut PgConnection,
        patience: Duration,
    ) -> Result<(), HistoryError> {
        let key = self.lock_key();
        let start = Instant::now();
        loop {
            let attempt = format!("select pg_try_advisory_lock({key})");
            if connection.fetch_one(AssertSqlSafe(attempt)).await?.try_get::<bool, _>(0)? {
                return Ok(());
            }
            if start.elapsed() >= patience {
                let holder = self.holder(connection).await.unwrap_or_default();
                return Err(HistoryError::Locked { waited: patience, holder });
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Gives the lock back.
    ///
    /// # Errors
    /// When the connection is gone, and the lock with it.
    pub async fn unlock(&self, connection: &mut PgConnection) -> Result<(), HistoryError> {
        let release = format!("select pg_advisory_unlock({})", self.lock_key());
        connection.execute(AssertSqlSafe(release)).await?;
        Ok(())
    }

    fn lock_key(&self) -> i64 {
        let hash = blake3::hash(format!("autogen revisions {}", self.qualified()).as_bytes());
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hash.as_bytes()[..8]);
        i64::from_le_bytes(bytes)
    }

    async fn holder(&self, connection: &mut PgConnection) -> Result<String, sqlx::Error> {
        let key = self.lock_key();
        let query = format!(
            "select format(': process %s of role %s', a.pid, a.usename) from pg_locks l \
             join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.granted \
             and (l.classid::bigint << 32 | l.objid::bigint) = {key} and l.objsubid = 1 \
             and l.database = (select oid from pg_database where datname = current_database())"
        );
        let row = connection.fetch_optional(AssertSqlSafe(query)).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.unwrap_or_default())
    }
}
