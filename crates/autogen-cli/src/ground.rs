//! Where scratch databases are made: on which server, and like which database.

use std::sync::Arc;

use autogen_core::ident::Ident;
use autogen_postgres::elaborate::Workshop;
use autogen_postgres::reader::major;
use autogen_postgres::server::{Binaries, Search, Throwaway};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{Executor as _, Row as _};

use crate::config::{ScratchPlace, Settings};
use crate::connect::{self, Target};
use crate::failure::{Failure, Result};

/// A server for scratch databases. One of ours ends with this value.
pub(crate) struct Ground {
    pub(crate) workshop: Workshop,
    _throwaway: Option<Arc<Throwaway>>,
}

impl Ground {
    /// For scratch databases like that of `target`: on its own server where that is one for
    /// development, else on a local one of the same major version.
    ///
    /// # Errors
    /// When there is no such server, naming the ways to one.
    pub(crate) async fn like(
        settings: &Settings,
        target: &Target,
        connection: &mut PgConnection,
    ) -> Result<Self> {
        let wanted = major(connection);
        let standby = "select pg_is_in_recovery()";
        let standby = connection.fetch_one(standby).await.and_then(|row| row.try_get(0))?;
        let (server, throwaway) = server_for(settings, target, wanted, standby).await?;
        let workshop = Workshop::like(connection, server, &target.default_schema).await?;
        Ok(Self { workshop, _throwaway: throwaway })
    }

    /// For states that come from no database: on the scratch server that is set, else a local one.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) async fn local(settings: &Settings, default_schema: &Ident) -> Result<Self> {
        let (server, throwaway) = match &settings.scratch.url {
            Some(url) => (url.options()?, None),
            None => start(settings, None)?,
        };
        let mut connection = connect::open(&server, "the scratch server").await?;
        let mut workshop = Workshop::like(&mut connection, server, default_schema).await?;
        workshop.extensions.clear();
        Ok(Self { workshop, _throwaway: throwaway })
    }
}

type Server = (PgConnectOptions, Option<Arc<Throwaway>>);

async fn server_for(
    settings: &Settings,
    target: &Target,
    wanted: u32,
    standby: bool,
) -> Result<Server> {
    if let Some(url) = &settings.scratch.url {
        let server = url.options()?;
        let found = major(&connect::open(&server, "the scratch server").await?);
        if found != wanted {
            return Err(Failure::new(format_args!(
                "the scratch server is PostgreSQL {found} and {} is PostgreSQL {wanted}; \
                 their deparsed text differs",
                target.label
            ))
            .hint(format_args!("give a server of major version {wanted} with --scratch-url")));
        }
        return Ok((server, None));
    }
    let own = match settings.scratch.on {
        ScratchPlace::Own => true,
        ScratchPlace::Local => false,
        // nothing can be made on a standby, and what is made on its primary would be a surprise
        ScratchPlace::Auto => target.development && !standby,
    };
    if own && standby {
        return Err(Failure::new(format_args!(
            "{} is a standby, on whose server no scratch database can be made",
            target.label
        ))
        .hint("let a local server of ours do it: `[scratch] on = \"local\"` in autogen.toml")
        .hint("or give a server of the same major version with --scratch-url"));
    }
    if own {
        return Ok((target.options.clone(), None));
    }
    start(settings, Some(wanted))
}

fn start(settings: &Settings, major: Option<u32>) -> Result<Server> {
    let search = Search { configured: settings.postgres_bin.clone(), major };
    let throwaway = Binaries::find(&search)
        .map_err(Failure::new)
        .and_then(|binaries| Throwaway::start(&binaries).map_err(Failure::new))
        .map_err(|failure| {
            failure.context("no server for scratch databases").hint(
                "the ways to one: install PostgreSQL's server programs of the same major version \
                 (or point PG_BIN at them), give a server with --scratch-url, or set \
                 `[scratch] on = \"own\"` in autogen.toml to use the database's own server",
            )
        })?;
    let options = throwaway.address().options("postgres");
    Ok((options, Some(Arc::new(throwaway))))
}
