//! What was elaborated before, kept in files by the content of everything that decides it.
//!
//! A file is whole or not there: it is written aside and renamed, so that readers need no lock, and it
//! holds its own key and a checksum, so that one that is damaged or somebody else's counts as not there
//! and is written anew. The cache is never a reason for an error: a folder that cannot be written to is
//! no cache.

mod key;
mod traits;

use std::fs::{File, FileTimes};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub use key::{Key, KeyBuilder};
pub use traits::Traits;

/// What a file starts with. Raised when its shape changes.
const MAGIC: &[u8; 16] = b"autogen cache 1\n";

/// What all files may take together; the catalog of a thousand tables takes some 4 MB.
const LIMIT: u64 = 128 << 20;

/// When a file that is still being written belongs to nobody any more.
const STALE: Duration = Duration::from_secs(3600);

/// The extension of a file that is being written.
const UNFINISHED: &str = "new";

/// A folder of results that servers of these traits gave.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    /// What of the server decides results.
    pub(crate) traits: Traits,
}

impl Cache {
    /// In this folder, which is made once there is something to keep.
    pub fn new(folder: impl Into<PathBuf>, traits: Traits) -> Self {
        Self { folder: folder.into(), traits }
    }

    /// What is kept under a key.
    pub(crate) fn load(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let content = content(&path, Some(key.content()))?;
        // the files used last are those that stay
        let times = FileTimes::new().set_modified(SystemTime::now());
        drop(File::open(&path).and_then(|file| file.set_times(times)));
        Some(content)
    }

    /// What was kept last of all that differs from the key in its statements alone.
    pub(crate) fn former(&self, key: &Key) -> Option<Vec<u8>> {
        let mut files = files(&self.folder);
        files.retain(|file| {
            let name = file.path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with(&key.family()))
        });
        files.sort_by_key(|file| std::cmp::Reverse(file.modified));
        files.iter().find_map(|file| content(&file.path, None))
    }

    /// Keeps a content.
    pub(crate) fn store(&self, key: &Key, content: &[u8]) {
        // a cache that cannot be written to is none
        drop(self.try_store(key, content));
    }

    fn try_store(&self, key: &Key, content: &[u8]) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let path = self.path(key);
        let suffix = format!("{}-{:x}.{UNFINISHED}", std::process::id(), crate::server::random());
        let unfinished = path.with_extension(suffix);
        let write = || {
            let mut file = File::create_new(&unfinished)?;
            file.write_all(MAGIC)?;
            file.write_all(checksum(key.content(), content).as_bytes())?;
            file.write_all(key.content())?;
            file.write_all(content)?;
            drop(file);
            std::fs::rename(&unfinished, &path)
        };
        let written = write();
        if written.is_err() {
            drop(std::fs::remove_file(&unfinished));
        }
        self.make_room(&path);
        written
    }

    /// Removes what was used longest ago until the rest is small enough.
    fn make_room(&self, newest: &Path) {
        let mut files = files(&self.folder);
        files.sort_by_key(|file| std::cmp::Reverse(file.modified));
        let mut room = LIMIT;
        for file in files {
            let unfinished = file.path.extension().is_some_and(|extension| extension == UNFINISHED);
            let stale = unfinished && file.modified.elapsed().is_ok_and(|age| age > STALE);
            let fits = room.checked_sub(file.size);
            room = fits.unwrap_or_default();
            if stale || fits.is_none() && file.path != newest {
                drop(std::fs::remove_file(&file.path));
            }
        }
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(key.name())
    }
}

fn checksum(key: &[u8; 32], content: &[u8]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key).update(content);
    hasher.finalize()
}

/// What a file holds, if it is whole, and of this key if one is given.
fn content(path: &Path, key: Option<&[u8; 32]>) -> Option<Vec<u8>> {
    let mut file = File::open(path).ok()?;
    if file.metadata().ok()?.len() > LIMIT {
        return None;
    }
    let mut head = [0; 80];
    file.read_exact(&mut head).ok()?;
    let (magic, head) = head.split_first_chunk::<16>()?;
    let (sum, head) = head.split_first_chunk::<32>()?;
    let of = head.first_chunk::<32>()?;
    if magic != MAGIC || key.is_some_and(|key| key != of) {
        return None;
    }
    let mut content = Vec::new();
    file.read_to_end(&mut content).ok()?;
    (checksum(of, &content).as_bytes() == sum).then_some(content)
}

struct Kept {
    path: PathBuf,
    modified: SystemTime,
    size: u64,
}

/// The files of a folder, as far as they can be looked at.
fn files(folder: &Path) -> Vec<Kept> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let meta = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
            Some(Kept { path: entry.path(), modified: meta.modified().ok()?, size: meta.len() })
        })
        .collect()
}
