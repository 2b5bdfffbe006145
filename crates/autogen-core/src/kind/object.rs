//! What every kind of object answers, and what it is told when it is asked.

use std::collections::BTreeMap;
use std::fmt;

use crate::action::Action;
use crate::cast::Casts;
use crate::catalog::{Bystander, Catalog};
use crate::ident::Ident;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::{Compatibility, Noticed};

use super::Kind;

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
    /// What alters the cause makes it anew under its name, and what depends on it must move over.
    Rewrite,
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

    /// The same without the default schema, which is named where a system object hides a relation or what is
    /// on it.
    pub(crate) fn within(self, default_schema: &Ident) -> Self {
        let Self(space, name) = self;
        let short = name.strip_prefix(&format!("{default_schema}.")).map(str::to_owned);
        Self(space, short.unwrap_or(name))
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

/// When the plan makes a fact, as the place of the statement among all; `None` if it does not.
pub type Turn<'a> = &'a dyn Fn(&ObjectId) -> Option<usize>;

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

    /// Whether the object needs several columns that move over to a type made anew. They do one by one, and
    /// what sets one against another finds two types meanwhile.
    pub(crate) fn is_between_types(&self) -> bool {
        let moves = |id: &&ObjectId| {
            id.kind() == Kind::Column && self.disturbed.get(id) == Some(&Impact::Rewritten)
        };
        self.before.needs(self.id).filter(moves).nth(1).is_some()
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

    /// Whether what the plan does to other parts of its parent may make the server forget it, so that it has to
    /// be said again although it stays the same.
    fn is_forgotten(&self, site: &Site<'_>) -> bool {
        let _ = site;
        false
    }

    /// The statements that take back what this does to an object that the plan makes, where that
    /// object shall not have it.
    fn take_back(&self, id: &ObjectId, made: &Site<'_>) -> Vec<Action> {
        let _ = (id, made);
        Vec::new()
    }

    /// Why it cannot be had as desired, where that goes by the order in which the plan makes other facts.
    fn comes_out_of_turn(&self, site: &Site<'_>, turn: Turn<'_>) -> Option<String> {
        let _ = (site, turn);
        None
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
