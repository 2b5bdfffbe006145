//! Runs a program and says what it took.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use autogen_tests::memory::peak;
use autogen_tests::{Result, while_};
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

/// A program with its arguments, to be run again and again.
#[derive(Debug)]
pub(crate) struct Program {
    /// What the report calls it.
    pub(crate) label: String,
    pub(crate) path: PathBuf,
    pub(crate) args: Vec<String>,
    pub(crate) folder: PathBuf,
    /// `DATABASE_URL` of the program; no other setting of autogen reaches it.
    pub(crate) database: Option<String>,
    /// The exit codes that mean success.
    pub(crate) codes: &'static [i32],
}

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) wall: Duration,
    /// User and system time of the program alone, without the server's; whole ticks of 10 ms.
    pub(crate) cpu: Option<Duration>,
}

/// All runs of a program.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) label: String,
    pub(crate) runs: Vec<Run>,
    /// The greatest resident set, in bytes.
    pub(crate) peak: Option<u64>,
    /// What it printed.
    pub(crate) output: String,
}

impl Program {
    /// Runs it once to warm the caches, and keeps what it prints and how much memory it takes. Its
    /// errors are shown.
    pub(crate) fn warm_up(&self) -> Result<Measured> {
        let mut child = self.spawn(Stdio::piped(), Stdio::inherit())?;
        let mut stdout = child.stdout.take().expect("piped");
        let reader = std::thread::spawn(move || std::io::read_to_string(&mut stdout));
        let peak = peak_of(&child);
        self.judge(child)?;
        let output = while_(&self.label, reader.join().expect("it does not panic"))?;
        Ok(Measured { label: self.label.clone(), runs: Vec::new(), peak, output })
    }

    /// Runs it once, undisturbed.
    pub(crate) fn run(&self) -> Result<Run> {
        let start = Instant::now();
        let child = self.spawn(Stdio::null(), Stdio::null())?;
        // It is waited for but not reaped, since its times can be read until then.
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        let ended = waitid(WaitId::Pid(Pid::from_child(&child)), options);
        let wall = start.elapsed();
        while_(&self.label, ended)?;
        let cpu = cpu_of(&child);
        self.judge(child)?;
        Ok(Run { wall, cpu })
    }

    fn spawn(&self, stdout: Stdio, stderr: Stdio) -> Result<Child> {
        let mut command = Command::new(&self.path);
        command.args(&self.args).current_dir(&self.folder);
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name == "DATABASE_URL"
                || name.starts_with("AUTOGEN_")
                || name.starts_with("PG") && name != "PG_BIN"
            {
                command.env_remove(&*name);
            }
        }
        if let Some(url) = &self.database {
            command.env("DATABASE_URL", url);
        }
        command.stdin(Stdio::null()).stdout(stdout).stderr(stderr);
        while_(&self.path.to_string_lossy(), command.spawn())
    }

    fn judge(&self, mut child: Child) -> Result<()> {
        let status = while_(&self.label, child.wait())?;
        if status.code().is_some_and(|code| self.codes.contains(&code)) {
            return Ok(());
        }
        let command = format!("{} {}", self.path.display(), self.args.join(" "));
        Err(format!("{command}\nended with {status}"))
    }
}

/// Watches the peak of the resident set until the program ends. What it grows by in its very last
/// instant is missed, so this is not for programs that do nothing but allocate at their end.
fn peak_of(child: &Child) -> Option<u64> {
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    // The line is gone once the program has ended.
    while let Some(now) = peak(Path::new(&status)) {
        most = most.max(Some(now));
        std::thread::sleep(Duration::from_micros(500));
    }
    most
}

/// User and system time of a program that ended and is not reaped yet (`proc(5)`, `stat`).
fn cpu_of(child: &Child) -> Option<Duration> {
    let text = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).ok()?;
    // The name, in brackets, may hold spaces; user and system time are fields 14 and 15.
    let (_, fields) = text.rsplit_once(')')?;
    let mut fields = fields.split_ascii_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    // A tick is a hundredth of a second wherever Rust runs on Linux.
    Some(Duration::from_millis((ticks()? + ticks()?) * 10))
}

impl Measured {
    pub(crate) fn best(&self) -> Duration {
        self.runs.iter().map(|run| run.wall).min().unwrap_or_default()
    }

    pub(crate) fn median(&self) -> Duration {
        let mut walls: Vec<_> = self.runs.iter().map(|run| run.wall).collect();
        walls.sort();
        let middle = walls.len() / 2;
        match walls.len() {
            0 => Duration::ZERO,
            odd if odd % 2 == 1 => walls[middle],
            _ => (walls[middle - 1] + walls[middle]) / 2,
        }
    }

    /// The mean, since a single run is only known to the tick.
    pub(crate) fn cpu(&self) -> Option<Duration> {
        let count = u32::try_from(self.runs.len()).ok().filter(|count| *count > 0)?;
        let sum: Option<Duration> = self.runs.iter().map(|run| run.cpu).sum();
        Some(sum? / count)
    }
}
