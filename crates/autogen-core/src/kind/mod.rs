//! The kinds of object. All that is known of a kind stands in its own file, with the query that
//! reads it from the catalog beside it; everything else goes through [`Object`] and names no kind.
//!
//! To add one: write `<name>.rs` and `<name>.sql`, and give it a line in the registration below.
//! Kinds are read in that order, and a kind may refer only to objects of the kinds before it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::action::Action;
use crate::cast::Casts;
use crate::catalog::{Bystander, Catalog};
use crate::ident::Ident;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::{Compatibility, Noticed};

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

/// What becomes of a fact that is altered: the more, the more it disturbs what depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    /// Altered in place; dependents do not notice.
    InPlace,
    /// Altered in place, but in a way that dependents may have to be rebuilt for.
    Reshaped,
    /// Made anew under its name while its dependents stand, which must move over.
    Rewritten,
    /// Dropped and created.
    Replaced,
}

/// What a fact does when something it depends on is disturbed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reaction {
    /// Nothing: Postgres carries it along.
    Keep,
    /// It is altered, although its own payload may not have changed.
    Alter,
    /// The same, but what depends on it does not notice.
    Restate,
    /// It is dropped before and created after.
    Replace,
}

/// A name that only one object can have at a time: what holds it must go before another takes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(pub &'static str, pub String);

impl Slot {
    /// Tables, indexes, sequences and constraints with an index share their names within a schema.
    pub(crate) fn relation(name: impl fmt::Display) -> Self {
        Self("relation", name.to_string())
    }

    /// Types, tables' row types among them, share theirs.
    pub(crate) fn type_name(name: impl fmt::Display) -> Self {
        Self("type", name.to_string())
    }

    /// Whether a bystander holds the name that a fact of `catalog` would take.
    pub(crate) fn is_held_by(
        &self,
        bystander: &Bystander,
        id: &ObjectId,
        catalog: &Catalog,
    ) -> bool {
        const RELATIONS: [&str; 6] =
            ["table", "view", "materialized view", "foreign table", "index", "composite type"];
        let Self(space, name) = self;
        let Some(word) = bystander.label.strip_suffix(name.as_str()) else { return false };
        let schema = match id.schema() {
            None => format!("{}.", catalog.default_schema),
            Some(_) => String::new(),
        };
        let Some(word) = word.strip_suffix(schema.as_str()).and_then(|w| w.strip_suffix(' '))
        else {
            return false;
        };
        let is_type = *space == "type" && matches!(word, "domain" | "range type" | "type");
        let is_routine = *space == "routine" && matches!(word, "aggregate" | "function");
        *space != "constraint" && (is_type || is_routine || RELATIONS.contains(&word))
    }

    /// Constraints of one table.
    pub(crate) fn constraint(id: &ObjectId) -> Self {
        Self("constraint", id.path())
    }
}

/// What an object is called from now on.
pub type Renamed<'a> = &'a dyn Fn(&ObjectId) -> ObjectId;

/// Where a rule is asked: the object, both catalogs, and what else the plan disturbs.
pub struct Site<'a> {
    /// The object.
    pub id: &'a ObjectId,
    /// The catalog that the plan starts from.
    pub before: &'a Catalog,
    /// The catalog that it leads to.
    pub after: &'a Catalog,
    /// The facts that are disturbed, and how.
    pub disturbed: &'a BTreeMap<ObjectId, Impact>,
}

impl Site<'_> {
    /// The label that hazards and questions name the object by.
    pub fn label(&self) -> String {
        self.id.label(&self.after.default_schema)
    }

    /// The flag value that allows `what` on this object: `drop-column:public.user.fax`.
    pub fn flag(&self, what: &str) -> String {
        format!("{what}:{}", self.id.full_path(&self.after.default_schema))
    }

    /// The server's casts, those of extensions that come or go included.
    pub fn casts(&self) -> Casts {
        self.before.casts.with(&self.after.casts)
    }

    /// The table (or other object) that this is a part of.
    pub fn parent(&self) -> &ObjectId {
        self.id.parent().unwrap_or(self.id)
    }

    /// Whether a fact is there on both sides.
    pub fn stays(&self, id: &ObjectId) -> bool {
        self.before.facts.contains_key(id) && self.after.facts.contains_key(id)
    }

    /// Whether the plan makes it, or makes it anew.
    pub fn makes(&self, id: &ObjectId) -> bool {
        let anew = match self.disturbed.get(id) {
            Some(Impact::Replaced) => true,
            // a column only moves over to its type made anew
            Some(Impact::Rewritten) => id.kind() != Kind::Column,
            _ => false,
        };
        self.after.facts.contains_key(id) && (anew || !self.before.facts.contains_key(id))
    }
}

