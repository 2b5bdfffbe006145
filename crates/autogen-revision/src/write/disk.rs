//! The few things that writing asks of a file system, so that tests can make each of them fail.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What ends the names of files that are not yet what they will be.
pub(crate) const TEMPORARY: &str = ".autogen-tmp";

/// The name under which a file is written before it gets its own: in the same folder, hidden,
/// and no `.sql`.
pub(crate) fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}{TEMPORARY}"))
}

/// A file system.
pub(crate) trait Disk {
    /// Makes a file that must not exist, and brings its bytes to the disk.
    fn create(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file another name in one step, replacing what has that name.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&mut self, path: &Path) -> io::Result<()>;
    /// Brings the names in a folder to the disk.
    fn sync_folder(&mut self, folder: &Path) -> io::Result<()>;
}

/// The file system of the machine.
pub(crate) struct RealDisk;

impl Disk for RealDisk {
    fn create(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        // Folders cannot be opened as files everywhere; names then reach the disk in time.
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }
}
