//! The cached cluster that new ones are copied from: a copy takes a tenth of `initdb`'s time.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::account::Account;
use super::binaries::Binaries;
use super::cluster::initdb;
use super::error::ServerError;
use super::instance::Instance;
use super::places::{remove_folder, server_folder};

/// Raised when the way a template is made changes.
const FORMAT: u32 = 1;

/// A place for one template: one a version, program folder and account.
#[derive(Debug)]
pub(crate) struct Template<'a> {
    base: &'a Path,
    folder: PathBuf,
    binaries: &'a Binaries,
    account: &'a Account,
}

impl<'a> Template<'a> {
    pub(crate) fn new(base: &'a Path, binaries: &'a Binaries, account: &'a Account) -> Self {
        let key =
            format!("{FORMAT}\n{}\n{}\n{}", binaries.version, binaries.dir.display(), account.uid);
        let hash = &blake3::hash(key.as_bytes()).to_hex()[..16];
        let folder = base.join(format!("template-{}-{hash}", binaries.major));
        Self { base, folder, binaries, account }
    }

    /// Copies the template into a new folder `data`, making the template first if need be.
    pub(crate) fn copy_to(&self, data: &Path) -> Result<(), ServerError> {
        // Shared while copying: copies run side by side, but none from a template being replaced.
        let lock = self.lock_file()?;
        let failed = || ServerError::io("lock", &self.folder);
        lock.lock_shared().map_err(failed())?;
        if !self.is_whole() {
            lock.lock().map_err(failed())?;
            // Somebody else may have made it while we waited.
            if !self.is_whole() {
                self.build()?;
            }
            lock.lock_shared().map_err(failed())?;
        }
        server_folder(data, self.account)?;
        let from = self.folder.join("data");
        let output = self
            .account
            .command("cp")
            .arg("-R")
            .arg(from.join("."))
            .arg(data)
            .output()
            .map_err(ServerError::io("run cp on", &from))?;
        if !output.status.success() {
            let output = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(ServerError::Copy { template: self.folder.clone(), output });
        }
        Ok(())
    }

    /// Removes the template, so that the next copy makes it again.
    pub(crate) fn discard(&self) -> Result<(), ServerError> {
        let lock = self.lock_file()?;
        lock.lock().map_err(ServerError::io("lock", &self.folder))?;
        remove_folder(&self.folder)
    }

    /// Nobody holds this lock for longer than an `initdb` takes, and the dead hold none, so waiting
    /// for it needs no limit.
    fn lock_file(&self) -> Result<File, ServerError> {
        let path = self.base.join("template.lock");
        let opened = File::options().append(true).create(true).open(&path);
        opened.map_err(ServerError::io("open", &path))
    }

    /// Made aside and renamed, so that a template is there as a whole or not at all.
    fn build(&self) -> Result<(), ServerError> {
        let made = Instance::new(self.base, self.account)?;
        let data = made.folder.join("data");
        server_folder(&data, self.account)?;
        initdb(self.binaries, self.account, &data)?;
        let manifest = made.folder.join("manifest");
        let sum = measure(&data).map_err(ServerError::io("read", &data))?;
        std::fs::write(&manifest, sum).map_err(ServerError::io("write", &manifest))?;
        remove_folder(&self.folder)?;
        std::fs::rename(&made.folder, &self.folder)
            .map_err(ServerError::io("rename to the template", &self.folder))
    }

    /// Whether all files are there at their sizes: cleaners of temporary folders and full disks
    /// damage templates, and a server may well start from a damaged one.
    fn is_whole(&self) -> bool {
        let Ok(manifest) = std::fs::read_to_string(self.folder.join("manifest")) else {
            return false;
        };
        measure(&self.folder.join("data")).is_ok_and(|sum| sum == manifest)
    }
}

/// The number of files and folders below `data` and the sum of the files' sizes, as text.
fn measure(data: &Path) -> std::io::Result<String> {
    let (mut entries, mut bytes) = (0_u64, 0_u64);
    let mut folders = vec![data.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let meta = entry.metadata()?;
            entries += 1;
            if meta.is_dir() {
                folders.push(entry.path());
            } else {
                bytes += meta.len();
            }
        }
    }
    Ok(format!("{entries} entries, {bytes} bytes\n"))
}
