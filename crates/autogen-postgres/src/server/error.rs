//! What can go wrong with a server of ours.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why a server of ours could not be made, started or stopped. Every message ends with what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServerError {
    /// We are root and there is no account to run the server as.
    #[error(
        "PostgreSQL refuses to run as root, and this machine has neither a `postgres` nor a \
         `nobody` account to run it as; make one: useradd --system postgres"
    )]
    NoAccount,

    /// The server's account cannot read the server programs.
    #[error(
        "the account `{user}`, which runs the server because this process is root, cannot enter {} \
         with the PostgreSQL programs; open the folder to it: chmod -R a+rX {}",
        dir.display(), dir.display()
    )]
    Unreachable {
        /// The folder with the programs.
        dir: PathBuf,
        /// The account.
        user: String,
    },

    /// No folder can hold a server.
    #[error(
        "no folder can hold a local server: {tried}; give one that is writable, private and has a \
         short path: TMPDIR=/some/short/path"
    )]
    NoPlace {
        /// Every folder tried, each with its reason.
        tried: String,
    },

    /// `initdb` failed.
    #[error("`{program}` could not make a database cluster:\n{output}\ntry it by hand: {program} --version", program = program.display())]
    Initdb {
        /// The program.
        program: PathBuf,
        /// What it printed.
        output: String,
    },

    /// The cached template could not be copied.
    #[error("the cluster template in {} could not be copied: {output}; see what is full: df -h {}", template.display(), template.display())]
    Copy {
        /// The template's folder.
        template: PathBuf,
        /// What `cp` printed.
        output: String,
    },

    /// The server ended, or stayed silent, instead of starting.
    #[error("the PostgreSQL server on {} did not start: {reason}\n{log}\n{next}", data.display())]
    Start {
        /// Its data folder.
        data: PathBuf,
        /// How it ended.
        reason: String,
        /// The end of its log.
        log: String,
        /// What to do about it.
        next: String,
    },

    /// The server did not stop in time.
    #[error("the PostgreSQL server on {} (process {pid}) did not stop within {} s; end it: kill -QUIT {pid}", data.display(), waited.as_secs())]
    Stop {
        /// Its data folder.
        data: PathBuf,
        /// Its process.
        pid: i32,
        /// How long we waited.
        waited: Duration,
    },

    /// Another process uses the embedded database.
    #[error(
        "the development database of this project has been in use by {holder} for more than {} s; \
         let that end, or leave the server up for everybody: autogen db start",
        waited.as_secs()
    )]
    Busy {
        /// Who uses it.
        holder: String,
        /// How long we waited.
        waited: Duration,
    },

    /// The data folder was made by another major version.
    #[error(
        "{} was made by PostgreSQL {found}, and the programs found are PostgreSQL {wanted}; point \
         `[postgres] bin` in autogen.toml at version {found}, or start over (its data is lost): \
         autogen db reset",
        data.display()
    )]
    OtherMajor {
        /// The data folder.
        data: PathBuf,
        /// The major that made it.
        found: String,
        /// The major of the programs.
        wanted: u32,
    },

    /// A file or process operation failed.
    #[error("could not {doing} {}: {source}; look at it: ls -ld {}", path.display(), path.display())]
    Io {
        /// What was done, as a verb.
        doing: &'static str,
        /// With which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl ServerError {
    /// For `map_err` on an operation with a path.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io { doing, path: path.to_owned(), source }
    }
}
