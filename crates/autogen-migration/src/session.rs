//! The session that revisions run in: what it was like before, and whether it stays the same one.

use std::time::{Duration, SystemTime};

use autogen_sql::ident::{Ident, Literal};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Row};

use crate::error::RunError;
use crate::options::RunOptions;
use crate::table::RevisionTable;

/// What a section outside a transaction sets for the session, and we put back.
pub(crate) const KEPT: [&str; 5] = [
    "search_path",
    "check_function_bodies",
    "standard_conforming_strings",
    "lock_timeout",
    "statement_timeout",
];

/// Takes from the session what a role may have as a habit of its applications, for as long as we have it: limits
/// that would end it while hooks and pauses go on, and strings with escapes. These must be plain before the
/// first batch is sent, since the server reads a batch as a whole before it runs any of it. Returns what was.
const CALM: &str = "select name, current_setting(name), \
    set_config(name, case name when 'standard_conforming_strings' then 'on' else '0' end, false) \
    from pg_settings where name in ('standard_conforming_strings', 'idle_session_timeout', \
    'idle_in_transaction_session_timeout', 'transaction_timeout')";

/// How long a pooler may take to find a session of the server.
const POOLER_PATIENCE: Duration = Duration::from_secs(3);

/// A session that revisions run in.
#[derive(Debug)]
pub(crate) struct Session {
    /// The role that it had at first, which records what runs.
    pub(crate) role: Ident,
    process: i32,
    /// A value that no other session has as a setting.
    token: String,
    kept: Vec<(&'static str, String)>,
    /// What [`CALM`] took away.
    habits: Vec<(String, String)>,
}

impl Session {
    /// Marks the session as ours and remembers what it is like.
    pub(crate) async fn open(
        connection: &mut PgConnection,
        options: &RunOptions,
    ) -> Result<Self, RunError> {
        let habits = connection.fetch_all(CALM).await?;
        let habit = |row: &PgRow| Ok((row.try_get(0)?, row.try_get(1)?));
        let habits = habits.iter().map(habit).collect::<Result<_, sqlx::Error>>()?;
        let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos();
        let token = format!("{}-{since}", std::process::id());
        let kept: Vec<String> =
            KEPT.iter().map(|name| format!("current_setting('{name}')")).collect();
        let query = format!(
            "select pg_backend_pid(), current_user::text, set_config('autogen.runner', {}, false), \
             set_config('autogen.session', {}, false), array[{}]",
            Literal(&options.tool_version),
            Literal(&token),
            kept.join(", ")
        );
        let row = connection.fetch_one(AssertSqlSafe(query)).await?;
        let values: Vec<String> = row.try_get(4)?;
        let role: String = row.try_get(1)?;
        Ok(Self {
            role: Ident::new(role),
            process: row.try_get(0)?,
            token,
            kept: KEPT.into_iter().zip(values).collect(),
            habits,
        })
    }

    /// Puts back what the session was like before.
    pub(crate) async fn restore(&self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let calls = self.kept.iter().map(|(name, value)| set(name, value));
        let calls: Vec<String> = calls.collect();
        let role = format!("set role {}", self.role);
        let query = format!("{role}; select {}", calls.join(", "));
        connection.execute(AssertSqlSafe(query)).await?;
        Ok(())
    }

    /// Takes the marks off, so that the guards of revision files hold again.
    pub(crate) async fn close(&self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        self.restore(connection).await?;
        let mut query = "reset autogen.runner; reset autogen.session".to_owned();
        for (name, value) in &self.habits {
            query += &format!("; select {}", set(name, value));
        }
        connection.execute(AssertSqlSafe(query)).await?;
        Ok(())
    }

    /// Notices a pooler in transaction mode: it gives a second connection the very session that is idle
    /// on the first, or the first another one as soon as the second holds its own.
    pub(crate) async fn refuse_pooler(
        &self,
        connection: &mut PgConnection,
        second: &PgConnectOptions,
    ) -> Result<(), RunError> {
        let theirs = async {
            let mut other = second.connect().await?;
            other.execute("begin").await?;
            let theirs = identity(&mut other).await?;
            Ok::<_, sqlx::Error>((other, theirs))
        };
        // Where there is no session for a second connection, ours is not handed on either; where the server
        // takes no further connection, it cannot be asked this way.
        let Ok(Ok((mut other, theirs))) = tokio::time::timeout(POOLER_PATIENCE, theirs).await
        else {
            return Ok(());
        };
        let ours = async {
            if theirs.0 == self.process || theirs.1 == self.token {
                return Ok(false);
            }
            // one that takes its sessions in turn gives a third one, and then a fourth
            for _ in 0..3 {
                let (process, token) = identity(&mut *connection).await?;
                if process != self.process || token != self.token {
                    return Ok(false);
                }
            }
            Ok::<_, sqlx::Error>(true)
        };
        let ours = tokio::time::timeout(POOLER_PATIENCE, ours).await;
        drop(other.execute("rollback").await);
        drop(other.close().await);
        match ours {
            Ok(Ok(true)) => Ok(()),
            Ok(Err(error)) => Err(error.into()),
            Ok(Ok(false)) | Err(_) => Err(RunError::Pooler { ran: false }),
        }
    }

    /// Whether the session is still the same, and whether it still has the lock.
    pub(crate) async fn holds(
        &self,
        connection: &mut PgConnection,
        table: &RevisionTable,
    ) -> Result<(bool, bool), sqlx::Error> {
        let holders = table.holding("l.pid");
        let query = format!("select pg_backend_pid(), pg_backend_pid() in ({holders})");
        let row = connection.fetch_one(AssertSqlSafe(query)).await?;
        Ok((row.try_get::<i32, _>(0)? == self.process, row.try_get(1)?))
    }
}

fn set(name: &str, value: &str) -> String {
    format!("set_config('{name}', {}, false)", Literal(value))
}

/// The process of a session, and the token that it has as a setting.
async fn identity(connection: &mut PgConnection) -> Result<(i32, String), sqlx::Error> {
    let query = "select pg_backend_pid(), coalesce(current_setting('autogen.session', true), '')";
    let row = connection.fetch_one(query).await?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}
