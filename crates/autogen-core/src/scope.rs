//! What a project manages: which schemas, which kinds, and what it was told to leave alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::carry::carry;
use crate::catalog::{Bystander, Catalog, Fact, Tie};
use crate::ident::Ident;
use crate::kind::{Kind, Payload, is_mere_copy};
use crate::object_id::ObjectId;

/// Tables in which migration tools keep their history: never part of a plan, in whatever schema.
const HISTORIES: &[&str] = &[
    "_sqlx_migrations",
    "seaql_migrations",
    "alembic_version",
    "__diesel_schema_migrations",
    "refinery_schema_history",
    "flyway_schema_history",
    "_prisma_migrations",
    "atlas_schema_revisions",
    "django_migrations",
    "knex_migrations",
    "knex_migrations_lock",
    "goose_db_version",
];

/// A pattern for names, in which `*` stands for any text and `?` for one character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob(String);

impl Glob {
    /// Takes the pattern as written.
    pub fn new(pattern: impl Into<String>) -> Self {
        Self(pattern.into())
    }

    /// Whether the pattern covers the whole text.
    pub fn matches(&self, text: &str) -> bool {
        fn covers(pattern: &[char], text: &[char]) -> bool {
            match (pattern.first(), text.first()) {
                (None, None) => true,
                (Some('*'), _) => {
                    covers(&pattern[1..], text) || !text.is_empty() && covers(pattern, &text[1..])
                }
                (Some('?'), Some(_)) => covers(&pattern[1..], &text[1..]),
                (Some(a), Some(b)) if a == b => covers(&pattern[1..], &text[1..]),
                _ => false,
            }
        }
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        covers(&chars(&self.0), &chars(text))
    }

    /// Whether it covers the object's name, with or without its schema.
    fn covers(&self, id: &ObjectId, default_schema: &Ident) -> bool {
        self.matches(&id.full_path(default_schema)) || self.matches(&id.path())
    }
}

/// What takes part in a comparison.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The schemas that are managed, `None` for all; the default schema always is.
    pub schemas: Option<BTreeSet<Ident>>,
    /// The kinds that are managed, `None` for all. Parts go with their object, optional ones aside
    /// ([`Kind::optional`]), and a sequence goes with the column that owns it.
    pub kinds: Option<BTreeSet<Kind>>,
    /// Names to leave alone.
    pub exclude: Vec<Glob>,
    /// The only names to look at; empty for all.
    pub only: Vec<Glob>,
    /// The tables in which applied revisions are recorded, which do not exist for any comparison.
    pub records: BTreeSet<ObjectId>,
    /// Whether owners take part.
    pub owners: bool,
}

impl Scope {
    /// The kinds that models manage by themselves.
    pub fn kinds_of_models() -> BTreeSet<Kind> {
        BTreeSet::from([Kind::Schema, Kind::EnumType, Kind::Table])
    }

    /// The kinds of which something is there: of standalone objects, and of optional parts. What models
    /// declare of a kind makes the project manage it.
    pub fn kinds_in(catalog: &Catalog) -> BTreeSet<Kind> {
        let kinds = catalog
            .facts
            .keys()
            .map(|id| if id.kind().optional() { id.kind() } else { root(catalog, id).kind() });
        kinds.collect()
    }

    /// The catalog without what is outside: that stands beside it as unmanaged.
    pub fn restrict(&self, catalog: Catalog) -> Catalog {
        self.without_outside(&catalog).unwrap_or(catalog)
    }

    /// Gives `after`, the desired catalog, what is carried of `before`.
    pub fn carry(&self, before: &Catalog, after: &mut Catalog) {
        let grants = self.may_carry(Kind::Grant);
        carry(before, after, grants, |catalog, id| self.is_carried(id, catalog));
    }

    /// The catalog without what is carried: what the project answers for.
    pub fn managed(&self, catalog: &Catalog) -> Catalog {
        let is_managed = |id: &ObjectId| self.standing(id, catalog) == Standing::Managed;
        let facts = catalog.facts.iter().filter(|(id, _)| is_managed(id));
        catalog.with_facts(facts.map(|(id, fact)| (id.clone(), fact.clone())).collect())
    }

