//! The comment lines that open each file of a revision.
//!
//! ```sql
//! -- autogen revision 20261120103000, follows 20261118090211
//! -- add phone column
//! -- catalog 3f9c1a2b77d0e412 (pg15) -> 81d0e7aa0c5b9f36 (pg15)
//! --   + column user.phone character varying(20)
//! -- version 1.4.0 (minor)
//! -- depends on 20261117103000
//! -- label billing
//! -- scope schemas public
//! -- scope kinds enum, table
//! ```
//!
//! `version`, `depends on`, `label` and `replaces` stand in the up file only, as scope and decisions do, and
//! as `-- not proven`, which a revision has that was written with `--no-prove`.
//!
//! A person reads them in a review; [`Header::parse`] reads them back exactly. The message stands
//! between the first line and the `catalog` line, whatever it says: free text is written so that
//! it can neither leave its comment nor pass for another line. A blank line ends the header.
//!
//! What the lines mean for a database is not known here.

mod fingerprint;
mod label;
mod parse;
mod render;
mod version;

use crate::file::Direction;
use crate::id::RevisionId;
use crate::scope::Scope;

pub use fingerprint::{CatalogMark, CatalogStep, Fingerprint, FingerprintError};
pub use label::{LabelError, check_label};
pub use parse::HeaderError;
pub use version::{Bump, Version, VersionError, VersionMark};

/// The line of a revision that was written without a proof.
const UNPROVEN: &str = "-- not proven";

/// What the head of a revision's file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The revision's identity.
    pub id: RevisionId,
    /// The file's direction; the two files of a revision have a header each.
    pub direction: Direction,
    /// Its parents: none for the first revision, two for a merge.
    pub follows: Vec<RevisionId>,
    /// What the author said of it: any text, of any number of lines.
    pub message: String,
    /// The catalogs before and after this file has run; `None` for a revision written by hand
    /// that was not proven yet.
    pub catalog: Option<CatalogStep>,
    /// One entry a change, like `+ column user.phone character varying(20)`.
    pub summary: Vec<String>,
    /// Whether it was written without a proof, as `--no-prove` asks for.
    pub unproven: bool,
    /// The schema's version that the revision leads to.
    pub version: Option<VersionMark>,
    /// Revisions that must be applied before this one without being its parents.
    pub depends_on: Vec<RevisionId>,
    /// Names of the branch that begins here or runs through here (see [`check_label`]).
    pub labels: Vec<String>,
    /// The revisions that were squashed into this one, in the order in which they ran.
    pub replaces: Vec<RevisionId>,
    /// What the project managed when the revision was made.
    pub scope: Scope,
    /// What a person decided, as flags without their dashes:
    /// `allow drop-column:public.user.fax`, `rename public.user.email=email_address`.
    pub decisions: Vec<String>,
    /// Whether the file runs in one transaction. If not, it holds one statement, and its first
    /// line is `-- no-transaction`, which sqlx heeds too.
    pub transaction: bool,
}

impl Header {
    /// The header of an up file in a transaction that as yet says nothing but its name.
    #[must_use]
    pub fn new(id: RevisionId, message: impl Into<String>) -> Self {
        Self {
            id,
            direction: Direction::Up,
            follows: Vec::new(),
            message: message.into(),
            catalog: None,
            summary: Vec::new(),
            unproven: false,
            version: None,
            depends_on: Vec::new(),
            labels: Vec::new(),
            replaces: Vec::new(),
            scope: Scope::default(),
            decisions: Vec::new(),
            transaction: true,
        }
    }

    /// The header of the other file: same revision, catalogs swapped, with a summary of its own.
    /// Version, dependencies, labels, what it replaces, scope, decisions and that it was not proven stand in the up file only. It runs in a transaction until told
    /// otherwise.
    #[must_use]
    pub fn for_down(&self, summary: Vec<String>) -> Self {
        Self {
            direction: Direction::Down,
            catalog: self.catalog.as_ref().map(CatalogStep::swapped),
            summary,
            follows: self.follows.clone(),
            message: self.message.clone(),
            ..Self::new(self.id, "")
        }
    }

    /// In what this down header contradicts the up header of its revision, if in anything: the
    /// name of the line, for a message.
    pub(crate) fn contradicts(&self, up: &Self) -> Option<&'static str> {
        let expected = up.for_down(Vec::new());
        if self.id != expected.id {
            Some("id")
        } else if self.direction != expected.direction {
            Some("direction")
        } else if self.follows != expected.follows {
            Some("follows")
        } else if self.message != expected.message {
            Some("message")
        } else if self.catalog != expected.catalog {
            Some("catalog")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests;
