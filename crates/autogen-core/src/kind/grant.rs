//! What a grantee may do with an object, where that differs from what Postgres gives by itself.
//! A part of the object, or of its column, named by the grantee: the owner has the empty name, since
//! catalogs of different owners compare, and everybody has `public`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::privilege::{Held, Loss, OWNER, PUBLIC, Privilege, Privileges, Sort, Statements};
use super::{Impact, Kind, Object, Payload, Reaction, Site, default_privileges, owner};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::ident::Ident;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::Compatibility;

/// The privileges of one grantee, granted by the owner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grant {
    /// On the object as a whole.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub(super) privileges: Privileges,
    /// On columns that are no facts of their own, those of a view.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    columns: BTreeMap<Ident, Privileges>,
}

/// Where privileges are granted: the whole, which says how GRANT names it, and the column of it.
struct Place<'a> {
    whole: &'a ObjectId,
    column: Option<&'a Ident>,
    sort: Sort,
    target: String,
}

impl<'a> Place<'a> {
    /// The object, or the column, that has the privileges.
    fn of(object: &'a ObjectId, default_schema: &Ident) -> Option<Self> {
        let (whole, column) = match object.parent() {
            Some(table) if object.kind() == Kind::Column => (table, Some(object.name())),
            _ => (object, None),
        };
        let (sort, target) = Sort::of(&whole.kind().address(whole, default_schema))?;
        Some(Self { whole, column, sort, target })
    }

    fn held(&self, grant: &Grant) -> Held {
        let Grant { privileges, columns } = grant;
        match self.column {
            None => Held { whole: privileges.clone(), columns: columns.clone() },
            Some(column) => {
                let columns = BTreeMap::from([(column.clone(), privileges.clone())]);
                Held { whole: Privileges::new(), columns }
            }
        }
    }

    /// What the grantee has by Postgres' own rule.
    fn by_rule(&self, grantee: &Ident, major: u32) -> Privileges {
        match self.column {
            Some(_) => Privileges::new(),
            None => by_rule(self.sort, &self.target, grantee, major),
        }
    }

    /// What the grantee has before the plan grants and revokes: what was there, or what it gets when
    /// the plan makes the object.
    fn start(&self, grantee: &Ident, site: &Site<'_>, made: bool) -> Privileges {
        match self.column {
            None if made => default_privileges::born(site.after, self.whole, self.sort, grantee)
                .unwrap_or_else(|| self.by_rule(grantee, site.after.major)),
            _ => self.by_rule(grantee, site.after.major),
        }
    }

    fn statements(&self, before: &Held, after: &Held, lost: &Loss, site: &Site<'_>) -> Vec<String> {
        let statements = Statements {
            prefix: "",
            target: &self.target,
            grantee: &grantee(site.id.name(), site.after, self.whole),
            all: self.sort.all(site.after.major),
        };
        statements.between(before, after, lost)
    }

    fn fact(&self, grantee: &Ident) -> ObjectId {
        ObjectId::part(Kind::Grant, self.whole.clone(), grantee.clone())
    }
}

/// What actions do to the fact.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It stands as desired.
    Reach,
    /// Likewise, and what makes the object does that already.
    Given,
    /// It is gone.
    Leave,
}

/// What a grantee has on an object of this sort by Postgres' own rule, or on the schema that initdb
/// makes for everybody.
fn by_rule(sort: Sort, target: &str, grantee: &Ident, major: u32) -> Privileges {
    let mut privileges = sort.by_rule(grantee, major);
    if target == "schema public" && grantee.as_str() == PUBLIC {
        privileges.insert(Privilege::Usage, false);
        if major <= 14 {
            privileges.insert(Privilege::Create, false);
        }
    }
    privileges
}

/// A grantee as SQL.
pub(super) fn grantee(name: &Ident, after: &Catalog, object: &ObjectId) -> String {
    match name.as_str() {
        OWNER => owner::of(after, object).map_or("current_user".to_owned(), ToString::to_string),
        _ => name.to_string(),
    }
}

