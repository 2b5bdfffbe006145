//! The kinds of object. All that is known of a kind stands in its own file, with the query that
//! reads it from the catalog beside it; everything else goes through [`Object`] and names no kind.
//!
//! To add one: write `<name>.rs` and `<name>.sql`, and give it a line in the registration below.
//! Kinds are read in that order, and a kind may refer only to objects of the kinds before it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::action::Action;
use crate::catalog::Catalog;
use crate::ident::Ident;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::{Compatibility, Noticed};

mod attached_index;
pub(crate) mod auto_increment;
mod check;
mod cluster_mark;
mod collation;
mod column;
mod column_order;
mod column_settings;
mod comment;
mod composite_type;
mod constraint;
pub(crate) mod copied_trigger;
mod default;
mod default_privileges;
mod domain;
mod domain_check;
mod enum_type;
mod exclusion;
mod extension;
mod foreign_key;
mod function;
pub(crate) mod grant;
mod heritage;
mod identity;
mod index;
mod inheritance;
mod made_anew;
mod materialized_view;
mod object;
mod owner;
mod partition;
mod policy;
mod primary_key;
mod privilege;
mod query;
mod range_type;
mod reindex;
mod relation_options;
mod replica_identity;
mod retype;
mod routine;
mod row_security;
mod schema;
mod sequence;
mod sequence_options;
mod storage_parameters;
mod table;
mod trigger;
mod unique;
mod view;

pub use check::Check;
pub use cluster_mark::ClusterMark;
pub use collation::Collation;
pub use column::Column;
pub use column_settings::ColumnSettings;
pub use comment::Comment;
pub use composite_type::{Attribute, CompositeType};
pub use constraint::Deferral;
pub use default::Default;
pub use default_privileges::DefaultPrivileges;
pub use domain::Domain;
pub use domain_check::DomainCheck;
pub use enum_type::EnumType;
pub use exclusion::Exclusion;
pub use extension::Extension;
pub use foreign_key::{ForeignKey, PlainForeignKey};
pub use function::{Function, Procedure};
pub use grant::Grant;
pub use identity::Identity;
pub use index::{Index, IndexParts};
pub use inheritance::Inheritance;
pub use materialized_view::MaterializedView;
pub use object::{Impact, Object, Reaction, Renamed, Site, Slot, Turn};
pub use owner::Owner;
pub use partition::Partition;
pub use policy::Policy;
pub use primary_key::PrimaryKey;
pub use privilege::{Privilege, Privileges};
pub use range_type::RangeType;
pub use replica_identity::ReplicaIdentity;
pub use row_security::RowSecurity;
pub use schema::Schema;
pub use sequence::Sequence;
pub use sequence_options::SequenceOptions;
pub use storage_parameters::StorageParameters;
pub use table::Table;
pub use trigger::Trigger;
pub use unique::Unique;
pub use view::View;

/// All tables below one: its partitions and what inherits from it, through all levels.
pub fn below(catalog: &Catalog, table: &ObjectId) -> Vec<ObjectId> {
    heritage::descendants(catalog, table)
}

/// The tables that one is a partition of or inherits from, without those further up.
pub(crate) fn directly_above(catalog: &Catalog, table: &ObjectId) -> Vec<ObjectId> {
    heritage::parents(catalog, table)
}

/// Whether a part of a partition is what Postgres makes of the one above, and nothing is set on it or hangs on it:
/// an index, a key or a trigger that is lost with that one is the same again when that is made again.
pub(crate) fn is_mere_copy(catalog: &Catalog, id: &ObjectId) -> bool {
    let is_plain = match catalog.payload(id) {
        Some(Payload::Trigger(trigger)) => {
            let above = heritage::original(catalog, id);
            let above = above.and_then(|above| catalog.payload(&above));
            matches!(above, Some(Payload::Trigger(above)) if trigger.is_copy_of(above))
        }
        Some(payload @ (Payload::PrimaryKey(_) | Payload::Unique(_) | Payload::Index(_))) => {
            heritage::attached_to(payload).is_some() && attached_index::is_as_made(catalog, id)
        }
        _ => false,
    };
    is_plain && catalog.dependents(id).iter().all(|by| is_mere_copy(catalog, by))
}

