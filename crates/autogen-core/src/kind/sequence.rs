//! Sequences, free or owned by a column. The sequence of an identity column is a part of the column.

use serde::{Deserialize, Serialize};

use super::sequence_options::Step;
use super::{Column, Impact, Kind, Object, Payload, SequenceOptions, Site, Slot, heritage, owner};
use crate::action::Action;
use crate::catalog::{Catalog, Fact};
use crate::hazard::HazardClass;
use crate::ident::{Ident, QualifiedName};
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A sequence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sequence {
    unlogged: bool,
    /// Type, bounds and steps.
    pub options: SequenceOptions,
    /// The column that it goes away with.
    pub owner: Option<ObjectId>,
}

/// The name that a sequence bears while its position is carried over to the next one.
pub(super) fn aside(name: &QualifiedName) -> QualifiedName {
    let short = &name.name.as_str()[..name.name.as_str().floor_char_boundary(58)];
    QualifiedName { schema: name.schema.clone(), name: Ident::new(format!("{short}__old")) }
}

/// What keeps the sequences that a table's columns own as they should be when the table is set logged
/// or not, which takes them along (since 15, when they can be either).
pub(super) fn held_back(table: &Site<'_>, unlogged: bool) -> Vec<Action> {
    let mut actions = Vec::new();
    for (id, fact) in table.before.of_kind(Kind::Sequence) {
        let Payload::Sequence(Sequence { owner: Some(owner), .. }) = &*fact.payload else {
            continue;
        };
        let Some(Payload::Sequence(next)) = table.after.payload(id) else { continue };
        let goes_along = owner.parent() == Some(table.id) && !heritage::is_gone(table, owner);
        if table.after.major >= 15 && goes_along && next.unlogged != unlogged {
            actions.push(next.persist(id).produces(table.id));
        }
    }
    actions
}

/// The sequences that a column owns before and after it is made anew.
fn of_column_made_anew<'a>(column: &Site<'a>) -> Vec<(&'a ObjectId, &'a Sequence)> {
    if !heritage::is_gone(column, column.id) {
        return Vec::new();
    }
    let stays =
        |(id, fact): (&'a ObjectId, &'a Fact)| match (&*fact.payload, column.before.payload(id)) {
            (Payload::Sequence(next), Some(Payload::Sequence(former))) => {
                let owner = Some(column.id);
                (next.owner.as_ref() == owner && former.owner.as_ref() == owner)
                    .then_some((id, next))
            }
            _ => None,
        };
    column.after.of_kind(Kind::Sequence).filter_map(stays).collect()
}

/// What keeps the sequences that a column owns from going with it, while that is made anew.
pub(super) fn set_free(column: &Site<'_>) -> Vec<Action> {
    let free = |(id, _)| free(id, &ObjectId::qualified(id)).releases(column.id);
    of_column_made_anew(column).into_iter().map(free).collect()
}

/// What gives them back.
pub(super) fn own_again(column: &Site<'_>) -> Vec<Action> {
    let own = |(id, next): (&ObjectId, &Sequence)| next.owned_by(&Site { id, ..*column });
    of_column_made_anew(column).into_iter().map(own).collect()
}

fn free(id: &ObjectId, name: &QualifiedName) -> Action {
    Action::new(format!("alter sequence {name} owned by none")).locks(Form::AlterSequence, id)
}

/// A sequence that counts a column: its name and options, and its id if it is a fact of its own.
struct Counter<'a> {
    name: QualifiedName,
    options: &'a SequenceOptions,
    id: Option<&'a ObjectId>,
}

impl<'a> Counter<'a> {
    /// What counts `column`: the sequence behind its identity, else the one that it owns.
    fn of(catalog: &'a Catalog, column: &ObjectId) -> Option<Self> {
        if let Some(Payload::Column(Column { identity: Some(identity), .. })) =
            catalog.payload(column)
        {
            let schema = column.schema().cloned();
            let name = QualifiedName { schema, name: identity.sequence.clone() };
            return Some(Self { name, options: &identity.options, id: None });
        }
        catalog.of_kind(Kind::Sequence).find_map(|(id, fact)| match &*fact.payload {
            Payload::Sequence(Sequence { options, owner: Some(owner), .. }) if owner == column => {
                Some(Self { name: id.qualified(), options, id: Some(id) })
            }
            _ => None,
        })
    }
}

