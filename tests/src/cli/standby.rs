//! A primary and the standby that follows it.

use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use sqlx::postgres::PgConnectOptions;

use super::Database;
use super::binary::programs;
use super::database::server;

/// Two servers, of which the second is a streaming standby of the first. Both end with this
/// value.
#[derive(Debug)]
pub struct Pair {
    folder: tempfile::TempDir,
    account: (u32, u32),
}

const PRIMARY: &str = "primary";
const STANDBY: &str = "standby";

impl Pair {
    /// Starts them.
    ///
    /// # Panics
    /// As all of this type: when a program fails, quoting it.
    pub fn start() -> Self {
        // Postgres refuses to run as root: the account of the shared server runs these too
        let shared: PgConnectOptions = server().url("postgres").parse().expect("a URL");
        let data = shared.get_socket().expect("a socket").metadata().expect("a folder");
        let folder =
            tempfile::Builder::new().prefix("autogen-standby-").tempdir().expect("a folder");
        let account = (data.uid(), data.gid());
        std::os::unix::fs::chown(folder.path(), Some(account.0), Some(account.1)).expect("chown");
        let pair = Self { folder, account };
        pair.run("initdb", &["--no-sync", "-A", "trust", "-U", "postgres", "-D"], PRIMARY);
        let socket = pair.folder.path().display().to_string();
        let settings = format!(
            "listen_addresses = ''\nunix_socket_directories = '{socket}'\nfsync = off\n\
             wal_level = replica\nhot_standby = on\n\
             primary_conninfo = 'host={socket} port=5501 user=postgres'\n"
        );
        // what never ran is copied as it is, which takes no client program
        let primary = pair.data(PRIMARY).display().to_string();
        pair.execute("cp".into(), &["-R", &primary], STANDBY);
        std::fs::write(pair.data(STANDBY).join("standby.signal"), "").expect("written");
        for (name, port) in [(PRIMARY, 5501), (STANDBY, 5502)] {
            let file = pair.data(name).join("postgresql.auto.conf");
            std::fs::write(file, format!("{settings}port = {port}\n")).expect("written");
        }
        pair.control("start", PRIMARY);
        pair.control("start", STANDBY);
        pair
    }

    /// The database `postgres` of the primary.
    pub fn primary(&self) -> Database {
        self.at(5501)
    }

    /// The same database on the standby.
    pub fn standby(&self) -> Database {
        self.at(5502)
    }

    /// Waits until the standby has all that the primary has written.
    pub fn catch_up(&self) {
        let now = self.primary().sql("select pg_current_wal_lsn()");
        let there = format!("select pg_last_wal_replay_lsn() >= '{now}'");
        for _ in 0..600 {
            if self.standby().sql(&there) == "t" {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("the standby does not catch up");
    }

    fn at(&self, port: u16) -> Database {
        let socket = self.folder.path().display();
        Database::at(format!("postgres://postgres@localhost:{port}/postgres?host={socket}"))
    }

    fn data(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn control(&self, what: &str, name: &str) {
        let log = self.folder.path().join(format!("{name}.log")).display().to_string();
        self.run("pg_ctl", &[what, "-w", "-s", "-m", "immediate", "-l", &log, "-D"], name);
    }

    /// Runs a program of the server's on the data folder of one of them, as the server's account.
    #[track_caller]
    fn run(&self, program: &str, args: &[&str], name: &str) {
        self.execute(programs().tool(program).expect(program), args, name);
    }

    #[track_caller]
    fn execute(&self, program: PathBuf, args: &[&str], name: &str) {
        let shown = program.display().to_string();
        let mut command = Command::new(program);
        command.args(args).arg(self.data(name)).stdin(Stdio::null()).stdout(Stdio::null());
        command.current_dir(self.folder.path());
        if rustix::process::geteuid().is_root() {
            command.uid(self.account.0).gid(self.account.1);
        }
        let log = self.folder.path().join("programs.log");
        let file = std::fs::File::options().create(true).append(true).open(&log).expect("a log");
        let status = command.stderr(file).status().expect(&shown);
        let server = self.folder.path().join(format!("{name}.log"));
        let said = [log, server].map(|log| std::fs::read_to_string(log).unwrap_or_default());
        assert!(status.success(), "{shown}: {}", said.concat());
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        for name in [STANDBY, PRIMARY] {
            // what did not start has no process to stop
            if self.data(name).join("postmaster.pid").exists() {
                self.control("stop", name);
            }
        }
    }
}
