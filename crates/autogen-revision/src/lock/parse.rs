//! Reading a lock file, strictly or for what can be saved.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::{Lock, LockError};
use crate::checksum::{Checksum, normalise};
use crate::scope::Scope;

impl Lock {
    /// Reads a lock's text. `file` is only named in errors.
    ///
    /// # Errors
    /// [`LockError`], naming the line.
    pub fn parse(text: &str, file: &Path) -> Result<Self, LockError> {
        let text = normalise(text);
        let file = || file.to_owned();
        if let Some(at) = text.lines().position(is_marker) {
            return Err(LockError::Conflict { file: file(), line: at + 1 });
        }
        let mut lock = Self::default();
        let mut hash = None;
        for (at, line) in text.lines().enumerate() {
            let known = match line.strip_prefix("chain ") {
                Some(hex) if at == 0 => hex.parse::<Checksum>().ok().map(|sum| hash = Some(sum)),
                _ if at == 0 => None,
                _ => read_line(line, &mut lock.scope, |name, sum| {
                    lock.files.insert(name, sum);
                }),
            };
            if known.is_none() {
                let text = line.chars().take(80).collect();
                return Err(LockError::Line { file: file(), line: at + 1, text });
            }
        }
        // The text, not the meaning, is compared: a doubled line is a changed line.
        if hash != Some(lock.hash()) || lock.to_string() != text {
            return Err(LockError::Hash { file: file() });
        }
        Ok(lock)
    }
}

/// What the two sides of a conflicted lock record: the scope of both together, and for each file the
/// checksums that one of them gives.
pub(crate) fn sides(folder: &Path) -> (Scope, BTreeMap<String, BTreeSet<Checksum>>) {
    let mut scope = Scope::default();
    let mut files: BTreeMap<String, BTreeSet<Checksum>> = BTreeMap::new();
    let bytes = fs::read(Lock::path(folder)).unwrap_or_default();
    for line in normalise(&String::from_utf8_lossy(&bytes)).lines() {
        read_line(line, &mut scope, |name, sum| {
            files.entry(name).or_default().insert(sum);
        });
    }
    (scope, files)
}

/// The scope and file names that the lines of a folder's lock still tell, whatever else is wrong with
/// it; of a conflicted lock, both sides.
pub(crate) fn salvage(folder: &Path) -> (Scope, BTreeSet<String>) {
    let mut scope = Scope::default();
    let mut names = BTreeSet::new();
    let bytes = fs::read(Lock::path(folder)).unwrap_or_default();
    for line in normalise(&String::from_utf8_lossy(&bytes)).lines() {
        read_line(line, &mut scope, |name, _| {
            names.insert(name);
        });
    }
    (scope, names)
}

/// Takes in a line other than the first; `None` if it is none of a lock's.
fn read_line(line: &str, scope: &mut Scope, file: impl FnOnce(String, Checksum)) -> Option<()> {
    if line.starts_with('#') {
        return Some(());
    }
    if let Some(rest) = line.strip_prefix("scope ") {
        return scope.read_line(rest);
    }
    let (sum, name) = line.split_once("  ")?;
    file(name.to_owned(), sum.parse().ok()?);
    Some(())
}

fn is_marker(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker))
}
