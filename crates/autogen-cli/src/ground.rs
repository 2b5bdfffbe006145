//! Where scratch databases are made: on which server, and like which database; and where what was
//! elaborated in them is kept.

use autogen_core::ident::Ident;
use autogen_postgres::cache::{Cache, Traits};
use autogen_postgres::elaborate::Workshop;
use autogen_postgres::reader::major;
use autogen_postgres::scratch::ScratchServer;
use autogen_postgres::server::{Binaries, Search};
use sqlx::postgres::PgConnection;
use sqlx::{Executor as _, Row as _};

use crate::cache;
use crate::config::{ScratchPlace, Settings};
use crate::connect::{self, Target};
use crate::failure::{Failure, Result};

/// A workshop for scratch databases like that of `target`: on its own server where that is one for
/// development, else on a local one of the same major version, which is started once it is needed.
///
/// # Errors
/// When there is no such server, naming the ways to one.
pub(crate) async fn like(
    settings: &Settings,
    target: &Target,
    connection: &mut PgConnection,
) -> Result<Workshop> {
    let Server { server, cache } = server_for(settings, target, connection).await?;
    let workshop = Workshop::like(connection, server, &target.default_schema).await?;
    Ok(Workshop { cache, ..workshop })
}

/// For states that come from no database: on the scratch server that is set, else a local one.
///
/// # Errors
/// When there is none.
pub(crate) async fn local(settings: &Settings, default_schema: &Ident) -> Result<Workshop> {
    let Some(url) = &settings.scratch.url else {
        let Server { server, cache } = ours(settings, None)?;
        return Ok(Workshop::local(server, cache, default_schema).await?);
    };
    let options = url.options()?;
    let mut connection = connect::open(&options, "the scratch server").await?;
    let workshop = Workshop::like(&mut connection, options, default_schema).await?;
    let cache = of_server(settings, &mut connection).await;
    Ok(Workshop { cache, ..workshop.bare() })
}

struct Server {
    server: ScratchServer,
    cache: Option<Cache>,
}

async fn server_for(
    settings: &Settings,
    target: &Target,
    connection: &mut PgConnection,
) -> Result<Server> {
    let wanted = major(connection);
    let standby = "select pg_is_in_recovery()";
    let standby: bool = connection.fetch_one(standby).await.and_then(|row| row.try_get(0))?;
    if let Some(url) = &settings.scratch.url {
        let options = url.options()?;
        let mut scratch = connect::open(&options, "the scratch server").await?;
        let found = major(&scratch);
        if found != wanted {
            return Err(Failure::new(format_args!(
                "the scratch server is PostgreSQL {found} and {} is PostgreSQL {wanted}; \
                 their deparsed text differs",
                target.label
            ))
            .hint(format!("give a server of major version {wanted} with --scratch-url")));
        }
        let cache = of_server(settings, &mut scratch).await;
        return Ok(Server { server: options.into(), cache });
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
        let cache = of_server(settings, connection).await;
        return Ok(Server { server: target.options.clone().into(), cache });
    }
    ours(settings, Some(wanted))
}

/// The cache for a server; none where the server does not say what it is like.
async fn of_server(settings: &Settings, connection: &mut PgConnection) -> Option<Cache> {
    let folder = cache::folder(settings)?;
    Some(Cache::new(folder, Traits::of(connection).await.ok()?))
}

fn ours(settings: &Settings, major: Option<u32>) -> Result<Server> {
    let search = Search { configured: settings.postgres_bin.clone(), major };
    let binaries = Binaries::find(&search).map_err(|error| {
        Failure::new(error).context("no server for scratch databases").hint(
            "the ways to one: install PostgreSQL's server programs of the same major version \
             (or point PG_BIN at them), give a server with --scratch-url, or set \
             `[scratch] on = \"own\"` in autogen.toml to use the database's own server",
        )
    })?;
    let cache = cache::folder(settings)
        .and_then(|folder| Some(Cache::new(folder, Traits::of_ours(&binaries)?)));
    Ok(Server { server: ScratchServer::ours(binaries), cache })
}
