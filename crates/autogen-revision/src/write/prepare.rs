//! Making the texts of new files, and refusing what would not read back as it is meant.

use std::collections::BTreeSet;

use super::{NewHalf, NewRevision, WriteError};
use crate::chain::Chain;
use crate::checksum::Checksum;
use crate::file::{FileName, FileText};
use crate::id::RevisionId;
use crate::slug::slug;

/// A file that is ready to be written.
pub(super) struct Prepared {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) checksum: Checksum,
}

/// The files of all revisions, each up file before its down file.
pub(super) fn prepare(
    chain: &Chain,
    revisions: &[NewRevision],
) -> Result<Vec<Prepared>, WriteError> {
    let mut files = Vec::new();
    let mut known: BTreeSet<RevisionId> = chain.iter().map(|revision| revision.id()).collect();
    for NewRevision { up, down } in revisions {
        let id = up.header.id;
        if let Some(line) = down.header.contradicts(&up.header) {
            return Err(WriteError::HalvesDisagree { id, line });
        }
        if let Some(parent) = up.header.follows.iter().find(|parent| !known.contains(parent)) {
            return Err(WriteError::MissingParent { id, parent: *parent });
        }
        if !known.insert(id) {
            return Err(WriteError::Exists { id });
        }
        let slug = slug(&up.header.message);
        for half in [up, down] {
            let name = FileName { id, slug: slug.clone(), direction: half.header.direction };
            files.push(prepare_file(&name, half)?);
        }
    }
    Ok(files)
}

fn prepare_file(name: &FileName, half: &NewHalf) -> Result<Prepared, WriteError> {
    let name = name.to_string();
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
