//! Scratch databases: a place to let Postgres work out what DDL means, then gone.
//!
//! A scratch database may lie on somebody's own server, so it says in its name and comment whose it
//! is and since when, and it is guarded by an advisory lock for as long as it is in use. It is
//! dropped by [`Scratch::drop_now`], or else when the value is dropped, which covers errors, panics
//! and Ctrl-C: a future that is dropped (`tokio::select!` with `tokio::signal::ctrl_c`) drops what
//! it holds. What a SIGKILL left behind is dropped by the next [`Scratch::create`].
//!
//! Nothing here knows what the database is used for.

mod error;
mod mirror;
mod server;

use std::time::Duration;

use autogen_core::ident::{Ident, Literal};
use autogen_migration::execute::is_over;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};

pub use error::ScratchError;
pub use mirror::{LocaleProvider, Mirror};
pub use server::ScratchServer;

use error::{code_of, is_privilege, place_of, server_of};

/// Every name of a scratch database starts so.
const PREFIX: &str = "autogen_scratch_";

/// How long a `Drop`, which nobody can cancel, may take.
const DROP_PATIENCE: Duration = Duration::from_secs(20);

/// A scratch database, dropped at the latest when this value is dropped.
///
/// Dropping it without [`Scratch::drop_now`] blocks for some hundredths of a second.
#[must_use = "the database is dropped with this value"]
pub struct Scratch {
    name: Ident,
    key: i64,
    options: PgConnectOptions,
    maintenance: PgConnectOptions,
    /// The session that holds the lock; none once the database has been dropped.
    guard: Option<PgConnection>,
}

