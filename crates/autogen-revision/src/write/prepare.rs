//! Making the texts of new files, and refusing what would not read back as it is meant.

use std::collections::{BTreeMap, BTreeSet};

use super::{Added, KeptHalf, NewHalf, Rewrite, WriteError};
use crate::chain::Chain;
pub(crate) use crate::chain::REPLACED_FOLDER as REPLACED;
use crate::checksum::Checksum;
use crate::file::{Direction, FileName, FileText};
use crate::header::Header;
use crate::id::RevisionId;
use crate::slug::slug;

/// A file that is ready to be written.
pub(super) struct Prepared {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) checksum: Checksum,
}

/// The name, below the folder, that a file of a squashed revision gets.
pub(crate) fn in_replaced(name: &str) -> String {
    format!("{REPLACED}/{name}")
}

/// The files that come: of all revisions, each up file before its down file, and the copies of those
/// that are put aside.
pub(super) fn prepare(chain: &Chain, rewrite: &Rewrite) -> Result<Vec<Prepared>, WriteError> {
    let mut files = Vec::new();
    let gone: BTreeSet<RevisionId> =
        rewrite.removed.iter().chain(&rewrite.replaced).copied().collect();
    let mut known: BTreeSet<RevisionId> = chain.iter().map(|revision| revision.id()).collect();
    known.retain(|id| !gone.contains(id));
    // whoever names one that was replaced means what replaces it
    let aliases: BTreeSet<RevisionId> =
        known.iter().flat_map(|id| chain.replaced_ids(*id)).collect();
    let mut labels: BTreeMap<&str, RevisionId> =
        chain.labels().filter(|(_, id)| !gone.contains(id)).collect();
    let removed: BTreeSet<RevisionId> = rewrite.removed.iter().copied().collect();
    for revision in chain.iter().filter(|revision| known.contains(&revision.id())) {
        let header = revision.header();
        let mut needed = header.follows.iter().chain(&header.depends_on);
        if let Some(parent) = needed.find(|id| removed.contains(id)) {
            return Err(WriteError::StillFollowed { id: *parent, child: revision.id() });
        }
    }
    for added in &rewrite.added {
        let (up, down) = added.headers();
        let id = up.id;
        if let Some(line) = down.contradicts(up) {
            return Err(WriteError::HalvesDisagree { id, line });
        }
        let mut needed = up.follows.iter().chain(&up.depends_on);
        if let Some(parent) = needed.find(|id| !known.contains(id) && !aliases.contains(id)) {
            return Err(WriteError::MissingParent { id, parent: *parent });
        }
        for label in &up.labels {
            if let Some(first) = labels.insert(label, id) {
                return Err(WriteError::LabelTaken { id, label: label.clone(), first });
            }
        }
        if gone.contains(&id) || aliases.contains(&id) || !known.insert(id) {
            return Err(WriteError::Exists { id });
        }
        let slug = slug(&up.message);
        let name = |direction| FileName { id, slug: slug.clone(), direction };
        match added {
            Added::Planned(revision) => {
                for half in [revision.up.clone().guarded(), revision.down.clone().guarded()] {
                    files.push(prepare_file(&name(half.header.direction), &half)?);
                }
            }
            Added::Kept { up, down } => {
                for half in [up, down] {
                    files.push(prepare_kept(&name(half.header.direction), half)?);
                }
            }
        }
    }
    for id in &rewrite.replaced {
        let Some(revision) = chain.get(*id) else { continue };
        for direction in [Direction::Up, Direction::Down] {
            let file = revision.file(direction);
            files.push(Prepared {
                name: in_replaced(&revision.file_name(direction).to_string()),
                text: file.text().to_owned(),
                checksum: file.checksum,
            });
        }
    }
    Ok(files)
}

impl Added {
    /// The headers of its two files.
    pub(super) fn headers(&self) -> (&Header, &Header) {
        match self {
            Self::Planned(revision) => (&revision.up.header, &revision.down.header),
            Self::Kept { up, down } => (&up.header, &down.header),
        }
    }
}

/// A file whose text was somebody's own, and stays so.
fn prepare_kept(name: &FileName, half: &KeptHalf) -> Result<Prepared, WriteError> {
    let name = name.to_string();
    let text = half.text();
    let read = FileText::parse(&text)
        .map_err(|source| WriteError::Header { file: name.clone(), source: Box::new(source) })?;
    let guarded = read.guarded();
    let guarded = guarded.map_err(|source| WriteError::Sections { file: name.clone(), source })?;
    let text = guarded.unwrap_or(text);
    Ok(Prepared { name, checksum: Checksum::of(&text), text })
}

fn prepare_file(name: &FileName, half: &NewHalf) -> Result<Prepared, WriteError> {
    let name = name.to_string();
    let half = half.clone().guarded();
    for (at, statement) in half.sections.iter().flat_map(|s| &s.statements).enumerate() {
        // Git and we make line ends `\n`: the file would not run what was planned.
        if statement.sql.contains("\r\n") || statement.sql.contains('\0') {
            return Err(WriteError::LineEnds { file: name, statement: at + 1 });
        }
    }
    let text = half.text();
    let read = FileText::parse(&text)
        .map_err(|source| WriteError::Header { file: name.clone(), source: Box::new(source) })?;
    let sections =
        read.sections().map_err(|source| WriteError::Sections { file: name.clone(), source })?;
    let found = sections.iter().map(|section| section.statements.len()).sum();
    let planned = half.sections.iter().map(|section| section.statements.len()).sum();
    if found != planned {
        return Err(WriteError::Statements { file: name, planned, found });
    }
    if !half.header.transaction && found != 1 {
        return Err(WriteError::NoTransaction { file: name, found });
    }
    Ok(Prepared { name, checksum: read.checksum, text })
}
