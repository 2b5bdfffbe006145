//! What could not get a lock, or was the victim of a deadlock, is tried again after a pause.

use std::time::{Duration, SystemTime};

use autogen_revision::{Directives, RevisionId};

use crate::execute::describe;
use crate::options::RunOptions;
use crate::progress::{Event, Progress};

/// How often a section is tried again that does not say.
const RETRIES: u32 = 5;

/// The first pause before that; each further one is twice as long, up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The attempts at a section, or at a statement outside a transaction.
#[derive(Debug)]
pub(crate) struct Attempts {
    /// What the section or the run says.
    said: Option<u32>,
    /// Whether there is a limit to the wait for locks.
    limited: bool,
    attempt: u32,
}

impl Attempts {
    /// At something under these directives.
    pub(crate) fn new(options: &RunOptions, directives: &Directives) -> Self {
        Self {
            said: directives.retry.or(options.retries),
            limited: directives.lock_timeout.or(options.lock_timeout).is_some(),
            attempt: 1,
        }
    }

    /// Whether what failed so is to be tried again; tells of it and waits first.
    pub(crate) async fn next(
        &mut self,
        id: RevisionId,
        error: &sqlx::Error,
        progress: &mut (dyn Progress + Send),
    ) -> bool {
        let retries = self.retries(error);
        if self.attempt > retries {
            return false;
        }
        self.attempt += 1;
        let pause = pause(self.attempt);
        let problem = describe(error);
        let (attempt, of) = (self.attempt, retries + 1);
        progress.tell(&Event::Retry { id, problem: &problem, attempt, of, pause });
        tokio::time::sleep(pause).await;
        true
    }

    /// How often what failed so may be tried again.
    fn retries(&self, error: &sqlx::Error) -> u32 {
        let code = error.as_database_error().and_then(|said| said.code());
        let usual = match code.as_deref() {
            // lock_not_available: without a limit of ours it was NOWAIT, and is meant to fail
            Some("55P03") if self.limited => RETRIES,
            Some("55P03") => 0,
            // deadlock_detected
            Some("40P01") => RETRIES,
            _ => return 0,
        };
        self.said.unwrap_or(usual)
    }
}

/// How long to wait before an attempt: longer each time, and never as long as somebody else who failed at
/// the same moment.
fn pause(attempt: u32) -> Duration {
    let longest = FIRST_PAUSE.saturating_mul(1 << (attempt - 2).min(8)).min(LONGEST_PAUSE);
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let seed = blake3::hash(format!("{} {}", now.as_nanos(), std::process::id()).as_bytes());
    let part = f64::from(seed.as_bytes()[0]) / 256.0;
    longest.mul_f64(0.5 + part / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_differ() {
        for attempt in 2..20 {
            let pause = pause(attempt);
            assert!(pause >= FIRST_PAUSE / 2 && pause <= LONGEST_PAUSE, "{attempt}: {pause:?}");
        }
        assert!(pause(5) >= FIRST_PAUSE * 4);
    }
}
