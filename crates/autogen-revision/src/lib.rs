//! The revision pair, its header, the chain and the lock file.
//!
//! A *revision* is a plan written to `generated/` as two SQL files, `….up.sql` and `….down.sql`,
//! each opened by a [`Header`] of comment lines that a person and this crate can both read. The
//! revisions of a folder, joined by their `follows` lines, are the [`Chain`]; what was written is
//! remembered in [`Lock`] (`autogen.lock`), so that an edit, a loss or a clash of two branches
//! is noticed.
//!
//! What this crate must not know: databases, catalogs, kinds of objects, how a statement came to
//! be. Statements come in as text and fingerprints as hexadecimal digits; nothing here decides
//! what a statement means. The syntax library serves layout and splitting only, and layout can
//! change nothing but white space, letter case of keywords and quotes that Postgres itself would
//! leave away (see [`mod@layout`]).

pub mod bound;
pub mod chain;
pub mod checksum;
pub mod directive;
pub mod duration;
mod escape;
pub mod file;
pub mod gitattributes;
pub mod guard;
pub mod header;
pub mod highlight;
pub mod id;
#[cfg_attr(not(feature = "layout"), path = "layout/plain.rs")]
pub mod layout;
pub mod lock;
pub mod place;
pub mod revision;
pub mod scope;
pub mod section;
pub mod sections;
pub mod slug;
pub mod split;
#[cfg(test)]
mod testing;
mod tokens;
pub mod write;

pub use chain::{
    AddressError, Branch, Chain, ChainError, HeadError, Position, REPLACED_FOLDER, Range, Step,
    StepError, Target,
};
pub use checksum::Checksum;
pub use directive::{Batch, DirectiveError, Directives, Mode};
pub use file::{Direction, FileName, FileText};
pub use header::{
    Bump, CatalogMark, CatalogStep, Fingerprint, Header, HeaderError, LabelError, Version,
    VersionMark, check_label,
};
pub use id::{IdError, RevisionId};
pub use layout::layout;
pub use lock::{Lock, LockError, LockProblem};
pub use place::Place;
pub use revision::Revision;
pub use scope::Scope;
pub use section::{Section, Statement};
pub use sections::{SectionError, SectionSpan};
pub use slug::slug;
pub use split::{SplitError, StatementSpan, split};
pub use write::{
    Added, KeptHalf, NewHalf, NewRevision, Rewrite, WriteError, recover, rewrite, write_all,
};
