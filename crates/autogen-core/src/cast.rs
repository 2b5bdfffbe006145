//! The server's casts (`pg_cast`), which say whether a column type can change by itself.

use std::collections::BTreeMap;
use std::sync::Arc;

/// When Postgres applies a cast, and whether it costs anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Without being asked, when a value is assigned (`castcontext` `a` or `i`).
    pub on_assignment: bool,
    /// The bytes stay the same (`castmethod` `b`): no rewrite.
    pub binary: bool,
}

/// All casts of a server by source and target, named as `format_type` does without modifier. Shared between
/// clones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Casts(Arc<BTreeMap<(String, String), Cast>>);

impl Casts {
    /// The query that reads them: source, target, `castcontext`, `castmethod`.
    pub const QUERY: &'static str = "select format_type(castsource, -1), format_type(casttarget, -1), \
        castcontext, castmethod from pg_cast where castsource <> casttarget";

    /// Whether none are known, as of a catalog that did not come from a server.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds one, from the texts of a row of [`Casts::QUERY`].
    pub fn insert(&mut self, source: &str, target: &str, context: &str, method: &str) {
        let cast = Cast { on_assignment: context != "e", binary: method == "b" };
        Arc::make_mut(&mut self.0).insert((source.to_owned(), target.to_owned()), cast);
    }

    /// Those of both, as there are while a plan runs that makes an extension or drops one.
    pub fn with(&self, other: &Self) -> Self {
        // asked of each change of a type, where both are of one server nearly always
        if self.0 == other.0 {
            return self.clone();
        }
        let mut both = (*other.0).clone();
        both.extend(self.0.iter().map(|(types, cast)| (types.clone(), *cast)));
        Self(Arc::new(both))
    }

    /// The cast between two types, if there is one.
    pub fn find(&self, source: &str, target: &str) -> Option<Cast> {
        self.0.get(&(source.to_owned(), target.to_owned())).copied()
    }
}
