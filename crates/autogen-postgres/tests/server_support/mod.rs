//! What the tests of servers and scratch databases share.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]

use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use autogen_postgres::server::{Binaries, Search, Throwaway};
use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

/// The server programs of this machine.
pub fn binaries() -> Binaries {
    Binaries::find(&Search::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// Runs a future to its end on this thread.
pub fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(future)
}

/// The one value that a query yields.
pub async fn scalar<T>(options: &PgConnectOptions, sql: &str) -> T
where
    (T,): for<'r> sqlx::FromRow<'r, PgRow>,
    T: Send + Unpin,
{
    let mut connection = options.connect().await.expect("connected");
    let (value,): (T,) = sqlx::query_as(AssertSqlSafe(sql.to_owned()))
        .fetch_one(&mut connection)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    connection.close().await.expect("closed");
    value
}

/// Runs statements.
pub async fn execute(options: &PgConnectOptions, sql: &str) {
    let mut connection = options.connect().await.expect("connected");
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(&mut connection)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    connection.close().await.expect("closed");
}

/// The folder of a throw-away server, above its socket's.
pub fn folder_of(server: &Throwaway) -> PathBuf {
    server.address().socket_dir.parent().expect("a parent").to_owned()
}

/// Whether a process runs (a zombie does not).
pub fn is_running(pid: u32) -> bool {
    if Path::new("/proc/self/stat").exists() {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"));
        return stat
            .is_ok_and(|stat| !stat.rsplit_once(')').is_some_and(|s| s.1.starts_with(" Z")));
    }
    let ps = std::process::Command::new("ps").args(["-p", &pid.to_string()]).output();
    ps.expect("ps runs").status.success()
}

/// Waits up to ten seconds for something to become true.
pub fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(10), "{what}: not within 10 s");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A folder that is removed at the end of a test; anybody may enter it.
pub struct Folder(pub PathBuf);

impl Folder {
    /// Makes one in `/tmp`, which every account can enter.
    pub fn new(test: &str) -> Self {
        use std::os::unix::fs::PermissionsExt;
        let path = PathBuf::from(format!("/tmp/autogen-test-{}-{test}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("chmod");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
