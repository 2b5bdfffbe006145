//! `autogen db`: the embedded development database for people who want it up.

use autogen_postgres::server;

use crate::args::DbCommand;
use crate::context::Context;
use crate::embedded::{DATABASE, binaries, cluster, ensure_database};
use crate::failure::{Outcome, Result};
use crate::output::{artifact, note};
use crate::project;

/// Does it.
///
/// # Errors
/// When there are no server programs, or the server does not do what it should.
pub(crate) async fn run(context: &Context, command: DbCommand) -> Result<Outcome> {
    let programs = binaries(&context.settings)?;
    let embedded = cluster(&context.settings, &programs)?;
    match command {
        DbCommand::Start => start(context, embedded).await?,
        DbCommand::Stop => {
            let (_, ran) = blocking(embedded, server::Embedded::stop).await?;
            note(if ran { "the embedded database has stopped" } else { "it does not run" });
        }
        DbCommand::Status => artifact(&status(&embedded.status())),
        DbCommand::Url => url(&embedded),
        DbCommand::Reset => {
            let (embedded, ()) = blocking(embedded, server::Embedded::reset).await?;
            let data = embedded.status().data_dir;
            note(format_args!("removed {}; the next command makes it anew", data.display()));
        }
    }
    Ok(Outcome::Done)
}

/// Waits for another process or for the server, while Ctrl-C is heard.
async fn blocking<T: Send + 'static>(
    embedded: server::Embedded,
    work: fn(&server::Embedded) -> Result<T, server::ServerError>,
) -> Result<(server::Embedded, T)> {
    let work = tokio::task::spawn_blocking(move || work(&embedded).map(|done| (embedded, done)));
    Ok(work.await??)
}

async fn start(context: &Context, embedded: server::Embedded) -> Result<()> {
    let (embedded, started) = blocking(embedded, server::Embedded::start_detached).await?;
    ensure_database(&embedded.address()).await?;
    project::settle_embedded(context, &context.target_at_address(&embedded.address())).await?;
    let now = if started { "is up" } else { "was up already" };
    note(format_args!(
        "the embedded database {now} until: autogen db stop\nuse it: psql \"$(autogen db url)\""
    ));
    Ok(())
}

/// The URL is printed also when the server does not run, so that scripts may take it first.
fn url(embedded: &server::Embedded) {
    artifact(&format!("{}\n", embedded.address().url(DATABASE)));
    if !embedded.status().running() {
        note("it does not run; start it: autogen db start");
    }
}

fn status(status: &server::Status) -> String {
    let state = match (status.pid, status.detached) {
        (None, _) if status.data_major.is_none() => "not made yet".to_owned(),
        (None, _) => "not running".to_owned(),
        (Some(pid), true) => format!("running (process {pid}), until `autogen db stop`"),
        (Some(pid), false) => format!("running (process {pid}), for another autogen"),
    };
    let data = match &status.data_major {
        Some(major) => format!("PostgreSQL {major}"),
        None => "none yet".to_owned(),
    };
    format!(
        "state     {state}\nprograms  PostgreSQL {}\ndata      {} ({data})\nlog       {}\nsocket    {}\n",
        status.version,
        status.data_dir.display(),
        status.log.display(),
        status.socket_dir.display(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_says_where_everything_is() {
        let mut facts = server::Status {
            data_dir: "p/.autogen/postgres".into(),
            socket_dir: "s".into(),
            log: "p/.autogen/postgres.log".into(),
            data_major: None,
            version: "15.18".to_owned(),
            pid: None,
            detached: false,
        };
        let text = status(&facts);
        assert!(text.contains("not made yet") && text.contains("postgres (none yet)"), "{text}");
        facts.data_major = Some("15".to_owned());
        assert!(status(&facts).contains("not running"));
        (facts.pid, facts.detached) = (Some(7), true);
        let text = status(&facts);
        assert!(text.contains("running (process 7), until") && text.contains(".log"), "{text}");
    }
}
