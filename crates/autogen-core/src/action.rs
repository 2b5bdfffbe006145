//! One statement of a plan, and what it does to facts.

use std::collections::BTreeSet;

use crate::hazard::{Hazard, HazardClass};
use crate::kind::{Kind, Slot};
use crate::lock::{Form, Lock, Reach};
use crate::object_id::ObjectId;
use crate::written::is_written;

/// A statement in parts, so that the statement of a part (a column, a default, a constraint) can
/// become a clause of its parent's: `head`, `items` joined by `separator`, `tail`.
#[derive(Clone, Debug)]
pub struct Statement {
    head: String,
    items: Vec<String>,
    separator: &'static str,
    list: List,
    /// What follows it all, such as `inherits (…)`.
    trailer: String,
}

/// Whether the items of a statement stand in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    None,
    /// Which are left out when there are none.
    Optional,
    Always,
}

impl Statement {
    /// A statement whose items are clauses in parentheses: `create table t (…)`.
    pub fn with_list(head: impl Into<String>) -> Self {
        let (separator, list) = (",\n    ", List::Always);
        Self { head: head.into(), items: Vec::new(), separator, list, trailer: String::new() }
    }

    /// A statement that may do without its list: `create table t partition of p for values …`.
    pub fn with_optional_list(head: impl Into<String>) -> Self {
        Self { list: List::Optional, ..Self::with_list(head) }
    }

    /// The statement with more behind its list.
    #[must_use]
    pub fn followed_by(mut self, clause: &str) -> Self {
        self.trailer += &format!(" {clause}");
        self
    }

    /// A statement of a head and one definition that clauses may lengthen.
    pub fn with_definition(head: impl Into<String>, definition: impl Into<String>) -> Self {
        let (items, list, trailer) = (vec![definition.into()], List::None, String::new());
        Self { head: head.into(), items, separator: " ", list, trailer }
    }

    /// The SQL without its semicolon.
    pub fn sql(&self) -> String {
        let Self { head, items, separator, list, trailer } = self;
        let items = match (list, items.join(separator)) {
            (List::None, items) => items,
            (List::Optional, items) if items.is_empty() => items,
            (List::Always, items) if items.is_empty() => " ()".to_owned(),
            (_, items) => format!(" (\n    {items}\n)"),
        };
        format!("{head}{items}{trailer}")
    }

    /// What stands for it in another statement.
    pub(crate) fn clause(&self) -> String {
        self.items.join(self.separator)
    }

    pub(crate) fn push(&mut self, clause: String) {
        self.items.push(clause);
    }
}

impl From<String> for Statement {
    fn from(head: String) -> Self {
        let (items, list, trailer) = (Vec::new(), List::None, String::new());
        Self { head, items, separator: "", list, trailer }
    }
}

impl From<&str> for Statement {
    fn from(head: &str) -> Self {
        head.to_owned().into()
    }
}

/// How an action may vanish into the one that makes or drops another object.
#[derive(Clone, Debug)]
pub(crate) enum Fold {
    /// As a clause of the statement that creates the object, behind this prefix.
    Clause { of: ObjectId, prefix: &'static str },
    /// Making the object does this too.
    Given { by: ObjectId },
    /// Dropping the object drops this too.
    Implied { by: ObjectId },
}

/// One statement with its effects; see `graph.rs` for the order that follows from them.
#[derive(Clone, Debug)]
pub struct Action {
    /// What runs.
    pub statement: Statement,
    /// Facts that stand as desired once it has run.
    pub produces: Vec<ObjectId>,
    /// Facts that are gone once it has run.
    pub destroys: Vec<ObjectId>,
    /// Facts it needs beyond what the produced ones depend on.
    pub consumes: Vec<ObjectId>,
    /// Facts it must follow the drop of.
    pub succeeds: Vec<ObjectId>,
    /// Facts it must precede every change of.
    pub precedes: Vec<ObjectId>,
    /// Facts it must precede the drop of.
    pub releases: Vec<ObjectId>,
    /// The kind of part whose statements it may come before or behind, where the part was there before.
    pub(crate) beside: Option<Kind>,
    /// Names that are free once it has run, beyond those of the facts it drops.
    pub frees: Vec<Slot>,
    /// What it may cost.
    pub hazards: Vec<Hazard>,
    /// What it locks; in a plan, only what was there before.
    pub locks: Vec<Lock>,
    /// Texts that later statements may write as values only once this one is committed.
    pub commits: Vec<String>,
    pub(crate) fold: Option<Fold>,
    /// Why it must not run.
    pub(crate) refusal: Option<String>,
}

impl Action {
    /// An action without effects, to be given some.
    pub fn new(statement: impl Into<Statement>) -> Self {
        Self {
            statement: statement.into(),
            produces: Vec::new(),
            destroys: Vec::new(),
            consumes: Vec::new(),
            succeeds: Vec::new(),
            precedes: Vec::new(),
            releases: Vec::new(),
            beside: None,
            frees: Vec::new(),
            hazards: Vec::new(),
            locks: Vec::new(),
            commits: Vec::new(),
            fold: None,
            refusal: None,
        }
    }

