//! One database cluster: made by `initdb`, served by a `postgres` process.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::Duration;

use super::account::Account;
use super::address::Address;
use super::binaries::Binaries;
use super::error::ServerError;
use super::process::{Signal, is_ready, signal, wait_until};

const START_PATIENCE: Duration = Duration::from_secs(60);
const STOP_PATIENCE: Duration = Duration::from_secs(30);

/// What a server is for, which decides its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// One job; its data may be lost at any time.
    Throwaway,
    /// A project's development database. It outlives the death of any process, since what is
    /// written is the kernel's; it need not outlive a power cut, and so waits for no disk.
    Development,
}

impl Purpose {
    fn settings(self, major: u32) -> Vec<(&'static str, &'static str)> {
        let mut settings = vec![
            ("listen_addresses", ""),
            ("unix_socket_permissions", "0700"),
            ("fsync", "off"),
            ("full_page_writes", "off"),
            ("wal_level", "minimal"),
            ("max_wal_senders", "0"),
            ("max_logical_replication_workers", "0"),
            ("max_connections", "100"),
            // One transaction may create a thousand tables with their parts.
            ("max_locks_per_transaction", "256"),
            // Segments of shared memory then lie in the data folder and vanish with it.
            ("dynamic_shared_memory_type", "mmap"),
            ("huge_pages", "off"),
            // The template's segments are 1 MB, from which initdb derives a small limit.
            ("max_wal_size", "1GB"),
            // Text that depends on the time zone must not depend on the machine's.
            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
            ("logging_collector", "off"),
            ("log_checkpoints", "off"),
        ];
        if self == Self::Throwaway {
            settings.extend([
                // Not for development: what waits for the WAL writer is lost with its process.
                ("synchronous_commit", "off"),
                ("autovacuum", "off"),
                ("checkpoint_timeout", "1d"),
                ("wal_init_zero", "off"),
                ("wal_recycle", "off"),
                ("bgwriter_lru_maxpages", "0"),
                ("jit", "off"),
            ]);
            if major >= 18 {
                // Spares the start of three I/O worker processes.
                settings.push(("io_method", "sync"));
            }
        }
        settings
    }

    /// The value of the setting by which [`crate::scratch`] knows a server of ours.
    fn mark(self) -> &'static str {
        match self {
            Self::Throwaway => "throwaway",
            Self::Development => "development",
        }
    }

    fn stop_signal(self) -> Signal {
        match self {
            Self::Throwaway => Signal::QUIT,
            // A fast shutdown: clients are cut off, a checkpoint is written.
            Self::Development => Signal::INT,
        }
    }

    /// The same signal as `kill` names it.
    pub(crate) fn stop_signal_name(self) -> &'static str {
        match self {
            Self::Throwaway => "QUIT",
            Self::Development => "INT",
        }
    }
}

/// The setting by which a server of ours is known to whoever is connected to it.
pub(crate) const MARK: &str = "autogen.server";

/// Makes a cluster in `data`, an empty folder that belongs to `account`.
///
/// The encoding is always UTF-8 (ICU collations exist only then), the locale `C.UTF-8` where the
/// system has it: it is the same everywhere and knows more than ASCII.
pub(crate) fn initdb(
    binaries: &Binaries,
    account: &Account,
    data: &Path,
) -> Result<(), ServerError> {
    let program = binaries.program("initdb");
    let builtin = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    let locales: [&[&str]; 3] = [&["--locale=C.UTF-8"], &builtin, &["--no-locale"]];
    let mut first_failure = None;
    for locale in locales {
        let output = account
            .command(&program)
            .args(["--no-sync", "--wal-segsize=1", "-E", "UTF8", "-A", "trust"])
            .args(["-U", Address::USER])
            .args(locale)
            .arg("-D")
            .arg(data)
            .output()
            .map_err(ServerError::io("run", &program))?;
        if output.status.success() {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        first_failure.get_or_insert(text);
    }
    Err(ServerError::Initdb { program, output: first_failure.unwrap_or_default() })
}

/// A `postgres` process that this process started.
#[derive(Debug)]
pub(crate) struct Postmaster {
    child: Child,
    data: PathBuf,
    log: PathBuf,
    purpose: Purpose,
}

impl Postmaster {
    /// Starts a server; it does not take connections yet.
    pub(crate) fn spawn(
        binaries: &Binaries,
        account: &Account,
        purpose: Purpose,
        data: &Path,
        socket_dir: &Path,
        log: &Path,
    ) -> Result<Self, ServerError> {
        let program = binaries.program("postgres");
        if !account.can_enter(&binaries.dir) {
            let (dir, user) = (binaries.dir.clone(), account.name.clone());
            return Err(ServerError::Unreachable { dir, user });
        }
        let opened = || {
            let file = File::options().append(true).create(true).open(log)?;
            Ok((file.try_clone()?, file))
        };
        let (out, err) = opened().map_err(ServerError::io("write the log", log))?;
        let mut command = account.command(&program);
        command.arg("-D").arg(data).arg("-k").arg(socket_dir);
        command.args(["-p", &Address::PORT.to_string()]);
        for (name, value) in purpose.settings(binaries.major) {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        let child = command
            .arg("-c")
            .arg(format!("{MARK}={}", purpose.mark()))
            .stdout(out)
            .stderr(err)
            // Ctrl-C must not reach the server before its owner is done with it.
            .process_group(0)
            .spawn()
            .map_err(ServerError::io("run", &program))?;
        Ok(Self { child, data: data.to_owned(), log: log.to_owned(), purpose })
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the server takes connections.
    pub(crate) fn wait_ready(&mut self) -> Result<(), ServerError> {
        let mut ended = None;
        let pid = self.child.id().cast_signed();
        let done = wait_until(START_PATIENCE, || {
            ended = self.child.try_wait().ok().flatten();
            ended.is_some() || is_ready(&self.data, pid)
        });
        match ended {
            None if done => Ok(()),
            None => Err(self.failed(format!("not ready in {} s", START_PATIENCE.as_secs()))),
            Some(status) => Err(self.failed(status.to_string())),
        }
    }

    fn failed(&self, reason: String) -> ServerError {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let next = match self.purpose {
            Purpose::Throwaway => "see whether the machine has room left: df -h /dev/shm /tmp",
            Purpose::Development => "if its data is damaged, start over: autogen db reset",
        };
        ServerError::Start {
            data: self.data.clone(),
            reason,
            log: lines[lines.len().saturating_sub(12)..].join("\n"),
            next: next.to_owned(),
        }
    }

    /// Whether the process has ended, by itself or not.
    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Stops the server and waits for its end.
    pub(crate) fn stop(&mut self) -> Result<(), ServerError> {
        let pid = self.child.id().cast_signed();
        // While the child has not been waited for, its process id cannot be anybody else's.
        if !self.has_ended() {
            signal(pid, self.purpose.stop_signal());
            if !wait_until(STOP_PATIENCE, || self.has_ended()) {
                return Err(ServerError::Stop {
                    data: self.data.clone(),
                    pid,
                    waited: STOP_PATIENCE,
                });
            }
        }
        Ok(())
    }
}
