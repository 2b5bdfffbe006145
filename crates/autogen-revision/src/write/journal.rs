//! The record of a write that is under way: which names its files get.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::WriteError;
use super::disk::{Disk, TEMPORARY, temporary};
use super::prepare::Prepared;
use crate::checksum::Checksum;
use crate::lock::salvage;

/// Where a folder's journal lies.
pub(crate) fn path(folder: &Path) -> PathBuf {
    folder.join(".autogen-write")
}

/// Records the files that are about to get their names.
pub(super) fn begin(
    disk: &mut dyn Disk,
    folder: &Path,
    files: &[Prepared],
) -> Result<(), WriteError> {
    let path = path(folder);
    let lines: String =
        files.iter().map(|file| format!("{}  {}\n", file.checksum, file.name)).collect();
    disk.create(&temporary(&path), lines.as_bytes())
        .and_then(|()| disk.rename(&temporary(&path), &path))
        .and_then(|()| disk.sync_folder(folder))
        .map_err(|source| WriteError::Io { file: path, source })
}

/// The files of a write that was begun and never recorded in the lock, with their checksums.
/// They are to be treated as if they were not there.
pub(crate) fn unfinished(folder: &Path) -> io::Result<BTreeMap<String, Checksum>> {
    let text = match fs::read_to_string(path(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        text => text?,
    };
    let files: BTreeMap<String, Checksum> = text
        .lines()
        .filter_map(|line| line.split_once("  "))
        .filter_map(|(sum, name)| Some((name.to_owned(), sum.parse().ok()?)))
        .collect();
    // The lock records all names in one step; that it knows one of them tells that the step was
    // taken, whatever became of the files since (edited and sealed, one removed).
    let recorded = salvage(folder).1;
    let finished = files.keys().any(|name| recorded.contains(name));
    Ok(if finished { BTreeMap::new() } else { files })
}

/// Removes all that a dead write has left; the revision files among it are returned. A file that
/// is not as it was written is someone's work by now and stays.
pub(super) fn recover(disk: &mut dyn Disk, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let journal = path(folder);
    let failed = |file: &Path| {
        let file = file.to_owned();
        move |source| WriteError::Io { file, source }
    };
    let mut removed = Vec::new();
    for (name, checksum) in unfinished(folder).map_err(failed(&journal))? {
        let file = folder.join(name);
        if fs::read_to_string(&file).is_ok_and(|text| Checksum::of(&text) == checksum) {
            disk.remove(&file).map_err(failed(&file))?;
            removed.push(file);
        }
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && name.ends_with(TEMPORARY) {
            disk.remove(&entry.path()).map_err(failed(&entry.path()))?;
        }
    }
    match disk.remove(&journal) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&journal)(error)),
        _ => Ok(removed),
    }
}
