//! Functions and procedures, of which each is told from others of its name by the types of its arguments.
//! Aggregates and window functions are not modelled.

use serde::{Deserialize, Serialize};

use super::routine::Routine;
use super::{Impact, Object, Reaction, Site, Slot};
use crate::action::Action;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

macro_rules! routine {
    ($(#[$doc:meta])* $kind:ident, $name:literal, $prokind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $kind(Routine);

        impl Object for $kind {
            const NAME: &'static str = $name;
            const QUERY: &'static str =
                concat!(include_str!("routine.sql"), "  and p.prokind = '", $prokind, "'");
            const OVERLOADED: bool = true;

            fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
                Routine::read(row).map(Self)
            }

            fn create(&self, site: &Site<'_>) -> Vec<Action> {
                self.0.create(site)
            }

            fn remove(&self, site: &Site<'_>) -> Vec<Action> {
                Routine::remove(site)
            }

            fn impact(Self(before): &Self, Self(after): &Self) -> Impact {
                Routine::impact(before, after)
            }

            fn alter(Self(before): &Self, Self(after): &Self, site: &Site<'_>) -> Vec<Action> {
                before.alter(after, site)
            }

            fn reaction(&self, _: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
                self.0.reaction(cause, impact)
            }

            fn slots(&self, id: &ObjectId) -> Vec<Slot> {
                Routine::slots(id)
            }

            fn hides_calls(&self) -> bool {
                self.0.is_text()
            }

            fn summary(&self) -> String {
                self.0.summary()
            }
        }
    };
}

routine! {
    /// A function that is no aggregate or window function.
    Function, "function", "f"
}

routine! {
    /// A procedure.
    Procedure, "procedure", "p"
}
