//! The server that scratch databases are made on: one that is there, or a local one of ours, which is
//! started when the first one is asked for.

use std::fmt;
use std::sync::Arc;

use sqlx::postgres::PgConnectOptions;
use tokio::sync::OnceCell;

use super::error::ScratchError;
use crate::server::{Binaries, Throwaway};

/// A server for scratch databases. One of ours ends with the last clone of this value.
#[derive(Clone)]
pub struct ScratchServer(Arc<Place>);

enum Place {
    There(PgConnectOptions),
    Ours { binaries: Binaries, started: OnceCell<Throwaway> },
}

impl ScratchServer {
    /// A local server of these programs, which costs nothing until it is used.
    pub fn ours(binaries: Binaries) -> Self {
        Self(Arc::new(Place::Ours { binaries, started: OnceCell::new() }))
    }

    /// How to connect to it; started now if it is ours and does not run.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn options(&self) -> Result<PgConnectOptions, ScratchError> {
        match &*self.0 {
            Place::There(options) => Ok(options.clone()),
            Place::Ours { binaries, started } => {
                let start = || async {
                    let binaries = binaries.clone();
                    // it blocks, and others may be read meanwhile
                    let started = tokio::task::spawn_blocking(move || Throwaway::start(&binaries));
                    match started.await {
                        Ok(started) => started,
                        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
                    }
                };
                let server = started.get_or_try_init(start).await;
                let server = server.map_err(|error| ScratchError::Start(Box::new(error)))?;
                Ok(server.address().options("postgres"))
            }
        }
    }
}

impl From<PgConnectOptions> for ScratchServer {
    fn from(options: PgConnectOptions) -> Self {
        Self(Arc::new(Place::There(options)))
    }
}

impl fmt::Debug for ScratchServer {
    /// Leaves out the connection options, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &*self.0 {
            Place::There(_) => "ScratchServer::There",
            Place::Ours { .. } => "ScratchServer::Ours",
        })
    }
}