impl Sequence {
    fn persist(&self, id: &ObjectId) -> Action {
        let word = if self.unlogged { "unlogged" } else { "logged" };
        Action::new(format!("alter sequence {} set {word}", id.qualified()))
            .locks(Form::SetLogged, id)
    }

    /// Whether the same table owns both, and the column that owned the former one stays as it is.
    fn stays_with(&self, next: &Self, site: &Site<'_>) -> bool {
        let table = |owner: &Option<ObjectId>| owner.as_ref().and_then(ObjectId::parent).cloned();
        table(&self.owner) == table(&next.owner)
            && self.owner.as_ref().is_some_and(|o| site.stays(o) && !heritage::is_gone(site, o))
    }

    /// If the table that owns it is set logged or not: whether it stays with that, which then takes it
    /// along or holds it back; else it must leave before.
    fn table_that_changes(&self, next: &Self, site: &Site<'_>) -> Option<bool> {
        let table = self.owner.as_ref()?.parent()?;
        let changes = site.stays(table) && site.before.payload(table) != site.after.payload(table);
        changes.then(|| self.stays_with(next, site))
    }

    fn owned_by(&self, site: &Site<'_>) -> Action {
        let name = site.id.qualified();
        match &self.owner {
            None => Action::new(format!("alter sequence {name} owned by none")),
            Some(column) => {
                // a table that becomes unlogged takes along what it owns by then
                let table = column.parent().unwrap_or(column);
                let (column_name, owner) = (column.name(), table.qualified());
                let sql = format!("alter sequence {name} owned by {owner}.{column_name}");
                // and goes along when that goes to another role
                let role = owner::id(table);
                Action::new(sql).consumes(column).consumes(table).precedes(&role)
            }
        }
        .consumes(site.id)
        .locks(Form::AlterSequence, site.id)
    }

    /// Gives it to the role that owns the table of its column by then, without which it cannot belong to
    /// that; what belongs to none any more, to the role that it is wanted of. `role` is whose it is.
    fn handed_over(&self, site: &Site<'_>, role: Option<&Ident>) -> Option<Action> {
        let wanted = match self.owner.as_ref().and_then(ObjectId::parent) {
            Some(table) if site.stays(table) && !site.makes(table) => owner::of(site.before, table),
            None if site.after.facts.contains_key(&owner::id(site.id)) => return None,
            _ => None,
        };
        (wanted != role).then(|| {
            let role = wanted.map_or_else(|| "current_user".to_owned(), ToString::to_string);
            Action::new(format!("alter sequence {} owner to {role}", site.id.qualified()))
                .locks(Form::Owner, site.id)
        })
    }

    /// Whose it is before its own owner is changed: that of its table, and what had one and is to have its
    /// table's is given to the role that runs.
    fn role<'a>(&self, site: &Site<'a>) -> Option<&'a Ident> {
        match self.owner.as_ref().and_then(ObjectId::parent) {
            Some(table) => owner::of(site.before, table),
            None if site.after.facts.contains_key(&owner::id(site.id)) => {
                owner::of(site.before, site.id)
            }
            None => None,
        }
    }
}

