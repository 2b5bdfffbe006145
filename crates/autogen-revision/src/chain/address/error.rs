//! Why an address does not say what is meant.

use crate::chain::{HeadError, Position};
use crate::id::RevisionId;

/// Why an address does not say which revision is meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// It has none of the forms.
    #[error(
        "`{address}` is no revision: an id, at least 4 of its first digits, `head`, `heads`, `base`, \
         `current`, `+N`, `-N`, a branch label, `LABEL@head` or `REV+N` is expected; see the ids and \
         labels with `autogen history`"
    )]
    Malformed {
        /// The address, cut to a readable length.
        address: String,
    },
    /// Too few digits.
    #[error("`{address}` is too short: give at least 4 digits; see the ids with `autogen history`")]
    TooShort {
        /// The digits.
        address: String,
    },
    /// No revision begins so.
    #[error("there is no revision `{address}` in the folder; see the ids with `autogen history`")]
    Unknown {
        /// The digits.
        address: String,
    },
    /// Several revisions begin so.
    #[error("`{address}` may be {}; give more digits, see `autogen history`", list(.ids))]
    Ambiguous {
        /// The digits.
        address: String,
        /// The revisions.
        ids: Vec<RevisionId>,
    },
    /// No branch is called so.
    #[error("there is no branch `{label}`: {}; see the branches with `autogen branches`", labels(.known))]
    UnknownLabel {
        /// What stands before the `@`.
        label: String,
        /// The labels that there are.
        known: Vec<String>,
    },
    /// A revision of another branch.
    #[error(
        "revision {id} is not in the branch `{label}`; see the branches with `autogen branches`"
    )]
    OtherBranch {
        /// The branch as it was given.
        label: String,
        /// The revision.
        id: RevisionId,
    },
    /// Steps from a label.
    #[error(
        "`{label}{steps}` does not say from where: write `{label}@{steps}` to step from where the database is, or `{label}@head{steps}`"
    )]
    LabelStep {
        /// The label.
        label: String,
        /// The sign and the number.
        steps: String,
    },
    /// `head` of a chain with several.
    #[error(transparent)]
    Heads(#[from] HeadError),
    /// `LABEL@head` of a branch with several.
    #[error("the branch `{label}` has several heads: {}; name one, or say `{label}@heads`", list(.ids))]
    BranchHeads {
        /// The branch.
        label: String,
        /// Its heads.
        ids: Vec<RevisionId>,
    },
    /// What is relative to a database where there is none.
    #[error(
        "`{address}` depends on what a database has applied, and none is looked at here; name a revision, see `autogen history`"
    )]
    NeedsDatabase {
        /// The address.
        address: String,
    },
    /// Steps from where a database stands, which is several revisions.
    #[error(
        "the database is at {}, so `{address}` may mean several ways; name one: `REV{address}` or, of a \
         branch with a label, `LABEL@{address}`",
        both(.ids)
    )]
    SeveralCurrent {
        /// The steps.
        address: String,
        /// Where it stands.
        ids: Vec<RevisionId>,
    },
    /// A step where the chain branches.
    #[error(
        "from {from} the ways part to {}; name one instead of counting, see `autogen history`",
        list(.ids)
    )]
    Parting {
        /// Where the ways part.
        from: Position,
        /// Where they go.
        ids: Vec<RevisionId>,
    },
    /// A step back to before a merge, and further.
    #[error(
        "on the way back a merge joins {}; name one instead of counting, see `autogen history`",
        both(.ids)
    )]
    Merge {
        /// What is merged.
        ids: Vec<RevisionId>,
    },
    /// More steps than there are.
    #[error("{}; see `autogen history`", too_far(*.asked, *.left))]
    TooFar {
        /// The steps asked for.
        asked: usize,
        /// The steps that there are.
        left: usize,
    },
    /// One revision is needed, and the address means none or several.
    #[error("`{address}` is {} where one revision is needed; see the ids with `autogen history`", if .ids.is_empty() { "before all revisions".to_owned() } else { both(.ids) })]
    NotOne {
        /// The address.
        address: String,
        /// What it means.
        ids: Vec<RevisionId>,
    },
}

fn too_far(asked: usize, left: usize) -> String {
    match left {
        0 => "there is no further revision that way".to_owned(),
        1 => format!("there is only 1 further revision that way, not {asked}"),
        _ => format!("there are only {left} further revisions that way, not {asked}"),
    }
}

fn labels(known: &[String]) -> String {
    match known {
        [] => "no revision has a label".to_owned(),
        known => format!("the labels are {}", known.join(", ")),
    }
}

fn list(ids: &[RevisionId]) -> String {
    joined(ids, " or ")
}

fn both(ids: &[RevisionId]) -> String {
    joined(ids, " and ")
}

fn joined(ids: &[RevisionId], word: &str) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(word)
}
