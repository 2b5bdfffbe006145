//! Reading a folder into a chain.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Chain, ChainError, REPLACED_FOLDER};
use crate::file::{Direction, FileName, FileText};
use crate::id::RevisionId;
use crate::revision::Revision;
use crate::write::guard::Guard;
use crate::write::journal::{self, Journal};
use crate::write::prepare::in_replaced;

/// Reads a folder, waiting for a write that is under way.
pub(super) fn read(folder: &Path) -> Result<Chain, ChainError> {
    let _guard = Guard::shared(folder);
    read_unguarded(folder)
}

/// Reads a folder for one who holds its guard.
pub(crate) fn read_unguarded(folder: &Path) -> Result<Chain, ChainError> {
    let mut chain = Chain::empty(folder);
    let mut names = list(folder)?;
    let journal = journal::read(folder)
        .map_err(|source| ChainError::Io { file: journal::path(folder), source })?;
    names.retain(|name| !journal.hidden().contains_key(name));
    for (id, names) in halves(folder, names, &mut chain.strays)? {
        let revision = read_pair(folder, id, &names, &open)?;
        chain.revisions.insert(id, revision);
    }
    read_replaced(&mut chain, &journal)?;
    chain.link()?;
    Ok(chain)
}

/// A chain of texts that were read before, each with its path in the folder.
pub(super) fn texts(folder: &Path, texts: &BTreeMap<&str, &str>) -> Result<Chain, ChainError> {
    let mut chain = Chain::empty(folder);
    let open = |path: &Path| {
        let name = path.strip_prefix(folder).ok().and_then(Path::to_str);
        let text = name.and_then(|name| texts.get(name));
        text.map(|text| text.as_bytes().to_vec()).ok_or_else(|| ErrorKind::NotFound.into())
    };
    let replaced_folder = format!("{REPLACED_FOLDER}/");
    let (mut names, mut replaced) = (Vec::new(), Vec::new());
    for name in texts.keys() {
        match name.strip_prefix(replaced_folder.as_str()) {
            Some(name) => replaced.push(name.to_owned()),
            None => names.push((*name).to_owned()),
        }
    }
    for (id, names) in halves(folder, names, &mut chain.strays)? {
        chain.revisions.insert(id, read_pair(folder, id, &names, &open)?);
    }
    let folder = folder.join(REPLACED_FOLDER);
    for (id, names) in halves(&folder, replaced, &mut chain.strays)? {
        chain.replaced.insert(id, read_pair(&folder, id, &names, &open)?);
    }
    chain.link()?;
    Ok(chain)
}

/// How a file's bytes are had.
type Open<'a> = &'a dyn Fn(&Path) -> io::Result<Vec<u8>>;

fn open(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Reads what lies in the folder of replaced revisions, if there is one.
fn read_replaced(chain: &mut Chain, journal: &Journal) -> Result<(), ChainError> {
    let folder = chain.folder.join(REPLACED_FOLDER);
    if !folder.is_dir() {
        return Ok(());
    }
    let mut names = list(&folder)?;
    names.retain(|name| !journal.hidden().contains_key(&in_replaced(name)));
    for (id, names) in halves(&folder, names, &mut chain.strays)? {
        let revision = read_pair(&folder, id, &names, &open)?;
        chain.replaced.insert(id, revision);
    }
    Ok(())
}

/// The names that are those of revisions, by id; other `.sql` files are strays.
fn halves(
    folder: &Path,
    names: Vec<String>,
    strays: &mut Vec<PathBuf>,
) -> Result<BTreeMap<RevisionId, Vec<FileName>>, ChainError> {
    let mut halves: BTreeMap<RevisionId, Vec<FileName>> = BTreeMap::new();
    for name in names {
        let path = folder.join(&name);
        if FileName::claims(&name) {
            let name: FileName =
                name.parse().map_err(|source| ChainError::Name { file: path, source })?;
            halves.entry(name.id).or_default().push(name);
        } else if !name.starts_with('.') && name.to_ascii_lowercase().ends_with(".sql") {
            strays.push(path);
        }
    }
    Ok(halves)
}

/// The names of a folder's files, sorted. What is not UTF-8 is no name that we give.
fn list(folder: &Path) -> Result<Vec<String>, ChainError> {
    let failed = |source| ChainError::Folder { folder: folder.to_owned(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if let Ok(name) = entry.file_name().into_string() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Reads the files of one id.
fn read_pair(
    folder: &Path,
    id: RevisionId,
    names: &[FileName],
    open: Open<'_>,
) -> Result<Revision, ChainError> {
    let path = |name: &FileName| folder.join(name.to_string());
    if let Some(other) = names.iter().find(|name| name.slug != names[0].slug) {
        return Err(ChainError::Duplicate { first: path(&names[0]), second: path(other) });
    }
    let [first, second] = names else {
        let (present, missing) = (path(&names[0]), path(&names[0].opposite()));
        return Err(ChainError::MissingHalf { present, missing });
    };
    let (up, down) =
        if first.direction == Direction::Up { (first, second) } else { (second, first) };
    let up_text = read_file(&path(up), id, Direction::Up, open)?;
    let down_text = read_file(&path(down), id, Direction::Down, open)?;
    if let Some(line) = down_text.header.contradicts(&up_text.header) {
        return Err(ChainError::HalvesDisagree { up: path(up), down: path(down), line });
    }
    Ok(Revision::new(folder, up.slug.clone(), up_text, down_text))
}

fn read_file(
    path: &Path,
    id: RevisionId,
    direction: Direction,
    open: Open<'_>,
) -> Result<FileText, ChainError> {
    let file = || PathBuf::from(path);
    let bytes = open(path).map_err(|source| ChainError::Io { file: file(), source })?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        ChainError::NotUtf8 { file: file(), line }
    })?;
    let text =
        FileText::parse(text).map_err(|source| ChainError::Header { file: file(), source })?;
    if text.header.id != id {
        return Err(ChainError::OtherId { file: file(), header: text.header.id });
    }
    if text.header.direction != direction {
        return Err(ChainError::OtherDirection { file: file(), header: text.header.direction });
    }
    Ok(text)
}
