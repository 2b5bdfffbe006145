//! Guards of files that were written or edited by hand.

use std::path::{Path, PathBuf};

use super::{Lock, LockError};
use crate::chain::read::read_unguarded;
use crate::file::Direction;
use crate::write::disk::{Disk, RealDisk, temporary};
use crate::write::guard::Guard;

/// Gives a guard ([`crate::guard`]) to each file of a folder that should have one and has none, and returns
/// their paths. A file that is as the lock records it stays: a database may have it.
///
/// # Errors
/// [`LockError`] if the revisions cannot be read or cut into sections, or a file cannot be written.
pub fn add_guards(folder: &Path) -> Result<Vec<PathBuf>, LockError> {
    let _guard = Guard::exclusive(folder);
    // a lock that cannot be read is about to be written anew, and knows nothing
    let recorded = Lock::read(folder).ok().flatten().unwrap_or_default().files;
    let chain = read_unguarded(folder)?;
    let mut changed = Vec::new();
    for revision in chain.iter() {
        for direction in [Direction::Up, Direction::Down] {
            let name = revision.file_name(direction).to_string();
            let (file, text) = (revision.path(direction), revision.file(direction));
            if recorded.get(&name) == Some(&text.checksum) {
                continue;
            }
            let guarded = text.guarded();
            let guarded =
                guarded.map_err(|source| LockError::Sections { file: file.clone(), source })?;
            let Some(guarded) = guarded else { continue };
            let new = temporary(&file);
            let mut disk = RealDisk;
            let _ = disk.remove(&new);
            let written = disk.create(&new, guarded.as_bytes());
            if let Err(source) = written.and_then(|()| disk.rename(&new, &file)) {
                let _ = disk.remove(&new);
                return Err(LockError::Io { file, source });
            }
            changed.push(file);
        }
    }
    Ok(changed)
}