    /// Makes or alters the fact.
    pub fn produces(mut self, id: &ObjectId) -> Self {
        self.produces.push(id.clone());
        self
    }

    /// Drops the fact.
    pub fn destroys(mut self, id: &ObjectId) -> Self {
        self.destroys.push(id.clone());
        self
    }

    /// Runs after the fact stands.
    pub fn consumes(mut self, id: &ObjectId) -> Self {
        self.consumes.push(id.clone());
        self
    }

    /// Runs after the fact is dropped.
    pub fn succeeds(mut self, id: &ObjectId) -> Self {
        self.succeeds.push(id.clone());
        self
    }

    /// Runs before the fact is altered or dropped.
    pub fn precedes(mut self, id: &ObjectId) -> Self {
        self.precedes.push(id.clone());
        self
    }

    /// Does nothing to parts of that kind, nor do they to it.
    pub(crate) fn beside(mut self, kind: Kind) -> Self {
        self.beside = Some(kind);
        self
    }

    /// Runs before the fact is dropped.
    pub fn releases(mut self, id: &ObjectId) -> Self {
        self.releases.push(id.clone());
        self
    }

    /// Frees a name.
    pub(crate) fn frees(mut self, slot: Slot) -> Self {
        self.frees.push(slot);
        self
    }

    /// May be a clause of the statement that creates `of`.
    pub fn folds_into(mut self, of: &ObjectId, prefix: &'static str) -> Self {
        self.fold = Some(Fold::Clause { of: of.clone(), prefix });
        self
    }

    /// Is done by what makes `by`, if that is made.
    pub fn given_by(mut self, by: &ObjectId) -> Self {
        self.fold = Some(Fold::Given { by: by.clone() });
        self
    }

    /// Is done by the drop of `by`, if that is dropped too.
    pub fn implied_by(mut self, by: &ObjectId) -> Self {
        self.fold = Some(Fold::Implied { by: by.clone() });
        self
    }

    /// There is no statement that does it: the plan is refused with this reason, in a sentence that
    /// goes on after the object's label and a colon.
    pub fn impossible(mut self, reason: impl Into<String>) -> Self {
        self.refusal = Some(reason.into());
        self
    }

    /// Takes the lock of this form on a relation, and on the tables below where it reaches them.
    pub fn locks(mut self, form: Form, relation: &ObjectId) -> Self {
        let (level, reach) = (form.level(), form.reach());
        self.locks.push(Lock { level, relation: relation.clone(), reach });
        self
    }

    /// Takes it on that relation alone: the statement says ONLY.
    pub(crate) fn locks_only(mut self, form: Form, relation: &ObjectId) -> Self {
        let (level, reach) = (form.level(), Reach::One);
        self.locks.push(Lock { level, relation: relation.clone(), reach });
        self
    }

    /// Adds a hazard.
    pub fn hazard(mut self, class: HazardClass, object: impl Into<String>) -> Self {
        self.hazards.push(Hazard { class, object: object.into(), asks: None });
        self
    }

    /// Adds a hazard to what is there.
    pub(crate) fn add_hazard(&mut self, class: HazardClass, object: impl Into<String>) {
        self.hazards.push(Hazard { class, object: object.into(), asks: None });
    }

    /// Adds a loss of data, which asks first; `allow` is the flag value that allows it.
    pub fn loses(mut self, object: impl Into<String>, allow: impl Into<String>) -> Self {
        let (object, asks) = (object.into(), Some(allow.into()));
        self.hazards.push(Hazard { class: HazardClass::DataLoss, object, asks });
        self
    }

    /// Takes another action in: its effects become this one's.
    pub(crate) fn absorb(&mut self, other: Self) {
        // A new table has no rows to scan or fail on, and what a drop implies is lost with it.
        if let Some(Fold::Clause { prefix, .. }) = &other.fold {
            self.statement.push(format!("{prefix}{}", other.statement.clause()));
        }
        self.frees.extend(other.frees);
        self.produces.extend(other.produces);
        self.destroys.extend(other.destroys);
        self.consumes.extend(other.consumes);
        self.succeeds.extend(other.succeeds);
        self.precedes.extend(other.precedes);
        self.releases.extend(other.releases);
        self.commits.extend(other.commits);
        self.locks.extend(other.locks);
    }

    /// Whether it runs something over rows, so that what it locks is locked for long.
    pub fn reads_rows(&self) -> bool {
        self.hazards.iter().any(|hazard| hazard.class.reads_rows())
    }

    /// Whether it writes one of the texts as a value.
    pub(crate) fn writes_any(&self, texts: &[String]) -> bool {
        !texts.is_empty() && {
            let sql = self.statement.sql();
            texts.iter().any(|text| is_written(text, &sql))
        }
    }

    /// Whether it only drops.
    pub(crate) fn only_drops(&self) -> bool {
        self.produces.is_empty() && !self.destroys.is_empty()
    }

    /// Its first fact, which places it among equals.
    pub(crate) fn subject(&self) -> Option<&ObjectId> {
        self.produces.first().or_else(|| self.destroys.first())
    }

    /// All facts it touches.
    pub fn touches(&self) -> BTreeSet<&ObjectId> {
        self.produces.iter().chain(&self.destroys).collect()
    }
}
