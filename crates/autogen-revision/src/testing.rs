//! What the tests of several modules need: a folder, and revisions to put in it.

use std::path::Path;

use crate::header::{CatalogMark, CatalogStep, Fingerprint, Header};
use crate::id::RevisionId;
use crate::section::{Section, Statement};
use crate::write::{NewHalf, NewRevision, write_all};

/// The n-th id of a test.
pub(crate) fn id(n: i64) -> RevisionId {
    RevisionId::new(20_261_120_103_000 + n).unwrap()
}

/// A revision with one statement each way.
pub(crate) fn revision(n: i64, follows: &[i64], message: &str) -> NewRevision {
    let mark = |n: i64| CatalogMark {
        fingerprint: Fingerprint::new(&format!("{n:016x}")).unwrap(),
        major: 15,
    };
    let mut header = Header::new(id(n), message);
    header.follows = follows.iter().map(|n| id(*n)).collect();
    header.catalog = Some(CatalogStep { before: mark(n), after: mark(n + 1) });
    header.summary = vec![format!("+ table t{n}")];
    header.scope.schemas.insert("public".to_owned());
    let down = NewHalf {
        header: header.for_down(vec![format!("- table t{n}")]),
        sections: vec![Section {
            statements: vec![Statement {
                comments: vec![format!("hazard: data loss: table public.t{n}")],
                sql: format!("DROP TABLE \"t{n}\""),
            }],
            ..Section::default()
        }],
    };
    let section = Section {
        statements: vec![Statement::new(format!("CREATE TABLE \"t{n}\" (\"a\" int, \"b\" int)"))],
        ..Section::default()
    };
    NewRevision { up: NewHalf { header, sections: vec![section] }, down }
}

/// Writes a straight chain of revisions 1 to `n`.
pub(crate) fn straight(folder: &Path, n: i64) {
    for n in 1..=n {
        let follows = if n == 1 { vec![] } else { vec![n - 1] };
        write_all(folder, &[revision(n, &follows, &format!("step {n}"))]).unwrap();
    }
}

/// The names and texts of a folder's files, as anyone sees them.
pub(crate) fn contents(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|e| (e.file_name().into_string().unwrap(), std::fs::read_to_string(e.path()).unwrap()))
        .collect();
    files.sort();
    files
}
