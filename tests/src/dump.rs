//! What `pg_dump -s` says of a database: an observer that shares nothing with the reader.

use std::process::Command;

use autogen_postgres::server::Binaries;
use similar::TextDiff;

use crate::database::Server;
use crate::{Result, while_};

/// Set, it allows to do without a pg_dump where none is new enough for the server.
const WITHOUT: &str = "AUTOGEN_TESTS_WITHOUT_PG_DUMP";

/// What [`of`] says of a database on a server of ours.
///
/// # Errors
/// When there is no pg_dump, or it fails.
pub async fn dump(server: &Server, database: &str) -> Result<String> {
    let (binaries, url) = (server.binaries.clone(), server.url(database));
    let run = tokio::task::spawn_blocking(move || of(&binaries, &url, &[]));
    while_("pg_dump", run.await)?
}

/// The schema of a database as `pg_dump -s` prints it, normalised: comments, settings, and psql
/// commands are left out, the lines in the parentheses of CREATE TABLE are sorted (the order of columns
/// is no difference), and so are the statements. Tables in `skipped` are left out altogether.
///
/// # Errors
/// When there is no pg_dump, or it fails.
pub fn of(binaries: &Binaries, url: &str, skipped: &[&str]) -> Result<String> {
    let Some(program) = binaries.tool("pg_dump") else {
        if std::env::var_os(WITHOUT).is_some() {
            return Ok(String::new());
        }
        let major = binaries.major;
        return Err(format!("no pg_dump for PostgreSQL {major} here ({WITHOUT}=1: do without)"));
    };
    let mut command = Command::new(program);
    command.args(["--schema-only", "--no-owner", "--dbname", url]);
    command.args(skipped.iter().map(|table| format!("--exclude-table={table}")));
    let output = while_("pg_dump", command.output())?;
    if !output.status.success() {
        return Err(format!("pg_dump: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(normalise(&String::from_utf8_lossy(&output.stdout)))
}

fn normalise(dump: &str) -> String {
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

/// Compares two dumps.
///
/// # Errors
/// Their difference.
pub fn compare(what: &str, got: &str, wanted: &str) -> Result<()> {
    if got == wanted {
        return Ok(());
    }
    let diff = TextDiff::from_lines(got, wanted);
    let text = diff.unified_diff().context_radius(2).header("migrated", "wanted").to_string();
    Err(format!("{what}: pg_dump differs:\n{text}"))
}