/// The statements that take from an object that the plan makes what `grantee` gets with it by default
/// privileges, and shall not have.
pub(super) fn take_back(made: &Site<'_>, name: &Ident) -> Vec<Action> {
    let Some(place) = Place::of(made.id, &made.after.default_schema) else { return Vec::new() };
    let fact = place.fact(name);
    let owns = owner::of(made.after, made.id) == Some(name);
    if owns || place.column.is_some() || made.after.facts.contains_key(&fact) {
        return Vec::new();
    }
    let start = place.start(name, made, true);
    let goal = place.by_rule(name, made.after.major);
    let site = Site { id: &fact, ..*made };
    let sql = place.statements(&Held::whole(start), &Held::whole(goal), &Loss::default(), &site);
    let fresh = !made.before.facts.contains_key(made.id);
    let mut actions: Vec<_> =
        sql.into_iter().map(|sql| Action::new(sql).consumes(made.id)).collect();
    // revoking from a table revokes from its columns too
    for (column, _) in made.after.parts(Kind::Column, made.id).filter(|_| fresh) {
        let id = ObjectId::part(Kind::Grant, column.clone(), name.clone());
        if made.after.facts.contains_key(&id) {
            actions = actions.into_iter().map(|action| action.precedes(&id)).collect();
        }
    }
    actions
}

/// What the default privileges of `catalog` give on an object as soon as it is made, where that is
/// not what Postgres gives by itself: by grantee.
pub(crate) fn given(catalog: &Catalog, object: &ObjectId) -> Vec<(ObjectId, Payload)> {
    let place = Place::of(object, &catalog.default_schema).filter(|place| place.column.is_none());
    let Some(place) = place else { return Vec::new() };
    let mut found = Vec::new();
    for grantee in default_privileges::grantees(catalog, object, place.sort) {
        let born = default_privileges::born(catalog, object, place.sort, &grantee);
        if let Some(privileges) = born
            && privileges != place.by_rule(&grantee, catalog.major)
        {
            let grant = Grant { privileges, columns: BTreeMap::new() };
            found.push((place.fact(&grantee), Payload::Grant(grant)));
        }
    }
    found
}

impl Grant {
    fn payload<'a>(catalog: &'a Catalog, id: &ObjectId) -> Option<&'a Self> {
        match catalog.payload(id) {
            Some(Payload::Grant(grant)) => Some(grant),
            _ => None,
        }
    }

    /// What the plan revokes of the whole from the grantee, and so from each column too.
    fn loss_of_whole(place: &Place<'_>, site: &Site<'_>) -> Loss {
        let id = place.fact(site.id.name());
        let of = |catalog: &Catalog| {
            Self::payload(catalog, &id).map_or_else(
                || by_rule(place.sort, &place.target, site.id.name(), catalog.major),
                |grant| grant.privileges.clone(),
            )
        };
        if site.makes(place.whole) {
            return Loss::default();
        }
        Loss::between(&of(site.before), &of(site.after))
    }

    /// The actions from what the grantee has to what it shall have. What is revoked of a table is
    /// granted again on the columns that keep it.
    fn actions(
        place: &Place<'_>,
        before: &Self,
        after: &Self,
        site: &Site<'_>,
        step: Step,
    ) -> Vec<Action> {
        let (was, is) = (place.held(before), place.held(after));
        let owner = ObjectId::part(Kind::Owner, place.whole.clone(), Ident::new(""));
        let effect = |sql| {
            let action = Action::new(sql);
            let action = match step {
                Step::Reach => action.produces(site.id),
                Step::Given => action.produces(site.id).given_by(site.parent()),
                Step::Leave => action.destroys(site.id).implied_by(site.parent()),
            };
            // as soon as the grantee is the owner, it would be revoked of the owner
            let owns = owner::of(site.after, place.whole) == Some(site.id.name());
            if step == Step::Leave && owns {
                return action.precedes(&owner);
            }
            // what is there before the whole is made anew, or goes with its column, waits for nothing:
            // that may have to go before the table changes, which is before the table's grants
            let goes = !site.stays(site.parent()) || site.makes(site.parent());
            if step == Step::Leave && (goes || site.makes(place.whole)) {
                return action;
            }
            let whole = place.fact(site.id.name());
            let action = if whole == *site.id { action } else { action.consumes(&whole) };
            action.consumes(&owner)
        };
        if place.column.is_some() {
            let lost = match step {
                Step::Leave => Loss::default(),
                _ => Self::loss_of_whole(place, site),
            };
            return place.statements(&was, &is, &lost, site).into_iter().map(effect).collect();
        }
        let loss = Loss::between(&was.whole, &is.whole);
        let sql = place.statements(&was, &is, &Loss::default(), site);
        let mut actions: Vec<_> = sql.into_iter().map(effect).collect();
        if loss.is_empty() || !site.stays(place.whole) || site.makes(place.whole) {
            return actions;
        }
        let mut kept = Held::default();
        for (column, _) in site.after.parts(Kind::Column, place.whole) {
            let id = ObjectId::part(Kind::Grant, column.clone(), site.id.name().clone());
            let is = Self::payload(site.after, &id);
            if Self::payload(site.before, &id).is_some() && is.is_some() {
                let same = Self::payload(site.before, &id) == is && !site.makes(column);
                if let Some(grant) = is.filter(|_| same) {
                    kept.columns.insert(column.name().clone(), grant.privileges.clone());
                    continue;
                }
            }
            if is.is_some() {
                actions = actions.into_iter().map(|action| action.precedes(&id)).collect();
            }
        }
        let left = kept.after_loss(&loss);
        let again = place.statements(&left, &kept, &Loss::default(), site);
        actions.extend(again.into_iter().map(effect));
        actions
    }
}