    /// What of the catalog is carried because its kind is not managed, without the parts of it.
    pub fn carried<'a>(&self, catalog: &'a Catalog) -> Vec<&'a ObjectId> {
        let unnarrowed = Self { only: Vec::new(), ..self.clone() };
        let is_carried = |id: &ObjectId| unnarrowed.is_carried(id, catalog);
        let ids = catalog.facts.keys();
        ids.filter(|id| is_carried(id) && !id.parent().is_some_and(is_carried)).collect()
    }

    fn without_outside(&self, catalog: &Catalog) -> Option<Catalog> {
        // what decides for others stands by itself, and of all facts that is few
        let mut standalone = catalog.facts.keys().filter(|id| id.parent().is_none());
        if !standalone.any(|id| self.leaves(root(catalog, id), catalog)) {
            return None;
        }
        let outside: BTreeSet<&ObjectId> =
            catalog.facts.keys().filter(|id| self.leaves(root(catalog, id), catalog)).collect();
        let inside = catalog.facts.iter().filter(|(id, _)| !outside.contains(id));
        let mut facts: BTreeMap<ObjectId, Fact> =
            inside.map(|(id, fact)| (id.clone(), fact.clone())).collect();
        let mut unmanaged: BTreeMap<&ObjectId, Bystander> = BTreeMap::new();
        for id in &outside {
            let root = root(catalog, id);
            if self.records.contains(root.outermost()) {
                continue;
            }
            let bystander = unmanaged.entry(root).or_insert_with(|| Bystander {
                label: root.label(&catalog.default_schema),
                modelled: true,
                tie: Tie::Object,
                depends: BTreeSet::new(),
                supports: BTreeSet::new(),
            });
            // what comes and goes with what is above it stands in the way of nothing
            if !is_mere_copy(catalog, id) {
                let inside = |id: &&ObjectId| !outside.contains(*id);
                bystander.depends.extend(catalog.needs(id).filter(inside).cloned());
            }
        }
        for (id, fact) in &mut facts {
            let gone: Vec<_> =
                fact.depends.iter().filter(|d| outside.contains(d)).cloned().collect();
            for needed in gone {
                fact.depends.remove(&needed);
                if let Some(bystander) = unmanaged.get_mut(root(catalog, &needed)) {
                    bystander.supports.insert(id.clone());
                }
            }
        }
        let mut restricted = catalog.with_facts(facts);
        for bystander in &mut restricted.bystanders {
            bystander.depends.retain(|id| !outside.contains(id));
            bystander.supports.retain(|id| !outside.contains(id));
        }
        restricted.bystanders.extend(unmanaged.into_values());
        restricted.bystanders.sort();
        Some(restricted)
    }

    fn is_carried(&self, id: &ObjectId, catalog: &Catalog) -> bool {
        self.may_carry(id.kind()) && self.standing(id, catalog) == Standing::Carried
    }

    /// Whether anything of a kind can be carried: what `standing` would say of each, but asked once.
    fn may_carry(&self, kind: Kind) -> bool {
        self.kinds.is_some() || !self.only.is_empty() || kind == Kind::Owner && !self.owners
    }

    fn standing(&self, id: &ObjectId, catalog: &Catalog) -> Standing {
        let root = root(catalog, id);
        if self.leaves(root, catalog) {
            return Standing::Outside;
        }
        let unmanaged =
            |kind: Kind| self.kinds.as_ref().is_some_and(|kinds| !kinds.contains(&kind));
        let optional = |id: &ObjectId| match id.kind() {
            Kind::Owner => !self.owners,
            kind => kind.optional() && unmanaged(kind),
        };
        let covered = |glob: &Glob| glob.covers(root, &catalog.default_schema);
        let looked_at = self.only.is_empty() || self.only.iter().any(covered);
        if unmanaged(root.kind()) || !looked_at || id.lineage().any(optional) {
            return Standing::Carried;
        }
        Standing::Managed
    }

    /// Whether a standalone object is outside.
    fn leaves(&self, id: &ObjectId, catalog: &Catalog) -> bool {
        let kind = id.kind();
        if self.records.contains(id)
            || kind == Kind::Table && HISTORIES.contains(&id.name().as_str())
        {
            return true;
        }
        let schema = if kind == Kind::Schema {
            Some(id.name()).filter(|name| !name.as_str().is_empty())
        } else {
            id.schema()
        };
        let managed = match (&self.schemas, schema) {
            (Some(schemas), Some(schema)) if kind.has_schema() || kind == Kind::Schema => {
                schemas.contains(schema)
            }
            _ => true,
        };
        !managed || self.exclude.iter().any(|glob| glob.covers(id, &catalog.default_schema))
    }
}

/// How a fact stands to the scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It is compared.
    Managed,
    /// It is not compared: a plan leaves it as it is, and puts it back as it was where it has to be
    /// taken down. Kinds of which the models declare nothing, and what `only` does not name.
    Carried,
    /// No plan may touch it. What is excluded, and the schemas of others.
    Outside,
}

/// The standalone object that decides for a fact: its outermost parent, or for an owned sequence
/// the table of its owner.
pub(crate) fn root<'a>(catalog: &'a Catalog, id: &'a ObjectId) -> &'a ObjectId {
    let outermost = id.outermost();
    // asked of each fact, so that only sequences are looked up
    let owner = match outermost.kind() {
        Kind::Sequence => catalog.payload(outermost).and_then(|payload| match payload {
            Payload::Sequence(sequence) => sequence.owner.as_ref(),
            _ => None,
        }),
        _ => None,
    };
    owner.map_or(outermost, ObjectId::outermost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        let glob = Glob::new("public.legacy_*");
        assert!(glob.matches("public.legacy_"));
        assert!(glob.matches("public.legacy_a.b"));
        assert!(!glob.matches("public.legac"));
        assert!(Glob::new("a?c").matches("abc"));
        assert!(!Glob::new("a?c").matches("ac"));
    }
}
