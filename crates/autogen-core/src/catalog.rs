//! The whole state of a schema set, as facts and the edges between them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::cast::Casts;
use crate::ident::Ident;
use crate::kind::{Kind, Payload};
use crate::object_id::{ObjectId, Pace};

/// One addressable object with what it depends on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fact {
    /// What is compared. Boxed, since facts are many and move, and the largest payload is large.
    pub payload: Box<Payload>,
    /// The facts it depends on, its parent aside, as `pg_depend` says.
    #[serde(skip_serializing_if = "BTreeSet::is_empty", default)]
    pub depends: BTreeSet<ObjectId>,
    /// Place among its siblings (a column's `attnum`); orders output and is never compared.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub position: i32,
    /// Whether its name was derived rather than chosen: [`crate::adopt`] may give it another.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub derived: bool,
}

fn is_zero(n: &i32) -> bool {
    *n == 0
}

/// Something that stands in the database and no plan may touch: no kind models it, or it is outside
/// the scope.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bystander {
    /// Kind and name as `pg_identify_object` gives them: `view public.active_user`.
    pub label: String,
    /// Whether a kind models it and only the scope leaves it out.
    pub modelled: bool,
    /// How it is tied to what it depends on.
    pub tie: Tie,
    /// The facts it depends on: what blocks an action on them.
    pub depends: BTreeSet<ObjectId>,
    /// The facts that depend on it: what cannot be made without it.
    pub supports: BTreeSet<ObjectId>,
}

/// What becomes of a bystander when a fact that it depends on is dropped or altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// An object of its own: it would be broken or lost.
    Object,
    /// A property, such as grants: it goes away with the fact, and stays while that is altered.
    Property,
}

/// A catalog, read relative to its default schema.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Catalog {
    /// The schema whose objects carry no schema name.
    pub default_schema: Ident,
    /// Major version of the server that the text comes from.
    pub major: u32,
    /// All facts, in the order of their ids. Shared, so that a catalog is cheap to clone;
    /// [`Catalog::facts_mut`] changes them.
    #[serde(with = "as_list")]
    pub facts: Arc<BTreeMap<ObjectId, Fact>>,
    /// What stands beside the facts.
    pub bystanders: Vec<Bystander>,
    /// The server's casts, which type changes are judged by.
    #[serde(skip)]
    pub casts: Casts,
    /// Worked out once it is asked for.
    #[serde(skip)]
    dependents: OnceLock<Arc<Dependents>>,
}

/// For each fact the facts that need it, in the order of their ids.
#[allow(clippy::disallowed_types, reason = "looked up, never iterated")]
type Dependents = std::collections::HashMap<ObjectId, Vec<ObjectId>>;

impl Catalog {
    /// A catalog without facts.
    pub fn empty(default_schema: Ident, major: u32) -> Self {
        let facts = Arc::default();
        let (bystanders, casts, dependents) = Default::default();
        Self { default_schema, major, facts, bystanders, casts, dependents }
    }

    /// The same surroundings with other facts.
    pub fn with_facts(&self, facts: BTreeMap<ObjectId, Fact>) -> Self {
        Self {
            default_schema: self.default_schema.clone(),
            major: self.major,
            facts: Arc::new(facts),
            bystanders: self.bystanders.clone(),
            casts: self.casts.clone(),
            dependents: OnceLock::new(),
        }
    }

    /// The facts to change; copied first where another catalog shares them.
    pub fn facts_mut(&mut self) -> &mut BTreeMap<ObjectId, Fact> {
        self.dependents = OnceLock::new();
        Arc::make_mut(&mut self.facts)
    }

    /// The payload of a fact, if it is there.
    pub fn payload(&self, id: &ObjectId) -> Option<&Payload> {
        self.facts.get(id).map(|fact| &*fact.payload)
    }

