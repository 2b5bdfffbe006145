//! What a change is to those who use the schema, as semantic versioning asks. Knows no kind: each says
//! for itself who notices it ([`crate::kind::Object::noticed`]).

use std::fmt;

use crate::action::Action;
use crate::catalog::Catalog;
use crate::diff::{Change, diff};
use crate::hazard::HazardClass;
use crate::kind::Payload;
use crate::object_id::ObjectId;

/// What a change is to programs that were written for the schema before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compatibility {
    /// They cannot tell: a comment, an index. A patch.
    Neutral,
    /// They go on, and there is more: a table, a column that may be null. A minor version.
    Additive,
    /// They may fail: what they name is gone, has another type, or refuses what they write. A major one.
    Breaking,
}

impl fmt::Display for Compatibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Neutral => "neutral",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        })
    }
}

/// By whom it is noticed that an object comes or goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noticed {
    /// By nobody, as far as statements and their results go.
    Never,
    /// By those whose statements it refuses, or from whom it hides: one that comes breaks them, one that
    /// goes does not.
    AsRefusal,
    /// By those who use it: one that goes breaks them.
    InUse,
}

/// What the actions that lead from one catalog to the other are, all in all. Both catalogs have the same
/// names: that something was renamed is not seen here, and is [`Compatibility::Breaking`].
///
/// An action breaks by what it loses, and by failing on rows that are there, as new rows like them fail
/// from then on; this leaves out what is only taken down and put back.
pub fn compatibility<'a>(
    actions: impl IntoIterator<Item = &'a Action>,
    before: &Catalog,
    after: &Catalog,
) -> Compatibility {
    let changes = diff(before, after);
    let changed = changes.iter().map(|(id, change)| of_change(id, *change, before, after));
    let of_actions = actions.into_iter().map(|action| {
        let differs = || action.touches().into_iter().any(|id| changes.contains_key(id));
        let breaks = action.hazards.iter().any(|hazard| match hazard.class {
            HazardClass::DataLoss => true,
            HazardClass::MayFail(_) => differs(),
            _ => false,
        });
        if breaks { Compatibility::Breaking } else { Compatibility::Neutral }
    });
    changed.chain(of_actions).max().unwrap_or(Compatibility::Neutral)
}

fn of_change(id: &ObjectId, change: Change, before: &Catalog, after: &Catalog) -> Compatibility {
    use Compatibility::{Additive, Breaking, Neutral};
    let (was, is) = (before.payload(id), after.payload(id));
    let Some(payload) = is.or(was) else { return Neutral };
    match (payload.noticed(), change) {
        (Noticed::Never, _) => match (was, is) {
            // what nobody noticed may become something that is noticed
            (Some(was), Some(is)) if was.noticed() != is.noticed() => Breaking,
            _ => Neutral,
        },
        // a part of a new object refuses nothing that was possible before
        (Noticed::AsRefusal, Change::Create) if before.facts.contains_key(id.outermost()) => {
            Breaking
        }
        (_, Change::Create) | (Noticed::AsRefusal, Change::Drop) => Additive,
        (Noticed::InUse, Change::Drop) | (Noticed::AsRefusal, Change::Alter) => Breaking,
        (Noticed::InUse, Change::Alter) => match (was, is) {
            (Some(was), Some(is)) => Payload::compatibility(was, is),
            _ => Breaking,
        },
    }
}
