//! Databases on the one server of a test program, looked at with psql and pg_dump.

use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::PASSWORD;
use super::binary::programs;
use crate::database::{Server, create_database};
use crate::dump;

/// The server of this test program. Its watchdog ends it with the program.
///
/// # Panics
/// When it does not start.
pub fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| match Server::start() {
        Ok(server) => server,
        Err(error) => panic!("{error}"),
    })
}

/// A database of one test.
#[derive(Clone, Debug)]
pub struct Database {
    url: String,
    role: Option<String>,
}

impl Database {
    /// A new one on the shared server. It goes with the server.
    ///
    /// # Panics
    /// As all of this type: when a program fails.
    pub fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("cli_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let postgres = Self::at(server().url("postgres"));
        postgres.sql(&create_database(&name, programs().major));
        Self::at(server().url(&name))
    }

    /// The one that a URL names.
    pub fn at(url: impl Into<String>) -> Self {
        Self { url: url.into(), role: None }
    }

    /// The same for another role, which is made if it is not there.
    pub fn for_role(&self, role: &str, options: &str) -> Self {
        self.sql(&format!(
            "do $$ begin if to_regrole('{role}') is null then \
             create role {role} login {options}; end if; end $$"
        ));
        Self { role: Some(role.to_owned()), ..self.clone() }
    }

    /// Its URL with a password, which the server does not ask for and nobody may ever see again.
    pub fn url(&self) -> String {
        let role = self.role.as_deref().unwrap_or("postgres");
        self.url.replacen("postgres@", &format!("{role}:{PASSWORD}@"), 1)
    }

    /// Its name.
    pub fn name(&self) -> String {
        let path = self.url.split('?').next().unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// Runs SQL as one batch, and returns its rows, columns separated by `|`.
    #[track_caller]
    pub fn sql(&self, text: &str) -> String {
        match self.try_sql(text) {
            Ok(rows) => rows,
            Err(error) => panic!("{error}\n  in: {text}"),
        }
    }

    /// The same, with the error of psql.
    ///
    /// # Errors
    /// What psql prints.
    pub fn try_sql(&self, text: &str) -> Result<String, String> {
        use std::io::Write as _;
        let mut psql = self.psql();
        psql.args(["--no-align", "--tuples-only", "--file", "-"]);
        let piped = psql.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().map_err(|error| format!("psql: {error}"))?;
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(text.as_bytes()).expect("psql reads");
        drop(stdin);
        let output = child.wait_with_output().expect("psql ends");
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    /// `psql` on this database, quiet and stopping at errors.
    pub fn psql(&self) -> Command {
        let mut psql = Command::new(programs().tool("psql").expect("psql"));
        psql.args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", &self.url]);
        psql.env("PGOPTIONS", "--client-min-messages=warning");
        psql
    }

    /// What `pg_dump -s` says, normalised as [`dump::of`] says; `skipped` are tables to leave out.
    #[track_caller]
    pub fn dump(&self, skipped: &[&str]) -> String {
        match dump::of(programs(), &self.url, skipped) {
            Ok(text) => text,
            Err(error) => panic!("{error}"),
        }
    }

    /// The ids that the table of applied revisions holds, oldest first.
    #[track_caller]
    pub fn applied(&self) -> Vec<String> {
        let there = self.sql("select to_regclass('autogen_revision') is not null");
        if there != "t" {
            return Vec::new();
        }
        self.sql("select id from autogen_revision order by id").lines().map(str::to_owned).collect()
    }
}

impl Default for Database {
    fn default() -> Self {
        Self::new()
    }
}