    /// What a fact needs to stand: its parent and its edges. Nothing if it is not there.
    pub fn needs<'a>(&'a self, id: &'a ObjectId) -> impl Iterator<Item = &'a ObjectId> {
        let fact = self.facts.get(id);
        let parent = fact.and(id.parent());
        parent.into_iter().chain(fact.into_iter().flat_map(|fact| &fact.depends))
    }

    /// The facts that need a fact, in the order of their ids.
    pub fn dependents(&self, id: &ObjectId) -> &[ObjectId] {
        let all = self.dependents.get_or_init(|| {
            let mut found = Dependents::new();
            for (id, fact) in self.facts.iter() {
                for needed in id.parent().into_iter().chain(&fact.depends) {
                    found.entry(needed.clone()).or_default().push(id.clone());
                }
            }
            Arc::new(found)
        });
        all.get(id).map_or(&[], Vec::as_slice)
    }

    /// The catalog without the facts that the role that read them could not make.
    pub fn in_reach(&self) -> Self {
        let mut catalog = self.clone();
        if catalog.facts.values().any(|fact| !fact.payload.in_reach()) {
            catalog.facts_mut().retain(|_, fact| fact.payload.in_reach());
        }
        catalog
    }

    /// The roles that its facts name, which a server must have before they can stand.
    pub fn roles(&self) -> BTreeSet<Ident> {
        self.facts.iter().flat_map(|(id, fact)| fact.payload.roles(id)).collect()
    }

    /// The facts of one kind, which stand together.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&ObjectId, &Fact)> {
        let first = ObjectId::root(kind, None, Ident::new(""));
        self.facts.range(first..).take_while(move |(id, _)| id.kind() == kind)
    }

    /// The facts of one kind that are parts of `parent`.
    pub fn parts<'a>(
        &'a self,
        kind: Kind,
        parent: &ObjectId,
    ) -> impl Iterator<Item = (&'a ObjectId, &'a Fact)> + use<'a> {
        let parent = parent.clone();
        let first = ObjectId::part(kind, parent.clone(), Ident::new(""));
        self.facts
            .range(first..)
            .take_while(move |(id, _)| id.kind() == kind && id.parent() == Some(&parent))
    }
}

/// Each fact that either catalog has, as the one has it and as the other does, in the order of ids. One
/// walk through both costs far less than looking each fact of one up in the other.
pub fn side_by_side<'a>(
    before: &'a Catalog,
    after: &'a Catalog,
) -> impl Iterator<Item = (&'a ObjectId, Option<&'a Fact>, Option<&'a Fact>)> + use<'a> {
    let mut former = before.facts.iter().peekable();
    let mut next = after.facts.iter().peekable();
    let mut pace = Pace::default();
    std::iter::from_fn(move || {
        let order = match (former.peek(), next.peek()) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((a, _)), Some((b, _))) => pace.cmp(a, b),
        };
        let was = if order.is_le() { former.next() } else { None };
        let is = if order.is_ge() { next.next() } else { None };
        let (id, _) = was.or(is)?;
        Some((id, was.map(|(_, fact)| fact), is.map(|(_, fact)| fact)))
    })
}

/// Facts as a list of `{id, …}`, since JSON maps take only strings for keys.
mod as_list {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Fact;
    use crate::object_id::ObjectId;

    #[derive(Serialize)]
    struct EntryRef<'a> {
        id: &'a ObjectId,
        #[serde(flatten)]
        fact: &'a Fact,
    }

    #[derive(Deserialize)]
    struct Entry {
        id: ObjectId,
        #[serde(flatten)]
        fact: Fact,
    }

    pub(super) fn serialize<S: Serializer>(
        facts: &BTreeMap<ObjectId, Fact>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(facts.iter().map(|(id, fact)| EntryRef { id, fact }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Arc<BTreeMap<ObjectId, Fact>>, D::Error> {
        let entries = Vec::<Entry>::deserialize(deserializer)?;
        Ok(Arc::new(entries.into_iter().map(|entry| (entry.id, entry.fact)).collect()))
    }
}
