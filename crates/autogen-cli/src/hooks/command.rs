//! One command of a hook, run to its end.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use super::environment::Environment;

/// How many lines of what a command printed an error shows.
const TAIL: usize = 20;

/// How long output is waited for once the command has ended: something that it left behind may hold the pipe.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Runs a command and tells every line it prints, on either stream, to `heard`. Returns how long it took.
///
/// # Errors
/// What became of it, to be said behind its name, with the last of its lines.
pub(super) async fn run(
    text: &str,
    folder: &Path,
    environment: &Environment,
    heard: &dyn Fn(&str),
) -> Result<Duration, String> {
    let start = Instant::now();
    let mut command = Command::new("sh");
    // both streams are one, so that the lines keep their order
    command.args(["-c", "exec sh -c \"$0\" 2>&1", text]).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).process_group(0);
    environment.give_to(&mut command);
    let mut child = command.spawn().map_err(|error| format!("cannot be run: sh: {error}"))?;
    // what it has started ends with it, if we are the first to end
    let mut group = Group(child.id().and_then(|id| Pid::from_raw(id.cast_signed())));
    let Some(stdout) = child.stdout.take() else { return Err("has no output".to_owned()) };
    let mut lines = BufReader::new(stdout);
    let (mut line, mut tail) = (Vec::new(), VecDeque::new());
    let mut ended: Option<std::io::Result<ExitStatus>> = None;
    loop {
        let patience = if ended.is_some() { LAST_WORDS } else { Duration::MAX };
        tokio::select! {
            read = lines.read_until(b'\n', &mut line) => {
                let end = read.map_or(true, |bytes| bytes == 0);
                if !line.is_empty() {
                    let text = environment.masked(String::from_utf8_lossy(&line).trim_end());
                    heard(&text);
                    tail.push_back(text);
                    if tail.len() > TAIL {
                        tail.pop_front();
                    }
                    line.clear();
                }
                if end {
                    break;
                }
            }
            status = child.wait(), if ended.is_none() => ended = Some(status),
            () = tokio::time::sleep(patience), if ended.is_some() => break,
        }
    }
    let status = match ended {
        Some(status) => status,
        None => child.wait().await,
    };
    group.0 = None;
    let problem = match status {
        Ok(status) if status.success() => return Ok(start.elapsed()),
        Ok(status) => became(status),
        Err(error) => format!("cannot be waited for: {error}"),
    };
    let mut problem = problem;
    if tail.is_empty() {
        problem.push_str(", and printed nothing");
    }
    for line in tail {
        // writing to a String cannot fail
        let _ = write!(problem, "\n  | {line}");
    }
    Err(problem)
}

/// What an exit status says, in the way of shells.
fn became(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(127), _) => "was not found (exit code 127)".to_owned(),
        (Some(126), _) => "may not be executed (exit code 126)".to_owned(),
        (Some(code @ 129..=159), _) => {
            format!("was killed by signal {} (exit code {code})", code - 128)
        }
        (Some(code), _) => format!("failed with exit code {code}"),
        (None, Some(signal)) => format!("was killed by signal {signal}"),
        (None, None) => "failed".to_owned(),
    }
}

/// The processes of a command, as long as they are not known to have ended.
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(id) = self.0 {
            // it may have ended this moment
            let _ = kill_process_group(id, Signal::TERM);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn outcome(text: &str) -> (Result<(), String>, Vec<String>) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let lines = RefCell::new(Vec::new());
        let heard = |line: &str| lines.borrow_mut().push(line.to_owned());
        let environment = Environment::for_tests(&[("NAME", "value")], "sw0rdf1sh");
        let ended = runtime.block_on(run(text, Path::new("/"), &environment, &heard));
        (ended.map(drop), lines.into_inner())
    }

    #[test]
    fn both_streams_are_heard_in_their_order() {
        let (ended, lines) = outcome("echo one; echo two >&2; echo \"$NAME\"; pwd");
        assert_eq!((ended, lines.join(" ")), (Ok(()), "one two value /".to_owned()));
    }

    #[test]
    fn each_way_to_fail_is_told() {
        for (text, said) in [
            ("echo no >&2; exit 3", "failed with exit code 3\n  | no"),
            ("false", "failed with exit code 1, and printed nothing"),
            (
                "no-such-command-anywhere",
                "was not found (exit code 127)\n  | sh: 1: no-such-command",
            ),
            ("/etc/passwd", "may not be executed (exit code 126)"),
            ("kill -9 $$", "was killed by signal 9"),
            ("sh -c 'kill -9 $$'; exit $?", "was killed by signal 9 (exit code 137)"),
        ] {
            let problem = outcome(text).0.unwrap_err();
            assert!(problem.starts_with(said), "{text}: {problem}");
        }
        let many = outcome("seq 100; exit 1").0.unwrap_err();
        assert!(
            many.contains("| 100") && many.contains("| 81") && !many.contains("| 80"),
            "{many}"
        );
    }

    #[test]
    fn no_password_is_repeated() {
        let (ended, lines) = outcome("echo a sw0rdf1sh b; echo postgres://me:other@h/x; exit 1");
        assert_eq!(lines, ["a *** b", "postgres://me:***@h/x"]);
        assert!(!ended.unwrap_err().contains("sw0rdf1sh"));
    }

    #[test]
    fn what_a_command_leaves_running_is_not_waited_for() {
        let start = Instant::now();
        let (ended, lines) = outcome("sleep 30 & echo $!");
        assert_eq!(ended, Ok(()));
        assert!(start.elapsed() < Duration::from_secs(20));
        let left = lines[0].parse().ok().and_then(Pid::from_raw).unwrap();
        rustix::process::kill_process(left, Signal::KILL).unwrap();
    }
}
