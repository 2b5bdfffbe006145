//! Ends a server when the process that started it ends, whatever kills that process.
//!
//! A small shell reads a pipe whose other end only this process holds. However this process dies,
//! SIGKILL included, the kernel closes that end; the shell then stops the server and removes its
//! folder. It needs no `unsafe` and no system call that only one kernel has.

use std::io::Write as _;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::error::ServerError;
use super::process::pid_file;

/// Arguments: the signal, the server's pid file, then what to remove in the end. The pid file goes
/// away when the server has stopped, also where nobody reaps its process (a container's process 1).
const SCRIPT: &str = r#"
trap '' HUP INT TERM QUIT PIPE
signal=$1 pid_file=$2
shift 2
pid=
while read -r line; do
  case $line in
    done) exit 0 ;;
    *) pid=$line ;;
  esac
done
serves() { kill -0 "$pid" && [ -e "$pid_file" ]; }
if [ -n "$pid" ]; then
  kill -"$signal" "$pid"
  n=0
  while [ "$n" -lt 100 ] && serves; do
    sleep 0.1
    n=$((n + 1))
  done
  if serves; then kill -KILL "$pid"; fi
fi
[ "$#" -gt 0 ] || exit 0
rm -rf -- "$@" || { sleep 0.5; rm -rf -- "$@"; }
"#;

/// The shell that waits for our end.
#[derive(Debug)]
pub(crate) struct Watchdog {
    shell: Child,
    pipe: std::io::PipeWriter,
}

impl Watchdog {
    /// Starts to watch for a server on `data`, before that server is started. After our end it gets
    /// `signal` (a name that `kill` takes) and `leftovers` are removed.
    pub(crate) fn start(
        data: &Path,
        signal: &str,
        leftovers: &[PathBuf],
    ) -> Result<Self, ServerError> {
        let shell = Path::new("/bin/sh");
        let (reader, pipe) = std::io::pipe().map_err(ServerError::io("make a pipe for", shell))?;
        let shell = Command::new(shell)
            .args(["-c", SCRIPT, "autogen-watchdog", signal])
            .arg(pid_file(data))
            .args(leftovers)
            .stdin(reader)
            // An open output would keep a reader of our own output waiting.
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .current_dir("/")
            // Ctrl-C reaches every process of the terminal's group; this one has to outlive us.
            .process_group(0)
            .spawn()
            .map_err(ServerError::io("run", shell))?;
        Ok(Self { shell, pipe })
    }

    /// Names the server's process.
    pub(crate) fn watch(&mut self, pid: u32) -> Result<(), ServerError> {
        writeln!(self.pipe, "{pid}")
            .map_err(ServerError::io("write to the watchdog", Path::new("/bin/sh")))
    }

    /// Ends the watch without touching anything: the server has been stopped.
    pub(crate) fn dismiss(mut self) {
        // When the shell is gone already, there is nothing to dismiss.
        let _ = writeln!(self.pipe, "done");
        drop(self.pipe);
        let _ = self.shell.wait();
    }
}