/// What is known of one kind of object. `Self` is the payload: what is compared.
pub trait Object: Clone + PartialEq + fmt::Debug {
    /// What people call it: `foreign key`.
    const NAME: &'static str;
    /// The query that reads all of them, with the marks of [`crate::survey::Survey`].
    /// Its first ten fields are the object's address in the catalogs (class, oid, sub), further
    /// addresses that stand for it (`class:oid …`), its parent's address, its schema (null for the
    /// default one, unless a system object of the same name hides it there), its name, and its position; the rest is for [`Object::read`].
    const QUERY: &'static str;
    /// Whether its name stands in a schema.
    const IN_SCHEMA: bool = true;
    /// Whether several may have one name and differ in the types of their arguments: the eleventh
    /// field of the query is then the types as SQL, and the payload begins behind it.
    const OVERLOADED: bool = false;
    /// What stands between the kind and the parent's label where the object has no name.
    const JOINT: &'static str = "of";
    /// Whether it is a part that is compared only once the project declares one of its kind: a trigger,
    /// a grant.
    const OPTIONAL: bool = false;
    /// Whether its name may be derived, so that [`crate::adopt`] may take over a former one.
    const ADOPTABLE: bool = false;
    /// Whether it does something to objects that are made while it stands; see [`Object::take_back`].
    const MARKS: bool = false;

    /// Reads the payload from the fields behind the first ten.
    ///
    /// # Errors
    /// When the query does not deliver what is read.
    fn read(row: &mut Row<'_>) -> Result<Self, RowError>;

    /// How COMMENT ON, GRANT and ALTER … OWNER TO name it, with its keyword: `type public.mood`.
    fn address(id: &ObjectId, default_schema: &Ident) -> String {
        let _ = default_schema;
        let signature = id.signature().map(|types| format!("({types})"));
        format!("{} {}{}", Self::NAME, id.qualified(), signature.unwrap_or_default())
    }

    /// How people name it by `parent`, the label of what it is a part of, where that is not kind and
    /// path: `grant to reader on table public.user`.
    fn label(id: &ObjectId, parent: &str) -> Option<String> {
        let joint = Self::JOINT;
        id.name().as_str().is_empty().then(|| format!("{} {joint} {parent}", Self::NAME))
    }

    /// The statements that make it.
    fn create(&self, site: &Site<'_>) -> Vec<Action>;

    /// The statements that drop it.
    fn remove(&self, site: &Site<'_>) -> Vec<Action>;

    /// Whether something has to be done to get from one payload to the other.
    fn differs(before: &Self, after: &Self) -> bool {
        before != after
    }

    /// How deep the change from one payload to the other goes.
    fn impact(before: &Self, after: &Self) -> Impact {
        let _ = (before, after);
        Impact::Replaced
    }

    /// The same, where that goes by what else stands in the catalogs.
    fn impact_at(before: &Self, after: &Self, site: &Site<'_>) -> Impact {
        let _ = site;
        Self::impact(before, after)
    }

    /// The statements that turn one payload into the other in place, if [`Object::impact`] says so.
    /// Destructures both without `..`, so that a new field does not compile until it is handled.
    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let _ = (before, after, site);
        Vec::new()
    }

    /// What it does when `cause`, which it depends on, is disturbed. A fact that is dropped and
    /// created always takes what depends on it along.
    fn reaction(&self, site: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        let _ = (site, cause);
        if impact == Impact::Replaced { Reaction::Replace } else { Reaction::Keep }
    }

    /// The statements that take back what this does to an object that the plan makes, where that
    /// object shall not have it.
    fn take_back(&self, id: &ObjectId, made: &Site<'_>) -> Vec<Action> {
        let _ = (id, made);
        Vec::new()
    }

    /// Takes over the names that [`crate::adopt`] gives to other parts, wherever it names one.
    fn follow(&mut self, id: &ObjectId, catalog: &Catalog, renamed: Renamed<'_>) {
        let _ = (id, catalog, renamed);
    }

    /// The names it holds.
    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        let _ = id;
        Vec::new()
    }

    /// The roles it names, which a server must have before it can stand.
    fn roles(&self, id: &ObjectId) -> Vec<Ident> {
        let _ = id;
        Vec::new()
    }

    /// Whether the role that read it could make it. A copy of a catalog, as for a proof, does without
    /// what is out of reach, and a plan that has to make it is refused.
    fn in_reach(&self) -> bool {
        true
    }

    /// Whether it runs a text that may call what stands in no catalog as needed.
    fn hides_calls(&self) -> bool {
        false
    }

    /// Who notices that one comes or goes, for the version of the schema.
    fn noticed(&self) -> Noticed {
        Noticed::InUse
    }

    /// What the change of one that is in use is to those who use it: what is altered in place goes on as
    /// it did, unless the kind says otherwise.
    fn compatibility(before: &Self, after: &Self) -> Compatibility {
        match Self::impact(before, after) {
            Impact::InPlace => Compatibility::Additive,
            Impact::Reshaped | Impact::Rewritten | Impact::Replaced => Compatibility::Breaking,
        }
    }

    /// One line for people: `phone character varying(20)` without the name.
    fn summary(&self) -> String {
        String::new()
    }

    /// The query that it gives a name to, as a view does.
    fn selects(&self) -> Option<&str> {
        None
    }
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

            /// The statements that take back what this does to an object that the plan makes.
            pub fn take_back(&self, id: &ObjectId, made: &Site<'_>) -> Vec<Action> {
                match self {
                    $(Self::$kind(payload) => payload.take_back(id, made),)*
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