impl std::fmt::Debug for Scratch {
    /// Leaves out the connection options, which may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scratch").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What the server tells about itself and us.
struct Facts {
    role: String,
    version: i32,
    ours: bool,
    seconds: i64,
    time: String,
    client: String,
}

/// What a new database is like.
#[derive(Clone, Copy)]
enum Pattern<'a> {
    /// An empty one.
    Like(&'a Mirror),
    /// A copy.
    Copy(&'a Ident),
}

const FACTS: &str = "select current_user::text as role, \
    current_setting('server_version_num')::int as version, \
    coalesce(current_setting('autogen.server', true), '') <> '' as ours, \
    extract(epoch from clock_timestamp())::int8 as seconds, \
    to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as time, \
    coalesce(host(inet_client_addr()), 'the server''s own machine') as client";

impl Facts {
    async fn of(connection: &mut PgConnection) -> Result<Self, sqlx::Error> {
        let (role, version, ours, seconds, time, client) =
            sqlx::query_as(FACTS).fetch_one(connection).await?;
        Ok(Self { role, version, ours, seconds, time, client })
    }
}

impl Scratch {
    /// Makes a scratch database like `mirror` on the server of `server`, after dropping what killed
    /// processes left there. The database of `server` is connected to only if `postgres` cannot be.
    pub async fn create(server: &PgConnectOptions, mirror: &Mirror) -> Result<Self, ScratchError> {
        Self::make(server, Pattern::Like(mirror)).await
    }

    /// Another one that holds what this one holds, in which nobody may be connected.
    pub async fn copy(&self) -> Result<Self, ScratchError> {
        Self::make(&self.options, Pattern::Copy(&self.name)).await
    }

    async fn make(server: &PgConnectOptions, pattern: Pattern<'_>) -> Result<Self, ScratchError> {
        let (mut guard, maintenance) = connect_for_maintenance(server).await?;
        let place = place_of(&maintenance);
        let failed = |doing| ScratchError::query(doing, &place);
        let facts = Facts::of(&mut guard).await.map_err(failed("ask the server about itself"))?;
        calm(&mut guard).await.map_err(failed("prepare the session"))?;
        sweep_with(&mut guard).await.map_err(failed("drop what a killed process left"))?;

        let name = Ident::new(format!(
            "{PREFIX}{}_{}_{:08x}",
            facts.seconds,
            std::process::id(),
            crate::server::random() as u32,
        ));
        let key = lock_key(name.as_str());
        // Before there is a database, so that no sweep ever sees it without its lock.
        try_lock(&mut guard, key).await.map_err(failed("lock the name of the scratch database"))?;
        let options = server.clone().database(name.as_str());
        let mut scratch = Self { name, key, options, maintenance, guard: Some(guard) };
        match scratch.fill(pattern, &facts).await {
            Ok(()) => Ok(scratch),
            Err(error) => {
                // Quietly: the first error tells more than one of cleaning up.
                let _ = scratch.drop_now().await;
                Err(error)
            }
        }
    }

    async fn fill(&mut self, pattern: Pattern<'_>, facts: &Facts) -> Result<(), ScratchError> {
        let place = place_of(&self.maintenance);
        let Some(guard) = &mut self.guard else { return Ok(()) };
        let name = &self.name;
        let create = match pattern {
            Pattern::Like(mirror) => mirror.create_database(name, facts.version, facts.ours),
            Pattern::Copy(other) => {
                until_left(guard, other).await;
                mirror::copy_database(name, other, facts.version, facts.ours)
            }
        };
        guard.execute(AssertSqlSafe(create)).await.map_err(|source| {
            if is_privilege(&source) {
                let role = facts.role.clone();
                let server = server_of(&self.maintenance);
                return ScratchError::Privilege { role, server };
            }
            if is_over(&source) {
                return ScratchError::query("make the scratch database", &place)(source);
            }
            ScratchError::Create { place: place.clone(), source: Box::new(source) }
        })?;
        let text = format!(
            "scratch database of autogen, made {} UTC by role {} from process {} on {}; it is \
             dropped after use, and may be dropped when that process is gone",
            facts.time,
            facts.role,
            std::process::id(),
            facts.client
        );
        let comment = format!("comment on database {name} is {}", Literal(&text));
        let failed = |doing| ScratchError::query(doing, &place);
        guard
            .execute(AssertSqlSafe(comment))
            .await
            .map_err(failed("label the scratch database"))?;
        if let Pattern::Like(mirror) = pattern
            && mirror.default_schema.as_str() != "public"
        {
            let failed = |doing| ScratchError::query(doing, &place);
            let mut inside =
                self.options.connect().await.map_err(failed("connect to the scratch database"))?;
            let schema = format!("create schema {}", mirror.default_schema);
            let made = inside.execute(AssertSqlSafe(schema)).await;
            made.map_err(failed("make the default schema in the scratch database"))?;
            // A failure to say goodbye changes nothing.
            let _ = inside.close().await;
        }
        Ok(())
    }

    /// The database's name.
    #[must_use]
    pub fn name(&self) -> &Ident {
        &self.name
    }

    /// Connection options for the database. They may hold a password: do not print them.
    #[must_use]
    pub fn options(&self) -> PgConnectOptions {
        self.options.clone()
    }

    /// Drops the database now and tells whether that worked. Sessions that are still connected to
    /// it are ended.
    pub async fn drop_now(mut self) -> Result<(), ScratchError> {
        let Some(guard) = &mut self.guard else { return Ok(()) };
        until_left(guard, &self.name).await;
        // On an error, or when this future is dropped, `Drop` tries once more.
        guard.execute(AssertSqlSafe(drop_database(&self.name))).await.map_err(|source| {
            let (name, place) = (self.name.to_string(), place_of(&self.maintenance));
            if is_over(&source) {
                return ScratchError::query("drop the scratch database", &place)(source);
            }
            ScratchError::Drop { name, place, source: Box::new(source) }
        })?;
        if let Some(guard) = self.guard.take() {
            // A failure to say goodbye changes nothing: the database is gone.
            let _ = guard.close().await;
        }
        Ok(())
    }

    /// Drops scratch databases whose owner is dead, as far as this role may; returns their names.
    pub async fn sweep(server: &PgConnectOptions) -> Result<Vec<Ident>, ScratchError> {
        let (mut connection, maintenance) = connect_for_maintenance(server).await?;
        let place = place_of(&maintenance);
        let doing = ScratchError::query("drop what a killed process left", &place);
        calm(&mut connection).await.map_err(ScratchError::query("prepare the session", &place))?;
        let swept = sweep_with(&mut connection).await.map_err(doing)?;
        // A failure to say goodbye changes nothing.
        let _ = connection.close().await;
        Ok(swept)
    }
}

impl Drop for Scratch {
    /// Best effort, for panics and dropped futures; the next `create` sweeps what this cannot drop.
    fn drop(&mut self) {
        let Some(guard) = self.guard.take() else { return };
        // Its session ends, perhaps only after a CREATE DATABASE that is still under way: only then
        // is its lock free, and only then does the database surely exist or not.
        drop(guard);
        let (name, key, maintenance) = (self.name.clone(), self.key, self.maintenance.clone());
        // The runtime of the connection may be ending, or may be the very thread that waits here.
        let helper =
            std::thread::Builder::new().name("autogen-scratch-drop".into()).spawn(move || {
                let runtime =
                    tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
                let work = drop_when_free(&maintenance, key, &name);
                runtime
                    .block_on(async { tokio::time::timeout(DROP_PATIENCE, work).await.ok()?.ok() })
            });
        if let Ok(helper) = helper {
            let _ = helper.join();
        }
    }
}

async fn drop_when_free(
    maintenance: &PgConnectOptions,
    key: i64,
    name: &Ident,
) -> Result<(), sqlx::Error> {
    let mut connection = maintenance.connect().await?;
    calm(&mut connection).await?;
    while !try_lock(&mut connection, key).await? {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    connection.execute(AssertSqlSafe(drop_database(name))).await?;
    connection.close().await
}

/// Advisory locks are local to a database, so all of us use the same one where possible:
/// `postgres`, else the one that was named.
async fn connect_for_maintenance(
    server: &PgConnectOptions,
) -> Result<(PgConnection, PgConnectOptions), ScratchError> {
    let maintenance = server.clone().database("postgres");
    match maintenance.connect().await {
        Ok(connection) => return Ok((connection, maintenance)),
        // It does not exist, pg_hba.conf says no, or the CONNECT privilege is missing.
        Err(error) if matches!(code_of(&error).as_deref(), Some("3D000" | "28000" | "42501")) => {}
        Err(error) => return Err(ScratchError::connect(&maintenance, error)),
    }
    match server.connect().await {
        Ok(connection) => Ok((connection, server.clone())),
        Err(error) => Err(ScratchError::connect(server, error)),
    }
}

/// Takes limits and habits that a role has for its applications from a session that makes scratch databases,
/// holds their locks while others work, or runs DDL in them for as long as it takes. Strings must be plain
/// before the first batch, which the server reads as a whole before it runs any of it.
///
/// # Errors
/// When the connection is gone.
pub(crate) async fn calm(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let mut settings =
        "set standard_conforming_strings = on; set default_transaction_read_only = off; \
        set default_transaction_isolation = 'read committed'; set statement_timeout = 0; \
        set lock_timeout = 0; set idle_in_transaction_session_timeout = 0"
            .to_owned();
    let version = connection.server_version_num().unwrap_or_default();
    for (since, name) in [(140_000, "idle_session_timeout"), (170_000, "transaction_timeout")] {
        if version >= since {
            settings += &format!("; set {name} = 0");
        }
    }
    connection.execute(AssertSqlSafe(settings)).await?;
    Ok(())
}

/// Databases with our prefix that this role may drop, and the keys of all advisory locks. Locks of
/// every database are seen, so one held in another database guards as well.
const SCRATCHES: &str = "select d.datname::text, array(\
        select (l.classid::int8 << 32) | l.objid::int8 from pg_catalog.pg_locks l \
        where l.locktype = 'advisory' and l.objsubid = 1 and l.granted) \
    from pg_catalog.pg_database d \
    where starts_with(d.datname::text, 'autogen_scratch_') \
    and pg_catalog.pg_has_role(d.datdba, 'USAGE') order by 1";

async fn sweep_with(connection: &mut PgConnection) -> Result<Vec<Ident>, sqlx::Error> {
    let found: Vec<(String, Vec<i64>)> =
        sqlx::query_as(SCRATCHES).fetch_all(&mut *connection).await?;
    let mut swept = Vec::new();
    for (name, locked) in found {
        let key = lock_key(&name);
        if locked.contains(&key) || !try_lock(connection, key).await? {
            continue;
        }
        let name = Ident::new(name);
        // Somebody else's sweep, or a right we lack: no reason to fail, the database is not ours.
        if connection.execute(AssertSqlSafe(drop_database(&name))).await.is_ok() {
            swept.push(name);
        }
        sqlx::query("select pg_advisory_unlock($1)").bind(key).execute(&mut *connection).await?;
    }
    Ok(swept)
}

/// Waits for sessions in a database that were closed and are not over yet. Postgres would wait for them, too,
/// but sleeps for a tenth of a second before it looks again (`CountOtherDBBackends`). A session that stays
/// is for what comes next to complain of.
pub async fn until_left(connection: &mut PgConnection, name: &Ident) {
    let sessions = "select exists (select from pg_catalog.pg_stat_activity where datname = $1)";
    for _ in 0..40 {
        let query = sqlx::query_scalar(sessions).bind(name.as_str());
        // an error comes again where it is reported
        if !query.fetch_one(&mut *connection).await.unwrap_or(false) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

async fn try_lock(connection: &mut PgConnection, key: i64) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("select pg_try_advisory_lock($1)").bind(key).fetch_one(connection).await
}

fn drop_database(name: &Ident) -> String {
    format!("drop database if exists {name} with (force)")
}

/// The key of the advisory lock that guards a scratch database.
fn lock_key(name: &str) -> i64 {
    let hash = blake3::hash(name.as_bytes());
    i64::from_be_bytes(std::array::from_fn(|i| hash.as_bytes()[i]))
}
