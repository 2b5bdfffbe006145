//! What `pg_dump -s` says of a database: an observer that shares nothing with the reader.

use std::path::{Path, PathBuf};
use std::process::Command;

use similar::TextDiff;
use sqlx::ConnectOptions as _;
use sqlx::postgres::PgConnectOptions;
use thiserror::Error;

use crate::server::client;

/// Why there is no dump.
#[derive(Debug, Error)]
pub enum DumpError {
    /// The program does not start.
    #[error("pg_dump cannot be run: {0}")]
    Start(#[from] std::io::Error),
    /// It does not come to its end.
    #[error("pg_dump: {0}")]
    Failed(String),
}

/// A `pg_dump` that is new enough for a server.
#[derive(Clone, Debug)]
pub struct Dumper {
    program: PathBuf,
}

impl Dumper {
    /// That of this machine for servers of a major version, if there is one: in `configured`, or where such
    /// programs are.
    #[must_use]
    pub fn find(configured: Option<&Path>, major: u32) -> Option<Self> {
        client("pg_dump", configured, major).map(|program| Self { program })
    }

    /// One that is known.
    #[must_use]
    pub fn new(program: PathBuf) -> Self {
        Self { program }
    }

    /// What is there in a database, normalised: see [`normalise`]. The schemas in `skipped` are left out.
    ///
    /// # Errors
    /// When pg_dump fails.
    pub async fn dump(
        &self,
        database: &PgConnectOptions,
        skipped: &[String],
    ) -> Result<String, DumpError> {
        let mut command = self.command("--exclude-schema", skipped);
        let host = database.get_socket().map(|path| path.to_string_lossy().into_owned());
        command.env("PGHOST", host.unwrap_or_else(|| database.get_host().to_owned()));
        command.env("PGPORT", database.get_port().to_string());
        command.env("PGUSER", database.get_username());
        command.env("PGDATABASE", database.get_database().unwrap_or_default());
        let url = database.to_url_lossy();
        if let Some(password) = url.password() {
            command.env("PGPASSWORD", decoded(password));
        }
        let parameters = url.query_pairs();
        for (name, value) in parameters {
            let variable = match name.as_ref() {
                "sslmode" => "PGSSLMODE",
                "sslrootcert" => "PGSSLROOTCERT",
                "sslcert" => "PGSSLCERT",
                "sslkey" => "PGSSLKEY",
                _ => continue,
            };
            command.env(variable, value.as_ref());
        }
        let run = tokio::task::spawn_blocking(move || run(command)).await;
        run.map_err(|error| DumpError::Failed(error.to_string()))?
    }

    /// The same of a database that a URL names, waiting for it; what is `skipped` are tables.
    ///
    /// # Errors
    /// As [`Self::dump`].
    pub fn dump_url(&self, url: &str, skipped: &[String]) -> Result<String, DumpError> {
        let mut command = self.command("--exclude-table", skipped);
        command.args(["--dbname", url]);
        run(command)
    }

    fn command(&self, leave_out: &str, skipped: &[String]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["--schema-only", "--no-owner", "--no-password"]);
        command.args(skipped.iter().map(|name| format!("{leave_out}={name}")));
        command
    }
}

fn run(mut command: Command) -> Result<String, DumpError> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(normalise(&String::from_utf8_lossy(&output.stdout)));
    }
    Err(DumpError::Failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

/// A part of a URL without its percent signs.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = behind;
        if *first == b'%'
            && let Some(hex) = behind.get(..2).and_then(|hex| std::str::from_utf8(hex).ok())
            && let Ok(byte) = u8::from_str_radix(hex, 16)
        {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A dump without comments, settings and commands of psql. The lines in the parentheses of CREATE TABLE are
/// sorted (the order of columns is no difference), and so are the statements.
#[must_use]
pub fn normalise(dump: &str) -> String {
    let noise = |line: &str| {
        line.is_empty()
            || ["--", "SET ", "SELECT pg_catalog.set_config", "\\"]
                .iter()
                .any(|start| line.starts_with(start))
    };
    let lines: Vec<&str> = dump.lines().filter(|line| !noise(line)).collect();
    let mut statements: Vec<String> = Vec::new();
    let mut statement: Vec<&str> = Vec::new();
    for line in lines {
        statement.push(line);
        if line.ends_with(';') {
            statements.push(finish(std::mem::take(&mut statement)));
        }
    }
    statements.push(finish(statement));
    statements.sort();
    statements.join("\n")
}

fn finish(mut lines: Vec<&str>) -> String {
    if lines.first().is_some_and(|l| l.starts_with("CREATE ") && l.contains("TABLE"))
        && lines.len() > 2
    {
        let end = lines.len() - 1;
        for line in &mut lines[1..end] {
            *line = line.trim_end_matches(',');
        }
        lines[1..end].sort_unstable();
    }
    lines.join("\n")
}

/// In what two dumps differ, if they do, as a diff with these headings.
#[must_use]
pub fn difference(got: &str, wanted: &str, headings: (&str, &str)) -> Option<String> {
    if got == wanted {
        return None;
    }
    let diff = TextDiff::from_lines(got, wanted);
    let text = diff.unified_diff().context_radius(2).header(headings.0, headings.1).to_string();
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_columns_and_statements_is_no_difference() {
        let one = "--\nSET x = 1;\nCREATE TABLE t (\n    a integer,\n    b text\n);\nCREATE VIEW v AS\n SELECT 1;\n";
        let other =
            "CREATE VIEW v AS\n SELECT 1;\n\nCREATE TABLE t (\n    b text,\n    a integer\n);\n";
        assert_eq!(difference(&normalise(one), &normalise(other), ("one", "other")), None);
        let third = other.replace("integer", "bigint");
        let found = difference(&normalise(one), &normalise(&third), ("one", "third"));
        assert!(found.is_some_and(|found| found.contains("-    a integer\n+    a bigint")));
    }

    #[test]
    fn passwords_of_urls() {
        assert_eq!(decoded("a%20b%C3%A9%"), "a bé%");
    }
}
