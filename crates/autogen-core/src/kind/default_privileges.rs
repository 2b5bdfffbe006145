//! Default privileges, which objects get as soon as a role makes them. In a schema they are added to
//! what the role's global ones say, and those take the place of Postgres' own rule (`acldefault`).
//!
//! A plan changes them before it makes anything, so that what it makes is born under those that it
//! leads to. What they give and the desired state has not is taken back. Members of extensions are no facts, so
//! that nothing can be taken back from them: an extension is made before or after, as its members need it.

use serde::{Deserialize, Serialize};

use super::privilege::{Held, Loss, OWNER, PUBLIC, Privileges, Sort, Statements};
use super::{Extension, Impact, Kind, Object, Payload, Site, extension, grant, identity, schema};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::ident::Ident;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// What a grantee gets on objects of one sort that a role makes, in one schema (of which this is a part)
/// or anywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DefaultPrivileges {
    /// Who makes the objects; `None` for the role that reads and runs.
    role: Option<Ident>,
    /// `tables`.
    objects: String,
    /// The role that gets them: empty for the one that makes the objects, `public` for everybody.
    grantee: Ident,
    privileges: Privileges,
}

/// The fact of the role that runs, in this schema or anywhere.
fn fact(schema: Option<&ObjectId>, sort: Sort, grantee: &Ident) -> ObjectId {
    let name = match grantee.as_str() {
        OWNER => sort.objects().to_owned(),
        name => format!("{} to {name}", sort.objects()),
    };
    match schema {
        Some(schema) => ObjectId::part(Kind::DefaultPrivileges, schema.clone(), Ident::new(name)),
        None => ObjectId::root(Kind::DefaultPrivileges, None, Ident::new(name)),
    }
}

/// The schema that an object stands in, which one that a system object hides names although it is the default one.
fn schema_of(object: &ObjectId, catalog: &Catalog) -> ObjectId {
    let named = object.schema().filter(|schema| **schema != catalog.default_schema);
    ObjectId::root(Kind::Schema, None, named.cloned().unwrap_or_else(|| Ident::new("")))
}

/// What a grantee has on an object as soon as the role that runs makes it; `None` if no default
/// privileges say so.
pub(super) fn born(
    catalog: &Catalog,
    object: &ObjectId,
    sort: Sort,
    grantee: &Ident,
) -> Option<Privileges> {
    let of = |id: &ObjectId| match catalog.payload(id) {
        Some(Payload::DefaultPrivileges(defaults)) => Some(defaults.privileges.clone()),
        _ => None,
    };
    let everywhere = of(&fact(None, sort, grantee));
    let schema = schema_of(object, catalog);
    let here = of(&fact(Some(&schema), sort, grantee)).filter(|_| sort != Sort::Schema);
    if everywhere.is_none() && here.is_none() {
        return None;
    }
    let mut born = everywhere.unwrap_or_else(|| sort.by_rule(grantee, catalog.major));
    for (privilege, grantable) in here.unwrap_or_default() {
        *born.entry(privilege).or_default() |= grantable;
    }
    Some(born)
}

