//! A lock file that serialises the users of a cluster.

use std::fs::{File, TryLockError};
use std::io::{Seek as _, Write as _};
use std::path::Path;
use std::time::Duration;

use super::error::ServerError;
use super::process::wait_until;

/// How long to wait for a lock, and who is told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    pub(crate) limit: Duration,
    pub(crate) tell: fn(&str),
}

impl Default for Patience {
    fn default() -> Self {
        Self { limit: Duration::from_secs(60), tell: |_| () }
    }
}

/// A held lock. The kernel frees it when its holder dies, however it dies.
#[derive(Debug)]
pub(crate) struct Lock {
    // Held, not read: closing it frees the lock.
    _file: File,
}

impl Lock {
    /// Takes the lock, waiting for whoever holds it. The file tells the next one who that is.
    pub(crate) fn take(path: &Path, patience: &Patience) -> Result<Self, ServerError> {
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(ServerError::io("open the lock file", path))?;
        let mut told = false;
        let mut broken = None;
        let held = wait_until(patience.limit, || match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => {
                if !told {
                    (patience.tell)(&format!(
                        "waiting for {}, which uses the development database",
                        holder(path)
                    ));
                    told = true;
                }
                false
            }
            Err(TryLockError::Error(error)) => {
                broken = Some(error);
                true
            }
        });
        if let Some(error) = broken {
            return Err(ServerError::io("lock", path)(error));
        }
        if !held {
            return Err(ServerError::Busy { holder: holder(path), waited: patience.limit });
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "{}", std::process::id()))
            .map_err(ServerError::io("write the lock file", path))?;
        Ok(Self { _file: file })
    }
}

fn holder(path: &Path) -> String {
    match std::fs::read_to_string(path) {
        Ok(pid) if !pid.trim().is_empty() => format!("process {}", pid.trim()),
        _ => "another process".to_owned(),
    }
}
