//! A server for one job, which leaves nothing behind.

use std::path::Path;

use super::account::Account;
use super::address::Address;
use super::binaries::Binaries;
use super::cluster::{Postmaster, Purpose};
use super::error::ServerError;
use super::instance::{Instance, sweep};
use super::places::base_for_throwaways;
use super::template::Template;
use super::watchdog::Watchdog;

/// A server for one job: elaboration, a proof, a test. Its data lies in memory where possible.
///
/// Dropping it stops the server and removes its folder; that blocks for some hundredths of a
/// second. When this process dies without dropping it, be it by SIGKILL, a watchdog does the same.
#[derive(Debug)]
pub struct Throwaway {
    address: Address,
    postmaster: Postmaster,
    // None only while being dropped.
    watchdog: Option<Watchdog>,
    // Dropped last: the folder goes when the server has gone.
    #[cfg_attr(not(test), expect(dead_code, reason = "held for its drop"))]
    instance: Instance,
}

impl Throwaway {
    /// Starts a server from the cached template and waits until it takes connections.
    ///
    /// This blocks for about a tenth of a second, or half a second when the template has to be made.
    pub fn start(binaries: &Binaries) -> Result<Self, ServerError> {
        let account = Account::current()?;
        Self::start_in(&base_for_throwaways(&account)?, binaries, &account)
    }

    fn start_in(base: &Path, binaries: &Binaries, account: &Account) -> Result<Self, ServerError> {
        sweep(base);
        let template = Template::new(base, binaries, account);
        let attempt = || {
            let instance = Instance::new(base, account)?;
            template.copy_to(&instance.folder.join("data"))?;
            Self::serve(binaries, account, instance)
        };
        match attempt() {
            // A template can be damaged in a way that only a server notices.
            Err(ServerError::Start { .. } | ServerError::Copy { .. }) => {
                template.discard()?;
                attempt()
            }
            other => other,
        }
    }

    fn serve(
        binaries: &Binaries,
        account: &Account,
        instance: Instance,
    ) -> Result<Self, ServerError> {
        let data = instance.folder.join("data");
        let log = instance.folder.join("log");
        let purpose = Purpose::Throwaway;
        let mut watchdog =
            Watchdog::start(&data, purpose.stop_signal_name(), &instance.leftovers())?;
        // The data folder is private to the server's account already, so the socket lies in it.
        let postmaster = Postmaster::spawn(binaries, account, purpose, &data, &data, &log)?;
        watchdog.watch(postmaster.pid())?;
        let mut server = Self {
            address: Address::in_folder(data),
            postmaster,
            watchdog: Some(watchdog),
            instance,
        };
        server.postmaster.wait_ready()?;
        Ok(server)
    }

    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The server's process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.postmaster.pid()
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        // If the server does not stop, the watchdog is left to end it when this process ends.
        if self.postmaster.stop().is_ok()
            && let Some(watchdog) = self.watchdog.take()
        {
            watchdog.dismiss();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::Search;
    use crate::server::places::{private_folder, remove_folder};
    use crate::server::process::wait_until;
    use std::path::PathBuf;
    use std::time::Duration;

    /// A base folder of one test.
    struct Base {
        folder: PathBuf,
        binaries: Binaries,
        account: Account,
    }

    impl Base {
        fn new(test: &str) -> Self {
            let account = Account::current().expect("an account");
            let name = format!("test-{}-{test}", std::process::id());
            let folder = base_for_throwaways(&account).expect("a place").join(name);
            private_folder(&folder, 0o711).expect("a folder");
            let binaries = Binaries::find(&Search::default()).expect("server programs");
            Self { folder, binaries, account }
        }

        fn start(&self) -> Throwaway {
            Throwaway::start_in(&self.folder, &self.binaries, &self.account).expect("started")
        }

        /// The folders with this prefix.
        fn folders(&self, prefix: &str) -> Vec<PathBuf> {
            let entries = std::fs::read_dir(&self.folder).expect("there");
            let paths = entries.map(|entry| entry.expect("an entry").path());
            let named = |path: &PathBuf| {
                path.is_dir()
                    && path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(prefix))
            };
            paths.filter(named).collect()
        }
    }

    impl Drop for Base {
        fn drop(&mut self) {
            let _ = remove_folder(&self.folder);
        }
    }

    #[test]
    fn a_template_is_made_once_and_by_one_of_many() {
        let base = Base::new("race");
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| drop(base.start()));
            }
        });
        let templates = base.folders("template-");
        let [template] = &templates[..] else { panic!("{templates:?}") };
        let made = template.join("manifest").metadata().and_then(|m| m.modified()).expect("a time");
        drop(base.start());
        let now = template.join("manifest").metadata().and_then(|m| m.modified()).expect("a time");
        assert_eq!(made, now, "the template was made again");
        assert!(base.folders("t").iter().all(|left| left == template), "{:?}", base.folders("t"));
    }

    #[test]
    fn a_template_that_lost_a_file_is_made_again() {
        let base = Base::new("lost");
        drop(base.start());
        let catalog = base.folders("template-")[0].join("data/base/1/1259");
        std::fs::remove_file(&catalog).expect("pg_class of template1");
        drop(base.start());
        assert!(catalog.exists());
    }

    #[test]
    fn a_template_that_no_server_starts_from_is_made_again() {
        let base = Base::new("damaged");
        drop(base.start());
        // The same size, so that only the server notices.
        let control = base.folders("template-")[0].join("data/global/pg_control");
        let whole = std::fs::read(&control).expect("there");
        std::fs::write(&control, vec![0_u8; whole.len()]).expect("written");
        drop(base.start());
        assert_ne!(std::fs::read(&control).expect("there"), vec![0_u8; whole.len()]);
    }

    #[test]
    fn a_server_whose_watchdog_died_too_is_swept() {
        let base = Base::new("orphan");
        let mut server = base.start();
        let folder = server.instance.folder.clone();
        sweep(&base.folder);
        assert!(folder.exists(), "a server with an owner is left alone");
        // As after a SIGKILL of both owner and watchdog: the lock is free and the server runs.
        server.instance.free_lock();
        sweep(&base.folder);
        assert!(!folder.exists());
        let ended = wait_until(Duration::from_secs(5), || server.postmaster.has_ended());
        assert!(ended, "the server still runs");
    }
}
