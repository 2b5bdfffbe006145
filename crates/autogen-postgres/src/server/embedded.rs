//! The development cluster that belongs to a project.
//!
//! It is used by one process at a time, which starts it on demand and stops it in the end, unless
//! somebody left it up for everybody ([`Embedded::start_detached`]). A lock file beside the data
//! says which; a process that died, however it died, holds no lock, and its server was ended by its
//! watchdog.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::account::Account;
use super::address::Address;
use super::binaries::Binaries;
use super::cluster::{Postmaster, Purpose};
use super::error::ServerError;
use super::home::Home;
use super::lock::{Lock, Patience};
use super::places::{base_for_sockets, base_for_throwaways, remove_folder, server_folder};
use super::process::{Signal, pid_file, server_of, signal, wait_until};
use super::template::Template;
use super::watchdog::Watchdog;

/// How long a server that is not ours may take to stop before it is told more firmly.
const STOP_PATIENCE: Duration = Duration::from_secs(20);

/// The development cluster of a project: its data lies in the project's `.autogen/postgres`, or,
/// where the server's account cannot reach that, in a state folder keyed by the project's path.
#[derive(Debug)]
pub struct Embedded {
    binaries: Binaries,
    account: Account,
    home: Home,
    socket_dir: PathBuf,
    patience: Patience,
}

/// What is known of a project's development cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The data folder, whether it is there or not.
    pub data_dir: PathBuf,
    /// The folder of the socket.
    pub socket_dir: PathBuf,
    /// The server's log.
    pub log: PathBuf,
    /// The major version that made the data; none when there is no data yet.
    pub data_major: Option<String>,
    /// The full version of the programs found.
    pub version: String,
    /// The server's process, when it runs.
    pub pid: Option<i32>,
    /// Whether it was left up by [`Embedded::start_detached`].
    pub detached: bool,
}

impl Status {
    /// Whether the server runs.
    #[must_use]
    pub fn running(&self) -> bool {
        self.pid.is_some()
    }
}

/// The right to use the development cluster. If this process started it, dropping this stops it.
///
/// Keep it for as long as connections are open, and take it once: a second one in the same process
/// waits for the first.
#[derive(Debug)]
pub struct Running {
    address: Address,
    // None when the server was left up by somebody.
    started: Option<Started>,
}

#[derive(Debug)]
struct Started {
    postmaster: Postmaster,
    socket_dir: PathBuf,
    watchdog: Option<Watchdog>,
    // Dropped last: the next user comes in when the server has gone.
    _lock: Lock,
}

impl Embedded {
    /// Finds out where the project's cluster lies. Nothing is made or started.
    pub fn open(project: &Path, binaries: &Binaries) -> Result<Self, ServerError> {
        let account = Account::current()?;
        let project =
            project.canonicalize().map_err(ServerError::io("find the project", project))?;
        let home = Home::of(&project, &account);
        let socket_dir = base_for_sockets(&account)?.join(format!("e-{}", home.key()));
        let patience = Patience::default();
        Ok(Self { binaries: binaries.clone(), account, home, socket_dir, patience })
    }

    /// Sets how long to wait for another process that uses the cluster (a minute, if not set), and
    /// who is told about it: `tell` gets one sentence when the waiting starts.
    #[must_use]
    pub fn waiting(mut self, limit: Duration, tell: fn(&str)) -> Self {
        self.patience = Patience { limit, tell };
        self
    }

    /// Where the server listens when it runs.
    #[must_use]
    pub fn address(&self) -> Address {
        Address::in_folder(self.socket_dir.clone())
    }

    /// Uses the server that was left up, or starts one that ends with the returned value; makes the
    /// cluster first if there is none.
    pub fn ensure_running(&self) -> Result<Running, ServerError> {
        self.check_major()?;
        let address = self.address();
        if self.detached_pid().is_some() {
            return Ok(Running { address, started: None });
        }
        let lock = self.lock()?;
        if self.detached_pid().is_some() {
            return Ok(Running { address, started: None });
        }
        self.make_ready()?;
        let purpose = Purpose::Development;
        let data = self.home.data();
        // It leaves the socket's folder alone, which the next user may be using by then.
        let mut watchdog = Watchdog::start(&data, purpose.stop_signal_name(), &[])?;
        let postmaster = self.spawn()?;
        watchdog.watch(postmaster.pid())?;
        let socket_dir = self.socket_dir.clone();
        let mut started = Started { postmaster, socket_dir, watchdog: Some(watchdog), _lock: lock };
        started.postmaster.wait_ready()?;
        Ok(Running { address, started: Some(started) })
    }