macro_rules! kinds {
    ($($kind:ident)*) => {
        /// The kinds, in the order in which they are read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[allow(missing_docs, reason = "each is described where its payload is")]
        pub enum Kind {
            $($kind,)*
        }

        /// What is compared of a fact.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[allow(missing_docs, reason = "each is described where it stands")]
        pub enum Payload {
            $($kind($kind),)*
        }

        impl Kind {
            /// All of them, in the order in which they are read.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// What people call it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => <$kind as Object>::NAME,)*
                }
            }

            /// Whether the object's name stands in a schema.
            pub fn has_schema(self) -> bool {
                match self {
                    $(Self::$kind => <$kind as Object>::IN_SCHEMA,)*
                }
            }

            /// Whether names of this kind may be taken over from the former catalog.
            pub fn adoptable(self) -> bool {
                match self {
                    $(Self::$kind => <$kind as Object>::ADOPTABLE,)*
                }
            }

            /// Whether the types of arguments tell objects of one name apart.
            pub fn overloaded(self) -> bool {
                match self {
                    $(Self::$kind => <$kind as Object>::OVERLOADED,)*
                }
            }

            /// How COMMENT ON, GRANT and ALTER … OWNER TO name the object, with its keyword.
            pub fn address(self, id: &ObjectId, default_schema: &Ident) -> String {
                match self {
                    $(Self::$kind => <$kind as Object>::address(id, default_schema),)*
                }
            }

            /// Whether it is a part that a project manages only once it declares one, or asks for it.
            pub fn optional(self) -> bool {
                match self {
                    $(Self::$kind => <$kind as Object>::OPTIONAL,)*
                }
            }

            /// Whether it does something to objects that are made while it stands.
            pub(crate) fn marks(self) -> bool {
                match self {
                    $(Self::$kind => <$kind as Object>::MARKS,)*
                }
            }

            /// How people name the object by the label of what it is a part of, where they do.
            pub fn label(self, id: &ObjectId, parent: &str) -> Option<String> {
                match self {
                    $(Self::$kind => <$kind as Object>::label(id, parent),)*
                }
            }

            /// The catalog query as it is written, with its marks; see [`crate::survey::Survey`].
            pub fn query(self) -> &'static str {
                match self {
                    $(Self::$kind => <$kind as Object>::QUERY,)*
                }
            }

            /// Reads a payload; the fields of the object's identity are already read.
            ///
            /// # Errors
            /// When the query does not deliver what is read.
            pub fn read(self, row: &mut Row<'_>) -> Result<Payload, RowError> {
                match self {
                    $(Self::$kind => <$kind as Object>::read(row).map(Payload::$kind),)*
                }
            }
        }

        impl Payload {
            /// The statements that make the object.
            pub fn create(&self, site: &Site<'_>) -> Vec<Action> {
                match self {
                    $(Self::$kind(payload) => payload.create(site),)*
                }
            }

            /// The statements that drop it.
            pub fn remove(&self, site: &Site<'_>) -> Vec<Action> {
                match self {
                    $(Self::$kind(payload) => payload.remove(site),)*
                }
            }

            /// Whether something has to be done to get from one to the other.
            pub fn differs(before: &Self, after: &Self) -> bool {
                match (before, after) {
                    $((Self::$kind(before), Self::$kind(after)) => <$kind>::differs(before, after),)*
                    _ => true,
                }
            }

            /// How deep the change goes.
            pub fn impact(before: &Self, after: &Self, site: &Site<'_>) -> Impact {
                match (before, after) {
                    $((Self::$kind(before), Self::$kind(after)) => <$kind>::impact_at(before, after, site),)*
                    _ => Impact::Replaced,
                }
            }

            /// The statements that change it in place.
            pub fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
                match (before, after) {
                    $((Self::$kind(before), Self::$kind(after)) => <$kind>::alter(before, after, site),)*
                    _ => Vec::new(),
                }
            }

            /// What it does when something it depends on is disturbed.
            pub fn reaction(&self, site: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
                match self {
                    $(Self::$kind(payload) => payload.reaction(site, cause, impact),)*
                }
            }

            /// Whether the server may forget it.
            pub(crate) fn is_forgotten(&self, site: &Site<'_>) -> bool {
                match self {
                    $(Self::$kind(payload) => payload.is_forgotten(site),)*
                }
            }

            /// The statements that take back what this does to an object that the plan makes.
            pub fn take_back(&self, id: &ObjectId, made: &Site<'_>) -> Vec<Action> {
                match self {
                    $(Self::$kind(payload) => payload.take_back(id, made),)*
                }
            }

            /// Why it cannot be had as desired, where that goes by the order of the plan.
            pub(crate) fn comes_out_of_turn(&self, site: &Site<'_>, turn: Turn<'_>) -> Option<String> {
                match self {
                    $(Self::$kind(payload) => payload.comes_out_of_turn(site, turn),)*
                }
            }

            /// Takes over the names that [`crate::adopt`] gives to other parts, wherever it names one.
            pub(crate) fn follow(&mut self, id: &ObjectId, catalog: &Catalog, renamed: Renamed<'_>) {
                match self {
                    $(Self::$kind(payload) => payload.follow(id, catalog, renamed),)*
                }
            }

            /// The names it holds.
            pub fn slots(&self, id: &ObjectId) -> Vec<Slot> {
                match self {
                    $(Self::$kind(payload) => payload.slots(id),)*
                }
            }

            /// The roles it names.
            pub fn roles(&self, id: &ObjectId) -> Vec<Ident> {
                match self {
                    $(Self::$kind(payload) => payload.roles(id),)*
                }
            }

            /// Whether the role that read it could make it.
            pub fn in_reach(&self) -> bool {
                match self {
                    $(Self::$kind(payload) => payload.in_reach(),)*
                }
            }

            /// Whether it runs a text that may call what stands in no catalog as needed.
            pub(crate) fn hides_calls(&self) -> bool {
                match self {
                    $(Self::$kind(payload) => payload.hides_calls(),)*
                }
            }

            /// Who notices that one comes or goes.
            pub(crate) fn noticed(&self) -> Noticed {
                match self {
                    $(Self::$kind(payload) => payload.noticed(),)*
                }
            }

            /// What the change from one to the other is to those who use it.
            pub(crate) fn compatibility(before: &Self, after: &Self) -> Compatibility {
                match (before, after) {
                    $((Self::$kind(before), Self::$kind(after)) => <$kind>::compatibility(before, after),)*
                    _ => Compatibility::Breaking,
                }
            }

            /// One line for people, without the name.
            pub fn summary(&self) -> String {
                match self {
                    $(Self::$kind(payload) => payload.summary(),)*
                }
            }

            /// The query that it gives a name to, as a view does.
            pub fn selects(&self) -> Option<&str> {
                match self {
                    $(Self::$kind(payload) => payload.selects(),)*
                }
            }
        }
    };
}

kinds! {
    Schema
    Extension
    Collation
    EnumType
    Domain
    DomainCheck
    CompositeType
    RangeType
    Function
    Procedure
    Table
    Partition
    Inheritance
    Column
    Sequence
    View
    MaterializedView
    Default
    PrimaryKey
    Unique
    Check
    Exclusion
    ForeignKey
    Index
    Trigger
    StorageParameters
    ReplicaIdentity
    ClusterMark
    ColumnSettings
    RowSecurity
    Policy
    Comment
    Owner
    Grant
    DefaultPrivileges
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
