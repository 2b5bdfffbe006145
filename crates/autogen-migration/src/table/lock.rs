//! The lock under which revisions are applied: one a database and table of revisions.

use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use super::{HistoryError, RevisionTable};

/// How often a lock that somebody else holds is tried again.
const POLL: Duration = Duration::from_millis(100);

/// After how long somebody is told for whom we wait, the first time; each further time takes twice as long.
const QUIET: Duration = Duration::from_secs(2);

/// What a waiting session is told.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// How long so far.
    pub waited: Duration,
    /// `: process 123 of role app, which runs …`; empty where it cannot be known.
    pub holder: String,
}

impl RevisionTable {
    /// Takes the lock, trying again until `patience` is over, and tells from time to time. Never waits
    /// inside the server: a session that does holds a snapshot, which CREATE INDEX CONCURRENTLY
    /// elsewhere waits for. The lock ends with the connection.
    ///
    /// # Errors
    /// [`HistoryError::Locked`] after `patience`.
    pub async fn lock(
        &self,
        connection: &mut PgConnection,
        patience: Duration,
        mut tell: impl FnMut(&Waiting),
    ) -> Result<(), HistoryError> {
        let start = Instant::now();
        let mut next = QUIET;
        loop {
            let attempt = format!("select pg_try_advisory_lock({})", self.lock_key());
            if connection.fetch_one(AssertSqlSafe(attempt)).await?.try_get::<bool, _>(0)? {
                return Ok(());
            }
            let waited = start.elapsed();
            if waited >= patience {
                let holder = self.holder(connection).await.unwrap_or_default();
                return Err(HistoryError::Locked { waited: patience, holder });
            }
            if waited >= next {
                let holder = self.holder(connection).await.unwrap_or_default();
                tell(&Waiting { waited, holder });
                next = waited * 2;
            }
            tokio::time::sleep(POLL.min(patience - waited)).await;
        }
    }

    /// Gives the lock back; whether this session had it.
    ///
    /// # Errors
    /// When the connection is gone, and the lock with it.
    pub async fn unlock(&self, connection: &mut PgConnection) -> Result<bool, HistoryError> {
        let release = format!("select pg_advisory_unlock({})", self.lock_key());
        Ok(connection.fetch_one(AssertSqlSafe(release)).await?.try_get(0)?)
    }

    /// The key of the advisory lock, which is local to the database.
    #[must_use]
    pub fn lock_key(&self) -> i64 {
        let hash = blake3::hash(format!("autogen revisions {}", self.qualified()).as_bytes());
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hash.as_bytes()[..8]);
        i64::from_le_bytes(bytes)
    }

    /// A query for the sessions that hold the lock, with their process in the first column.
    pub(crate) fn holding(&self, columns: &str) -> String {
        let key = self.lock_key();
        format!(
            "select {columns} from pg_locks l left join pg_stat_activity a using (pid) \
             where l.locktype = 'advisory' and l.granted \
             and (l.classid::bigint << 32 | l.objid::bigint) = {key} and l.objsubid = 1 \
             and l.database = (select oid from pg_database where datname = current_database())"
        )
    }

    async fn holder(&self, connection: &mut PgConnection) -> Result<String, sqlx::Error> {
        let query = self.holding(
            "format(': process %s of role %s%s', l.pid, coalesce(a.usename, '?'), \
             case when a.state = 'active' then ', which runs: ' \
             || left(regexp_replace(a.query, '\\s+', ' ', 'g'), 120) end)",
        );
        let row = connection.fetch_optional(AssertSqlSafe(query)).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.unwrap_or_default())
    }
}