impl Object for Grant {
    const NAME: &'static str = "grant";
    const QUERY: &'static str = include_str!("grant.sql");
    const OPTIONAL: bool = true;

    fn label(id: &ObjectId, parent: &str) -> Option<String> {
        let to = if id.name().as_str() == OWNER { "the owner" } else { id.name().as_str() };
        Some(format!("{} to {to} on {parent}", Self::NAME))
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let privileges = row.json()?;
        let mut columns: BTreeMap<Ident, Privileges> = BTreeMap::new();
        for (column, privilege, grantable) in row.json::<Vec<(Ident, Privilege, bool)>>()? {
            columns.entry(column).or_default().insert(privilege, grantable);
        }
        Ok(Self { privileges, columns })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let Some(place) = Place::of(site.parent(), &site.after.default_schema) else {
            return Vec::new();
        };
        let made = site.makes(site.parent());
        let start = |made| {
            let privileges = place.start(site.id.name(), site, made);
            Self { privileges, columns: BTreeMap::new() }
        };
        let actions = Self::actions(&place, &start(made), self, site, Step::Reach);
        if actions.is_empty() {
            // default privileges give just that
            return Self::actions(&place, &start(false), self, site, Step::Given);
        }
        actions
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let Some(place) = Place::of(site.parent(), &site.after.default_schema) else {
            return Vec::new();
        };
        let privileges = place.by_rule(site.id.name(), site.after.major);
        let goal = Self { privileges, columns: BTreeMap::new() };
        Self::actions(&place, self, &goal, site, Step::Leave)
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        if site.makes(site.parent()) {
            return after.create(site);
        }
        let Some(place) = Place::of(site.parent(), &site.after.default_schema) else {
            return Vec::new();
        };
        Self::actions(&place, before, after, site, Step::Reach)
    }

    /// A type made anew has lost its grants; a column whose type is has not.
    fn reaction(&self, _: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Replaced => Reaction::Replace,
            Impact::Rewritten if cause.kind() != Kind::Column => Reaction::Alter,
            _ => Reaction::Keep,
        }
    }

    fn roles(&self, id: &ObjectId) -> Vec<Ident> {
        let name = id.name();
        if [OWNER, PUBLIC].contains(&name.as_str()) { Vec::new() } else { vec![name.clone()] }
    }

    fn compatibility(before: &Self, after: &Self) -> Compatibility {
        let kept = |was: &Privileges, is: Option<&Privileges>| {
            was.iter().all(|(privilege, option)| {
                is.and_then(|is| is.get(privilege)).is_some_and(|now| now >= option)
            })
        };
        let Self { privileges, columns } = before;
        let held = |column: &Ident| after.columns.get(column).or(Some(&after.privileges));
        let all = kept(privileges, Some(&after.privileges))
            && columns.iter().all(|(column, was)| kept(was, held(column)));
        if all { Compatibility::Additive } else { Compatibility::Breaking }
    }

    fn summary(&self) -> String {
        let Self { privileges, columns } = self;
        let words = |privileges: &Privileges, of: &str| {
            let word = |(privilege, grantable): (&Privilege, &bool)| {
                let option = if *grantable { " with grant option" } else { "" };
                format!("{}{of}{option}", privilege.word())
            };
            privileges.iter().map(word).collect::<Vec<_>>()
        };
        let mut all = words(privileges, "");
        for (column, privileges) in columns {
            all.extend(words(privileges, &format!(" ({column})")));
        }
        if all.is_empty() { "(none)".to_owned() } else { format!("({})", all.join(", ")) }
    }
}
