//! Puts a folder on disk. What an earlier dump wrote is replaced; anything else stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::{Files, INDEX, MARK};
use crate::config::shown;
use crate::failure::{Failure, Result};

/// What was done.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Files that are new or have changed.
    pub(crate) written: usize,
    /// Files that were the same already.
    pub(crate) same: usize,
    /// Files of objects that are gone.
    pub(crate) removed: usize,
}

/// Writes the files and removes those that an earlier dump wrote beyond them.
///
/// # Errors
/// When the folder holds what no dump wrote; then nothing has changed. Or when the disk fails.
pub(crate) fn write(folder: &Path, files: &Files) -> Result<Written> {
    let former = former(folder)?;
    let mut wanted: BTreeMap<&Path, &str> =
        files.objects.iter().map(|(path, text)| (path.as_path(), text.as_str())).collect();
    wanted.insert(Path::new(INDEX), &files.index);
    let mut done = Written::default();
    // with the index there, a run that was interrupted can be done again
    let index = wanted.remove_entry(Path::new(INDEX));
    for (path, text) in index.into_iter().chain(wanted.iter().map(|(path, text)| (*path, *text))) {
        let full = folder.join(path);
        if std::fs::read(&full).is_ok_and(|there| there == text.as_bytes()) {
            done.same += 1;
            continue;
        }
        put(&full, text).map_err(|error| failed("written", &full, &error))?;
        done.written += 1;
    }
    let kept = |path: &&PathBuf| {
        path.as_path() != Path::new(INDEX) && !wanted.contains_key(path.as_path())
    };
    for path in former.iter().filter(kept) {
        let full = folder.join(path);
        std::fs::remove_file(&full).map_err(|error| failed("removed", &full, &error))?;
        done.removed += 1;
        // folders that are empty now go too; one that is not cannot be removed
        let above = path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
        for above in above {
            if std::fs::remove_dir(folder.join(above)).is_err() {
                break;
            }
        }
    }
    Ok(done)
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(above) = path.parent() {
        std::fs::create_dir_all(above)?;
    }
    // a reader sees the former file or the new one
    let beside = path.with_extension("sql.new");
    std::fs::write(&beside, text)?;
    std::fs::rename(&beside, path)
}

fn failed(what: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::new(format_args!("{} cannot be {what}: {error}", shown(path)))
}

/// The files that an earlier dump wrote, by their paths in the folder.
///
/// # Errors
/// When the folder is not empty and no dump wrote its index, or one of its SQL files is of somebody
/// else, or something in it is a link that leads out.
fn former(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut strangers = Vec::new();
    let mut is_empty = true;
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        let full = folder.join(&inner);
        let entries = match std::fs::read_dir(&full) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
            Err(error) => return Err(failed("read", &full, &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| failed("read", &full, &error))?;
            is_empty = false;
            let path = inner.join(entry.file_name());
            let kind = entry.file_type().map_err(|error| failed("read", &entry.path(), &error))?;
            let is_sql = path.extension().is_some_and(|extension| extension == "sql");
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && is_marked(&entry.path()) {
                found.insert(path);
            } else if is_sql || kind.is_symlink() {
                strangers.push(path);
            }
        }
    }
    let name = shown(folder);
    if !is_empty && !found.contains(Path::new(INDEX)) {
        return Err(Failure::new(format_args!(
            "{name} is not empty, and no dump wrote it: nothing was changed"
        ))
        .hint("name a folder that is new, empty, or written by `autogen dump`"));
    }
    strangers.sort();
    if let Some(first) = strangers.first() {
        let more = match strangers.len() {
            1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        return Err(Failure::new(format_args!(
            "{name} holds {}{more}, which no dump wrote: nothing was changed",
            first.display()
        ))
        .hint("move it out of the folder: what a dump writes is the whole state"));
    }
    Ok(found)
}

/// Whether the first line says that a dump wrote it.
fn is_marked(path: &Path) -> bool {
    use std::io::Read as _;
    let mut start = [0; MARK.len()];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == *MARK.as_bytes()
}