impl Object for Sequence {
    const NAME: &'static str = "sequence";
    const QUERY: &'static str = include_str!("sequence.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let unlogged = row.code()? == 'u';
        let options = SequenceOptions::read(row)?;
        let owner = row.maybe_column()?;
        Ok(Self { unlogged, options, owner })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let name = site.id.qualified();
        let unlogged = if self.unlogged { "unlogged " } else { "" };
        let mut sql = format!("create {unlogged}sequence {name}");
        if self.options.data_type != "bigint" {
            sql += &format!(" as {}", self.options.data_type);
        }
        for clause in self.options.definition() {
            sql += &format!(" {clause}");
        }
        let create = Action::new(sql).produces(site.id);
        let Some(column) = &self.owner else { return vec![create] };
        let mut actions = Vec::new();
        let stays = site.after.facts.contains_key(column);
        match Counter::of(site.before, column).filter(|_| stays) {
            // the identity's position is carried over, and its name may be the one to take
            Some(Counter { name: former, options, id: None })
                if Counter::of(site.after, column).is_some_and(|next| next.id.is_some()) =>
            {
                let aside = aside(&former);
                let rename = format!("alter sequence {former} rename to {}", aside.name);
                let rename = Action::new(rename)
                    .frees(Slot::relation(&former))
                    .precedes(column)
                    .locks(Form::RenameRelation, column);
                let carry = options.carry_over(&self.options, &aside, &name);
                actions.extend([rename, create, Action::new(carry).precedes(column)]);
            }
            // as is that of the sequence that this one replaces
            Some(Counter { name: former, options, id: Some(id) })
                if id != site.id && !site.after.facts.contains_key(id) =>
            {
                let carry = Action::new(options.carry_over(&self.options, &former, &name));
                actions.extend([create, carry.releases(id)]);
            }
            _ => actions.push(create),
        }
        actions.extend(self.handed_over(site, None));
        actions.push(self.owned_by(site));
        actions
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let name = site.id.qualified();
        let drop = Action::new(format!("drop sequence {name}"))
            .destroys(site.id)
            .locks(Form::DropSequence, site.id);
        let Some(column) = &self.owner else {
            return vec![drop.loses(site.label(), site.flag("drop-sequence"))];
        };
        if !site.after.facts.contains_key(column) {
            return vec![drop.releases(column).implied_by(column)];
        }
        match Counter::of(site.after, column) {
            Some(Counter { name: next, options, id: None }) => {
                let aside = aside(&name);
                let rename = format!("alter sequence {name} rename to {}", aside.name);
                let carry = self.options.carry_over(options, &aside, &next);
                let mut actions = vec![
                    Action::new(rename).destroys(site.id).locks(Form::RenameRelation, site.id),
                ];
                if heritage::is_gone(site, column) {
                    actions.push(free(site.id, &aside).releases(column));
                }
                actions.push(Action::new(carry).consumes(column));
                let drop = Action::new(format!("drop sequence {aside}"));
                actions.push(drop.locks(Form::DropSequence, site.id));
                actions
            }
            // its position lives on in another
            Some(Counter { id: Some(_), .. }) => vec![drop.releases(column)],
            None => {
                let drop = drop.releases(column);
                vec![drop.loses(site.label(), site.flag("drop-sequence"))]
            }
        }
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { unlogged, options, owner } = after;
        let name = site.id.qualified();
        let mut actions = Vec::new();
        if *unlogged != before.unlogged && before.table_that_changes(after, site) != Some(true) {
            actions.push(after.persist(site.id));
        }
        for step in before.options.steps(options, &name) {
            actions.push(match step {
                Step::Alter(clauses) => {
                    Action::new(format!("alter sequence {name} {}", clauses.join(" ")))
                        .locks(Form::AlterSequence, site.id)
                }
                Step::Move(sql) => Action::new(sql),
            });
        }
        if let Some(first) = actions.pop_if(|_| options.is_narrower_than(&before.options)) {
            let what = HazardClass::MayFail("a last value outside the bounds".to_owned());
            actions.push(first.hazard(what, site.label()));
        }
        // what lets go of the former owner runs before that is dropped, so it is apart from what comes
        // after the change of the table
        let mut last = None;
        if *owner != before.owner {
            let leaves_first = before.table_that_changes(after, site) == Some(false);
            let over = after.handed_over(site, before.role(site));
            let action = after.owned_by(site);
            match &before.owner {
                Some(former) => {
                    // before it would go along when the former table goes to another role
                    let table = former.parent().unwrap_or(former);
                    let leaves =
                        |action: Action| action.releases(former).precedes(&owner::id(table));
                    if leaves_first || over.is_some() && owner.is_some() {
                        let free = leaves(free(site.id, &name));
                        actions.push(if leaves_first { free.precedes(table) } else { free });
                        actions.extend(over);
                        last = owner.as_ref().map(|_| action);
                    } else {
                        actions.push(leaves(action));
                        last = over;
                    }
                }
                None => actions.extend(over.into_iter().chain([action])),
            }
        }
        let produce = |action: Action| action.produces(site.id);
        actions.into_iter().map(produce).chain(last).collect()
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::relation(id.qualified())]
    }

    fn summary(&self) -> String {
        let mut words = vec![self.options.data_type.clone()];
        words.extend(self.options.definition());
        if let Some(column) = &self.owner {
            words.push(format!("owned by {}", column.path()));
        }
        words.join(" ")
    }
}
