//! A folder for one throw-away thing, with an owner.
//!
//! Beside the folder lies a file that its owner keeps locked. The kernel frees the lock when the
//! owner dies, however it dies, and the next start removes what is no longer owned.

use std::fs::{File, TryLockError};
use std::hash::{BuildHasher as _, Hasher as _};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::account::Account;
use super::error::ServerError;
use super::places::{private_folder, remove_folder};
use super::process::{Signal, server_of, signal, wait_until};

/// A folder of our own, removed when dropped.
#[derive(Debug)]
pub(crate) struct Instance {
    pub(crate) folder: PathBuf,
    lock_path: PathBuf,
    lock: File,
}

impl Instance {
    /// Makes a new folder in `base`, entered by the server's account only.
    pub(crate) fn new(base: &Path, account: &Account) -> Result<Self, ServerError> {
        let (lock_path, lock) = loop {
            let name = format!("t{}-{:016x}.lock", std::process::id(), random());
            let path = base.join(name);
            let lock = File::create_new(&path).map_err(ServerError::io("make the file", &path))?;
            lock.lock().map_err(ServerError::io("lock the file", &path))?;
            // A sweep may have taken the file for a leftover before it was locked.
            if path.metadata().is_ok_and(|now| lock.metadata().is_ok_and(|m| m.ino() == now.ino()))
            {
                break (path, lock);
            }
        };
        let folder = lock_path.with_extension("");
        let instance = Self { folder, lock_path, lock };
        private_folder(&instance.folder, if account.dropped { 0o711 } else { 0o700 })
            .map_err(ServerError::io("make the folder", &instance.folder))?;
        Ok(instance)
    }

    /// What a watchdog has to remove in our place.
    pub(crate) fn leftovers(&self) -> [PathBuf; 2] {
        [self.folder.clone(), self.lock_path.clone()]
    }
}

#[cfg(test)]
impl Instance {
    /// What the death of the owner does.
    pub(crate) fn free_lock(&self) {
        self.lock.unlock().expect("it was locked");
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // The lock goes last: as long as the folder is there, a sweep has to find it. What cannot be
        // removed now is left to the next sweep.
        if remove_folder(&self.folder).is_ok() {
            let _ = std::fs::remove_file(&self.lock_path);
        }
        let _ = self.lock.unlock();
    }
}

/// Removes what dead processes left in `base`, servers included. It never fails: what cannot be
/// removed now is tried again by the next start.
pub(crate) fn sweep(base: &Path) {
    let Ok(entries) = std::fs::read_dir(base) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('t') && name.ends_with(".lock") && name.contains('-') {
            sweep_one(&path);
        }
    }
}

fn sweep_one(lock_path: &Path) {
    let Ok(lock) = File::open(lock_path) else { return };
    match lock.try_lock() {
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => return,
        Ok(()) => {}
    }
    let folder = lock_path.with_extension("");
    let data = folder.join("data");
    if let Some(pid) = server_of(&data) {
        signal(pid, Signal::QUIT);
        wait_until(Duration::from_secs(1), || server_of(&data).is_none());
    }
    if remove_folder(&folder).is_ok() {
        let _ = std::fs::remove_file(lock_path);
    }
}

/// A number that no other process comes up with: std seeds its hasher from the system's randomness.
pub(crate) fn random() -> u64 {
    let mut hasher = std::hash::RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    hasher.finish()
}
