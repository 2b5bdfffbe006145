//! One writer at a time, and no reader meanwhile.

use std::fs::File;
use std::path::Path;

/// A lock on the folder itself, which the system lets go when the process ends, however it ends.
///
/// Where folders cannot be locked (Windows, some network file systems) there is none; the journal
/// still keeps readers from seeing half a write.
pub(crate) struct Guard {
    _folder: Option<File>,
}

impl Guard {
    /// For a reader; waits for a writer.
    pub(crate) fn shared(folder: &Path) -> Self {
        Self { _folder: File::open(folder).ok().filter(|file| file.lock_shared().is_ok()) }
    }

    /// For a writer; waits for all others.
    pub(crate) fn exclusive(folder: &Path) -> Self {
        Self { _folder: File::open(folder).ok().filter(|file| file.lock().is_ok()) }
    }
}
