//! What `pg_dump -s` says of databases of tests.

use std::path::PathBuf;

use autogen_postgres::dump::{Dumper, difference};
use autogen_postgres::server::Binaries;

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

/// The schema of a database, normalised. Tables in `skipped` are left out altogether.
///
/// # Errors
/// When there is no pg_dump, or it fails.
pub fn of(binaries: &Binaries, url: &str, skipped: &[&str]) -> Result<String> {
    let Some(program) = program(binaries, "pg_dump")? else { return Ok(String::new()) };
    let skipped: Vec<String> = skipped.iter().map(|table| (*table).to_owned()).collect();
    while_("pg_dump", Dumper::new(program).dump_url(url, &skipped))
}

/// `pg_dump` or `pg_restore` for a server; none where it is allowed to do without.
///
/// # Errors
/// When it is not, and there is none.
pub fn program(binaries: &Binaries, name: &str) -> Result<Option<PathBuf>> {
    let found = binaries.tool(name);
    if found.is_none() && std::env::var_os(WITHOUT).is_none() {
        let major = binaries.major;
        return Err(format!("no {name} for PostgreSQL {major} here ({WITHOUT}=1: do without)"));
    }
    Ok(found)
}

/// Whether two dumps differ, as far as there is a pg_dump to say.
pub fn differ(one: &str, other: &str) -> bool {
    one != other || one.is_empty() && std::env::var_os(WITHOUT).is_some()
}

/// Compares two dumps.
///
/// # Errors
/// Their difference.
pub fn compare(what: &str, got: &str, wanted: &str) -> Result<()> {
    difference(got, wanted, ("migrated", "wanted"))
        .map_or(Ok(()), |text| Err(format!("{what}: pg_dump differs:\n{text}")))
}