    /// Starts the server and leaves it up when this process ends, also when its terminal closes.
    /// Returns whether it was started now.
    pub fn start_detached(&self) -> Result<bool, ServerError> {
        self.check_major()?;
        if self.detached_pid().is_some() {
            return Ok(false);
        }
        let _lock = self.lock()?;
        if self.detached_pid().is_some() {
            return Ok(false);
        }
        self.make_ready()?;
        let mut postmaster = self.spawn()?;
        let mark = self.home.detached_mark();
        let marked = postmaster.wait_ready().and_then(|()| {
            std::fs::write(&mark, format!("{}\n", postmaster.pid()))
                .map_err(ServerError::io("write", &mark))
        });
        if marked.is_err() {
            // The first error tells more than a failure to stop.
            let _ = postmaster.stop();
        }
        marked.map(|()| true)
    }

    /// Stops the server, whoever started it; returns whether one ran. If a process uses it that
    /// started it for itself, that one is waited for.
    pub fn stop(&self) -> Result<bool, ServerError> {
        if !self.home.exists() {
            return Ok(false);
        }
        let _lock = self.lock()?;
        self.stop_locked()
    }

    /// Stops the server and removes the cluster with all its data.
    pub fn reset(&self) -> Result<(), ServerError> {
        if !self.home.exists() {
            return Ok(());
        }
        let _lock = self.lock()?;
        self.stop_locked()?;
        remove_folder(&self.home.data())?;
        remove_folder(&self.home.unfinished())?;
        match std::fs::remove_file(self.home.log()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(ServerError::io("remove", &self.home.log())(error))
            }
            _ => Ok(()),
        }
    }

    /// What is known of the cluster. Nothing is made or started.
    #[must_use]
    pub fn status(&self) -> Status {
        Status {
            data_dir: self.home.data(),
            socket_dir: self.socket_dir.clone(),
            log: self.home.log(),
            data_major: self.home.major(),
            version: self.binaries.version.clone(),
            pid: server_of(&self.home.data()),
            detached: self.detached_pid().is_some(),
        }
    }

    fn lock(&self) -> Result<Lock, ServerError> {
        self.home.make()?;
        Lock::take(&self.home.lock(), &self.patience)
    }

    fn check_major(&self) -> Result<(), ServerError> {
        match self.home.major() {
            Some(found) if found != self.binaries.major.to_string() => {
                let (data, wanted) = (self.home.data(), self.binaries.major);
                Err(ServerError::OtherMajor { data, found, wanted })
            }
            _ => Ok(()),
        }
    }

    /// The process of the server that was left up, if it still runs.
    fn detached_pid(&self) -> Option<i32> {
        let marked: i32 =
            std::fs::read_to_string(self.home.detached_mark()).ok()?.trim().parse().ok()?;
        server_of(&self.home.data()).filter(|pid| *pid == marked)
    }

    /// Under the lock: no server runs, the cluster is there, and so is the socket's folder.
    fn make_ready(&self) -> Result<(), ServerError> {
        self.stop_locked()?;
        let data = self.home.data();
        if self.home.major().is_none() {
            self.make_cluster(&data)?;
        }
        server_folder(&self.socket_dir, &self.account)
    }

    /// Made aside and renamed, so that a cluster is there as a whole or not at all.
    fn make_cluster(&self, data: &Path) -> Result<(), ServerError> {
        let unfinished = self.home.unfinished();
        remove_folder(&unfinished)?;
        remove_folder(data)?;
        let base = base_for_throwaways(&self.account)?;
        Template::new(&base, &self.binaries, &self.account).copy_to(&unfinished)?;
        std::fs::rename(&unfinished, data).map_err(ServerError::io("rename to", data))
    }

    fn spawn(&self) -> Result<Postmaster, ServerError> {
        let (data, log) = (self.home.data(), self.home.log());
        let purpose = Purpose::Development;
        Postmaster::spawn(&self.binaries, &self.account, purpose, &data, &self.socket_dir, &log)
    }

    /// Under the lock: whatever server still runs was left up, or its owner is dead.
    fn stop_locked(&self) -> Result<bool, ServerError> {
        let data = self.home.data();
        let mut ran = false;
        for (order, patience) in [
            (Signal::INT, STOP_PATIENCE),
            (Signal::QUIT, STOP_PATIENCE),
            (Signal::KILL, STOP_PATIENCE),
        ] {
            let Some(pid) = server_of(&data) else { break };
            ran = true;
            signal(pid, order);
            wait_until(patience, || server_of(&data).is_none());
        }
        if let Some(pid) = server_of(&data) {
            return Err(ServerError::Stop { data, pid, waited: STOP_PATIENCE });
        }
        remove_folder(&self.socket_dir)?;
        // A stale pid file whose number has been given to another process would stop the start.
        for stale in [pid_file(&data), self.home.detached_mark()] {
            let _ = std::fs::remove_file(stale);
        }
        Ok(ran)
    }
}

impl Running {
    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Whether dropping this stops the server.
    #[must_use]
    pub fn stops_at_drop(&self) -> bool {
        self.started.is_some()
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // If it does not stop, the watchdog is left to end it when this process ends.
        if self.postmaster.stop().is_ok()
            && let Some(watchdog) = self.watchdog.take()
        {
            watchdog.dismiss();
            // The next start makes it again in any case.
            let _ = remove_folder(&self.socket_dir);
        }
    }
}
