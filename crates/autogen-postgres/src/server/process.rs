//! Other processes: whether one is the server of a data folder, and how to end it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

pub(crate) use rustix::process::Signal;
use rustix::process::{Pid, kill_process};

/// The first line of `postmaster.pid`, when a server has written one.
pub(crate) fn pid_in(data: &Path) -> Option<i32> {
    let text = std::fs::read_to_string(pid_file(data)).ok()?;
    text.lines().next()?.trim().parse().ok().filter(|pid| *pid > 1)
}

/// The file in which a running server tells its process, port and state.
pub(crate) fn pid_file(data: &Path) -> PathBuf {
    data.join("postmaster.pid")
}

/// Whether the server in `postmaster.pid` takes connections: its last line says so
/// (PostgreSQL's `miscadmin.h`, `LOCK_FILE_LINE_PM_STATUS`, since version 10).
pub(crate) fn is_ready(data: &Path, pid: i32) -> bool {
    let Ok(text) = std::fs::read_to_string(pid_file(data)) else { return false };
    let mut lines = text.lines();
    lines.next().and_then(|first| first.trim().parse().ok()) == Some(pid)
        && lines.nth(6).is_some_and(|status| status.trim() == "ready")
}

/// The process that serves `data` now; none when the pid file is stale. A process id may have been
/// given to something else since, so its command line has to name the data folder too.
pub(crate) fn server_of(data: &Path) -> Option<i32> {
    let pid = pid_in(data)?;
    let data = data.to_string_lossy();
    command_line(pid)?.contains(data.as_ref()).then_some(pid)
}

fn command_line(pid: i32) -> Option<String> {
    if Path::new("/proc/self/cmdline").exists() {
        let bytes = std::fs::read(format!("/proc/{pid}/cmdline")).ok()?;
        return Some(String::from_utf8_lossy(&bytes).replace('\0', " "));
    }
    let mut ps = Command::new("ps");
    let output = ps.args(["-ww", "-o", "command=", "-p", &pid.to_string()]).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Sends a signal; a process that is gone already is no error.
pub(crate) fn signal(pid: i32, signal: Signal) {
    if let Some(pid) = Pid::from_raw(pid) {
        // The only other failure is one of permission, which waiting for the process reports.
        let _ = kill_process(pid, signal);
    }
}

/// Polls until `done` or until `patience` is over; returns whether it is done.
pub(crate) fn wait_until(patience: Duration, mut done: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if done() {
            return true;
        }
        if start.elapsed() >= patience {
            return false;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}
