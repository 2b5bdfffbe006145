//! The record of a write that is under way: which names its files get, and which files go.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::WriteError;
use super::disk::{Disk, TEMPORARY, temporary};
use super::prepare::{Prepared, REPLACED};
use crate::checksum::Checksum;
use crate::file::FileName;
use crate::lock::salvage;

/// Where a folder's journal lies.
pub(crate) fn path(folder: &Path) -> PathBuf {
    folder.join(".autogen-write")
}

/// What a write that was begun says of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Journal {
    /// The files that come, below the folder, with their checksums.
    added: BTreeMap<String, Checksum>,
    /// The files that go.
    gone: BTreeMap<String, Checksum>,
    /// Whether the lock has recorded it.
    finished: bool,
}

impl Journal {
    /// The files that are to be treated as if they were not there: what was never recorded in the
    /// lock, or, once it was, what went with it.
    pub(crate) fn hidden(&self) -> &BTreeMap<String, Checksum> {
        if self.finished { &self.gone } else { &self.added }
    }
}

/// Records the files that are about to get their names, and those that go once the lock says so.
pub(super) fn begin(
    disk: &mut dyn Disk,
    folder: &Path,
    files: &[Prepared],
    gone: &[(String, Checksum)],
) -> Result<(), WriteError> {
    let path = path(folder);
    let come = files.iter().map(|file| format!("{}  {}\n", file.checksum, file.name));
    let go = gone.iter().map(|(name, checksum)| format!("{GONE}{checksum}  {name}\n"));
    let lines: String = come.chain(go).collect();
    disk.create(&temporary(&path), lines.as_bytes())
        .and_then(|()| disk.rename(&temporary(&path), &path))
        .and_then(|()| disk.sync_folder(folder))
        .map_err(|source| WriteError::Io { file: path, source })
}

/// What begins the line of a file that goes.
const GONE: &str = "gone ";

/// Whether it is a name that a write gives. What comes with a checkout may say anything, and what a journal
/// names is removed.
fn is_ours(name: &str) -> bool {
    let aside = name.strip_prefix(REPLACED).and_then(|name| name.strip_prefix('/'));
    aside.unwrap_or(name).parse::<FileName>().is_ok()
}

/// The write that was begun last and not tidied up after; one without files if there is none.
pub(crate) fn read(folder: &Path) -> io::Result<Journal> {
    let text = match fs::read_to_string(path(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Journal::default()),
        text => text?,
    };
    let mut journal = Journal::default();
    for line in text.lines() {
        let (files, line) = match line.strip_prefix(GONE) {
            Some(line) => (&mut journal.gone, line),
            None => (&mut journal.added, line),
        };
        if let Some((sum, name)) = line.split_once("  ")
            && let Ok(sum) = sum.parse()
            && is_ours(name)
        {
            files.insert(name.to_owned(), sum);
        }
    }
    // The lock records all names in one step; that it knows one of them tells that the step was
    // taken, whatever became of the files since (edited and sealed, one removed).
    let recorded = salvage(folder).1;
    journal.finished = journal.added.keys().any(|name| recorded.contains(name));
    Ok(journal)
}

/// Removes all that a dead write has left, or still has to remove; the revision files that never were
/// are returned. A file that is not as it was written is someone's work by now and stays.
pub(super) fn recover(disk: &mut dyn Disk, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let journal_path = path(folder);
    let failed = |file: &Path| {
        let file = file.to_owned();
        move |source| WriteError::Io { file, source }
    };
    let journal = read(folder).map_err(failed(&journal_path))?;
    let mut removed = Vec::new();
    let is_link = folder.join(REPLACED).is_symlink();
    for (name, checksum) in journal.hidden() {
        let file = folder.join(name);
        if is_link && name.contains('/') {
            continue;
        }
        if fs::read_to_string(&file).is_ok_and(|text| Checksum::of(&text) == *checksum) {
            disk.remove(&file).map_err(failed(&file))?;
            if !journal.finished {
                removed.push(file);
            }
        }
    }
    let aside = folder.join(REPLACED);
    for place in [folder, aside.as_path()].into_iter().take(if is_link { 1 } else { 2 }) {
        for entry in fs::read_dir(place).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') && name.ends_with(TEMPORARY) {
                disk.remove(&entry.path()).map_err(failed(&entry.path()))?;
            }
        }
    }
    // only where nothing is left in it
    let _ = fs::remove_dir(&aside);
    match disk.remove(&journal_path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&journal_path)(error)),
        _ => Ok(removed),
    }
}
