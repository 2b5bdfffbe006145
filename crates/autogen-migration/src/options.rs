//! What a run is told, beside the chain and the connection.

use std::collections::BTreeMap;
use std::time::Duration;

use autogen_sql::ident::Ident;
use sqlx::postgres::PgConnectOptions;

use crate::foreign::Tool;
use crate::table::RevisionTable;

/// How revisions are run. [`RunOptions::new`] gives the usual.
#[derive(Clone)]
pub struct RunOptions {
    /// Where applied revisions are recorded. Its name and schema are also what the lock is for.
    pub table: RevisionTable,
    /// The schema that unqualified names resolve in, and no other.
    pub default_schema: Ident,
    /// The schema that the revisions were written for, where that is known: in another one, a text that is
    /// bound to it is refused. `None` leaves that out.
    pub home_schema: Option<Ident>,
    /// How long another run on the same database is waited for.
    pub patience: Duration,
    /// `lock_timeout` of all sections that do not say their own; `None` leaves the session's.
    pub lock_timeout: Option<Duration>,
    /// `statement_timeout`, likewise.
    pub statement_timeout: Option<Duration>,
    /// How often a section in a transaction is tried again after a lock timeout or a deadlock, unless it
    /// says itself. `None`: five times, after lock timeouts only where there is a `lock_timeout`.
    pub retries: Option<u32>,
    /// Whether all revisions run in one transaction.
    pub single_transaction: bool,
    /// What becomes of a statement of which it is not known whether it ran.
    pub resume: ResumeChoice,
    /// The roles of `-- autogen: role WORD`, by word.
    pub roles: BTreeMap<String, Ident>,
    /// The tool of whose own migrations the run is a part: that it has recorded a revision does not keep
    /// the revision from being taken back, since it forgets it itself.
    pub within: Option<Tool>,
    /// What runs: its version is recorded, and told to the guards of revision files.
    pub tool_version: String,
    /// How a second connection to the same database is had: with it, a pooler that hands every
    /// transaction to another session is noticed before anything runs. `None` leaves that out.
    pub second: Option<PgConnectOptions>,
}

impl RunOptions {
    /// The usual: the table `autogen_revision` in the default schema, one minute of patience.
    #[must_use]
    pub fn new(default_schema: Ident) -> Self {
        Self {
            table: RevisionTable {
                schema: default_schema.clone(),
                name: Ident::new("autogen_revision"),
            },
            default_schema,
            home_schema: None,
            patience: Duration::from_secs(60),
            lock_timeout: None,
            statement_timeout: None,
            retries: None,
            single_transaction: false,
            resume: ResumeChoice::Ask,
            roles: BTreeMap::new(),
            within: None,
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            second: None,
        }
    }
}

impl std::fmt::Debug for RunOptions {
    /// Leaves out the options of the second connection, which may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunOptions")
            .field("table", &self.table)
            .field("default_schema", &self.default_schema)
            .finish_non_exhaustive()
    }
}

/// What becomes of a statement that was started and of which nobody knows whether it ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResumeChoice {
    /// The run stops there and asks.
    #[default]
    Ask,
    /// It ran: go on behind it.
    After,
    /// It did not, or may run twice: run it again.
    Retry,
}