/// The grantees that default privileges of the role that runs name for such an object.
pub(super) fn grantees(catalog: &Catalog, object: &ObjectId, sort: Sort) -> Vec<Ident> {
    let facts =
        catalog.of_kind(Kind::DefaultPrivileges).filter_map(|(id, fact)| match &*fact.payload {
            Payload::DefaultPrivileges(defaults) => Some((id, defaults)),
            _ => None,
        });
    let mut found: Vec<Ident> = facts
        .filter(|(id, defaults)| defaults.applies(id, object, sort, catalog))
        .map(|(_, defaults)| defaults.grantee.clone())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Those that stand before and after and do something to members of an extension that the role that runs makes.
pub(super) fn standing<'a>(site: &Site<'a>, extension: &'a Extension) -> Vec<&'a ObjectId> {
    let marks = |payload: &Payload, id: &ObjectId| matches!(payload, Payload::DefaultPrivileges(defaults) if defaults.marks_members(id, extension));
    let all = site.before.of_kind(Kind::DefaultPrivileges);
    let standing = all.filter(|(id, fact)| site.stays(id) && marks(&fact.payload, id));
    standing.map(|(id, _)| id).collect()
}

impl DefaultPrivileges {
    /// Whether the role that runs gives them on members of this extension when it makes it.
    fn marks_members(&self, id: &ObjectId, extension: &Extension) -> bool {
        let schema = extension.schema.as_ref().map_or("", Ident::as_str);
        let here = id.parent().is_none_or(|parent| parent.name().as_str() == schema);
        self.role.is_none() && here && extension.has_members(&self.objects)
    }

    /// The action before or behind the making of extensions: their members get what these give exactly if those
    /// of the desired ones have grants.
    fn beside_extensions(&self, mut action: Action, site: &Site<'_>) -> Action {
        let comes = site.after.facts.contains_key(site.id);
        for (id, fact) in site.after.of_kind(Kind::Extension).filter(|(id, _)| site.makes(id)) {
            let Payload::Extension(extension) = &*fact.payload else { continue };
            if self.marks_members(site.id, extension) {
                let marked = extension::has_granted_members(site.after, id);
                action = if marked == comes { action.precedes(id) } else { action.consumes(id) };
            }
        }
        action
    }

    /// Whether the role that runs gives them on this object when it makes it.
    fn applies(&self, id: &ObjectId, object: &ObjectId, sort: Sort, catalog: &Catalog) -> bool {
        let here = id.parent().is_none_or(|schema| *schema == schema_of(object, catalog));
        self.role.is_none() && self.objects == sort.objects() && here
    }

    /// From one set to the other, before anything is made that gets them.
    fn change(before: &Privileges, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { role, objects, grantee, privileges } = after;
        let mut prefix = "alter default privileges ".to_owned();
        if let Some(role) = role {
            prefix += &format!("for role {role} ");
        }
        if let Some(schema) = site.id.parent() {
            prefix += &format!("in schema {} ", schema::name(schema, &site.after.default_schema));
        }
        let maker = role.as_ref().map_or_else(|| "current_user".to_owned(), ToString::to_string);
        let sort = Sort::of_objects(objects);
        let statements = Statements {
            prefix: &prefix,
            target: objects,
            grantee: &if grantee.as_str() == OWNER { maker } else { grantee.to_string() },
            all: sort.map(|sort| sort.all(site.after.major)).unwrap_or_default(),
        };
        let (was, is) = (Held::whole(before.clone()), Held::whole(privileges.clone()));
        let sql = statements.between(&was, &is, &Loss::default());
        let mut actions: Vec<_> = sql.into_iter().map(Action::new).collect();
        for (id, fact) in site.after.facts.iter() {
            let sort = match &*fact.payload {
                // its sequence is no fact of its own
                Payload::Column(_) => identity::is_made(site, id).then_some(Sort::Sequence),
                _ if !site.makes(id) => None,
                _ => Sort::of(&id.kind().address(id, &site.after.default_schema))
                    .map(|(sort, _)| sort),
            };
            if sort.is_some_and(|sort| after.applies(site.id, id, sort, site.after)) {
                actions = actions.into_iter().map(|action| action.precedes(id)).collect();
            }
        }
        actions.into_iter().map(|action| after.beside_extensions(action, site)).collect()
    }

    /// What is there where there is no such fact.
    fn none(&self, site: &Site<'_>) -> Privileges {
        match (site.id.parent(), Sort::of_objects(&self.objects)) {
            (None, Some(sort)) => sort.by_rule(&self.grantee, site.after.major),
            _ => Privileges::new(),
        }
    }
}

impl Object for DefaultPrivileges {
    const NAME: &'static str = "default privileges";
    const QUERY: &'static str = include_str!("default_privileges.sql");
    const IN_SCHEMA: bool = false;
    const OPTIONAL: bool = true;
    const MARKS: bool = true;

    fn label(id: &ObjectId, parent: &str) -> Option<String> {
        Some(format!("{} on {} in {parent}", Self::NAME, id.name().as_str()))
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            role: row.maybe()?.map(Ident::new),
            objects: row.text()?.to_owned(),
            grantee: row.ident()?,
            privileges: row.json()?,
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let actions = Self::change(&self.none(site), self, site);
        actions.into_iter().map(|action| action.produces(site.id)).collect()
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let none = Self { privileges: self.none(site), ..self.clone() };
        let actions = Self::change(&self.privileges, &none, site);
        let destroy = |action: Action| match site.id.parent() {
            Some(schema) => action.destroys(site.id).implied_by(schema),
            None => action.destroys(site.id),
        };
        actions.into_iter().map(destroy).collect()
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { role: _, objects: _, grantee: _, privileges } = before;
        let actions = Self::change(privileges, after, site);
        actions.into_iter().map(|action| action.produces(site.id)).collect()
    }

    fn take_back(&self, id: &ObjectId, made: &Site<'_>) -> Vec<Action> {
        let address = made.id.kind().address(made.id, &made.after.default_schema);
        let Some((sort, _)) = Sort::of(&address) else { return Vec::new() };
        let everywhere = fact(None, sort, &self.grantee);
        // where there are both, the global ones do it for both
        let other = id.parent().is_some() && made.after.facts.contains_key(&everywhere);
        if other || made.id.kind() == Kind::Column || !self.applies(id, made.id, sort, made.after) {
            return Vec::new();
        }
        grant::take_back(made, &self.grantee)
    }

    fn roles(&self, _: &ObjectId) -> Vec<Ident> {
        let grantee = Some(&self.grantee).filter(|g| ![OWNER, PUBLIC].contains(&g.as_str()));
        self.role.iter().chain(grantee).cloned().collect()
    }

    /// What it gives, it gives to objects that are still to come.
    fn noticed(&self) -> Noticed {
        Noticed::Never
    }

    fn summary(&self) -> String {
        let words: Vec<_> = self
            .privileges
            .iter()
            .map(|(privilege, grantable)| {
                format!(
                    "{}{}",
                    privilege.word(),
                    if *grantable { " with grant option" } else { "" }
                )
            })
            .collect();
        if words.is_empty() { "none".to_owned() } else { words.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Fact;
    use crate::plan::plan;

    #[test]
    fn what_members_of_an_extension_get_is_told() {
        let fact = |payload| Fact {
            payload: Box::new(payload),
            depends: Default::default(),
            position: 0,
            derived: false,
        };
        let hazards = |members: &str| {
            let mut before = Catalog::empty(Ident::new("public"), 15);
            let defaults = DefaultPrivileges {
                role: None,
                objects: Sort::Routine.objects().to_owned(),
                grantee: Ident::new(PUBLIC),
                privileges: Privileges::new(),
            };
            let id = super::fact(None, Sort::Routine, &defaults.grantee);
            before.facts_mut().insert(id, fact(Payload::DefaultPrivileges(defaults)));
            let mut after = before.clone();
            let id = ObjectId::root(Kind::Extension, None, Ident::new("citext"));
            let extension = Extension::with_members(&[members]);
            after.facts_mut().insert(id, fact(Payload::Extension(extension)));
            let plan = plan(&before, &after);
            plan.iter().flat_map(|plan| plan.hazards()).map(ToString::to_string).collect::<Vec<_>>()
        };
        let told = hazards("functions");
        assert!(told.iter().any(|told| told.contains("functions to public")), "{told:?}");
        assert!(hazards("tables").is_empty());
    }
}
