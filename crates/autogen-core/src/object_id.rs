//! The typed identity of a fact.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ident::{Ident, QualifiedName};
use crate::kind::Kind;

/// Kind, schema and name, and the object it is a part of. Cheap to clone; siblings read from one
/// catalog share their parent, which makes comparing them cheap too.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ObjectId(Arc<Node>);

#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Node {
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    parent: Option<ObjectId>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    schema: Option<Ident>,
    name: Ident,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    signature: Option<Arc<str>>,
}

impl ObjectId {
    /// An object that stands by itself. `schema` is `None` in the default schema, and for objects
    /// that have none.
    pub fn root(kind: Kind, schema: Option<Ident>, name: Ident) -> Self {
        Self(Arc::new(Node { kind, parent: None, schema, name, signature: None }))
    }

    /// A part of another object: a column, a constraint, a comment. A part that its parent can only
    /// have once (a default, a comment) has the empty name.
    pub fn part(kind: Kind, parent: Self, name: Ident) -> Self {
        Self(Arc::new(Node { kind, parent: Some(parent), schema: None, name, signature: None }))
    }

    /// The same object under another name.
    pub fn renamed(&self, name: Ident) -> Self {
        let Node { kind, parent, schema, name: _, signature } = &*self.0;
        Self(Arc::new(Node {
            kind: *kind,
            parent: parent.clone(),
            schema: schema.clone(),
            name,
            signature: signature.clone(),
        }))
    }

    /// The same object with the types of its arguments, which tell it from others of its name.
    #[must_use]
    pub fn with_signature(&self, signature: &str) -> Self {
        let Node { kind, parent, schema, name, signature: _ } = &*self.0;
        Self(Arc::new(Node {
            kind: *kind,
            parent: parent.clone(),
            schema: schema.clone(),
            name: name.clone(),
            signature: Some(Arc::from(signature)),
        }))
    }

    /// The same part of another object.
    pub fn moved(&self, parent: Self) -> Self {
        Self::part(self.kind(), parent, self.name().clone())
    }

    /// What kind of object it is.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The name unqualified; empty for a default or a comment.
    pub fn name(&self) -> &Ident {
        &self.0.name
    }

    /// The types of its arguments as SQL, `integer, text`, for what can be overloaded.
    pub fn signature(&self) -> Option<&str> {
        self.0.signature.as_deref()
    }

    /// The object it is a part of.
    pub fn parent(&self) -> Option<&Self> {
        self.0.parent.as_ref()
    }

    /// Itself and what it is a part of, inside out.
    pub fn lineage(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |id| id.parent())
    }

    /// The outermost object: the table of a column's comment.
    pub fn outermost(&self) -> &Self {
        self.lineage().last().unwrap_or(self)
    }

    /// The schema of the outermost object; `None` for the default one.
    pub fn schema(&self) -> Option<&Ident> {
        self.outermost().0.schema.as_ref()
    }

    /// Its own name under the schema of the outermost object: how SQL names a table, an enum, and
    /// an index, which has a table for parent but stands in the table's schema.
    pub fn qualified(&self) -> QualifiedName {
        QualifiedName { schema: self.schema().cloned(), name: self.name().clone() }
    }

    /// The dotted path relative to the default schema, for people: `user.phone`.
    pub fn path(&self) -> String {
        self.path_in(None)
    }

    /// The dotted path with the schema always named: `public.user.phone`. Names are not quoted, as
    /// flags and messages take them.
    pub fn full_path(&self, default_schema: &Ident) -> String {
        self.path_in(Some(default_schema))
    }

    fn path_in(&self, default_schema: Option<&Ident>) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in self.lineage() {
            let signature = id.signature().map(|types| format!("({types})"));
            let name = format!("{}{}", id.name().as_str(), signature.unwrap_or_default());
            if !name.is_empty() {
                names.push(name);
            }
        }
        let schema = |schema: &Ident| schema.as_str().to_owned();
        if self.outermost().kind().has_schema() {
            names.extend(self.schema().or(default_schema).map(schema));
        } else if self.outermost().name().as_str().is_empty() {
            names.extend(default_schema.map(schema));
        }
        names.reverse();
        names.join(".")
    }

    /// Kind and full path: `column public.user.fax`, `comment on table public.user`.
    pub fn label(&self, default_schema: &Ident) -> String {
        self.parent()
            .and_then(|parent| self.kind().label(self, &parent.label(default_schema)))
            .unwrap_or_else(|| format!("{} {}", self.kind(), self.full_path(default_schema)))
    }
}

impl PartialOrd for ObjectId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ObjectId {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

/// Compares ids of two catalogs that are walked together. Siblings follow each other and share their parent, so
/// that two parents are compared once for all of them.
#[derive(Default)]
pub(crate) struct Pace<'a> {
    equal: Option<(&'a ObjectId, &'a ObjectId)>,
}

impl<'a> Pace<'a> {
    pub(crate) fn cmp(&mut self, a: &'a ObjectId, b: &'a ObjectId) -> Ordering {
        let (Some(up), Some(other)) = (a.parent(), b.parent()) else { return a.cmp(b) };
        let known = self.equal.is_some_and(|(first, second)| {
            Arc::ptr_eq(&first.0, &up.0) && Arc::ptr_eq(&second.0, &other.0)
        });
        let order = a.0.kind.cmp(&b.0.kind);
        let order = order.then_with(|| if known { Ordering::Equal } else { up.cmp(other) });
        if order.is_eq() {
            self.equal = Some((up, other));
        }
        let rest = |node: &'a Node| (&node.schema, &node.name, &node.signature);
        order.then_with(|| rest(&a.0).cmp(&rest(&b.0)))
    }
}

impl Hash for ObjectId {
    /// By its own name and its parent's, which tell most apart; the whole lineage would cost more than the
    /// few collisions.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind().hash(state);
        self.name().hash(state);
        self.parent().map(Self::name).hash(state);
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind(), self.path())
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
