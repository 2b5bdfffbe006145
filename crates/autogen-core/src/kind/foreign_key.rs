//! Foreign keys: made last and dropped first, so that a cycle of them needs no special code.

use serde::{Deserialize, Serialize};

use super::constraint::Deferral;
use super::{
    Column, Impact, Kind, Object, Payload, Reaction, Renamed, Site, Slot, attached_index,
    constraint, heritage, made_anew,
};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::hazard::HazardClass;
use crate::ident::{Ident, list};
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForeignKey {
    columns: Vec<Ident>,
    pub(super) references: ObjectId,
    referenced: Vec<Ident>,
    on_update: Rule,
    on_delete: Rule,
    /// The columns that `ON DELETE SET …` is confined to; empty for all.
    set_columns: Vec<Ident>,
    full: bool,
    deferral: Deferral,
    validated: bool,
    /// `NOT ENFORCED` (since 18).
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    not_enforced: bool,
    /// Whether the last column is a `PERIOD` (since 18).
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    period: bool,
    /// The name of that of the partitioned table which it is a copy of.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) attached_to: Option<Ident>,
}

/// What happens to the referencing rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Rule {
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

impl Rule {
    /// From `confupdtype` or `confdeltype`.
    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(match row.code()? {
            'r' => Self::Restrict,
            'c' => Self::Cascade,
            'n' => Self::SetNull,
            'd' => Self::SetDefault,
            _ => Self::NoAction,
        })
    }

    fn sql(self) -> &'static str {
        match self {
            Self::NoAction => "no action",
            Self::Restrict => "restrict",
            Self::Cascade => "cascade",
            Self::SetNull => "set null",
            Self::SetDefault => "set default",
        }
    }
}

/// The columns in their list, the last of which may be a period.
fn keyed(columns: &[Ident], period: bool) -> String {
    match columns {
        [first @ .., last] if period => {
            let first: String = first.iter().map(|column| format!("{column}, ")).collect();
            format!("{first}period {last}")
        }
        _ => list(columns),
    }
}

impl ForeignKey {
    fn definition(&self) -> String {
        let Self {
            columns,
            references,
            referenced,
            on_update,
            on_delete,
            set_columns,
            full,
            deferral,
            validated,
            not_enforced,
            period,
            attached_to: _,
        } = self;
        let mut text = format!(
            "foreign key ({}) references {} ({})",
            keyed(columns, *period),
            references.qualified(),
            keyed(referenced, *period)
        );
        if *full {
            text += " match full";
        }
        if *on_update != Rule::NoAction {
            text += &format!(" on update {}", on_update.sql());
        }
        if *on_delete != Rule::NoAction {
            text += &format!(" on delete {}", on_delete.sql());
        }
        if !set_columns.is_empty() {
            text += &format!(" ({})", list(set_columns));
        }
        text += deferral.clause();
        if *not_enforced {
            text += " not enforced";
        } else if !validated {
            text += " not valid";
        }
        text
    }
}

/// A foreign key whose only options are its actions, which are named as SQL does.
#[derive(Clone, Copy, Debug)]
pub struct PlainForeignKey<'a> {
    /// The referring columns.
    pub columns: &'a [Ident],
    /// The table it refers to.
    pub references: &'a ObjectId,
    /// The columns it refers to.
    pub referenced: &'a [Ident],
    /// `ON UPDATE`.
    pub on_update: &'static str,
    /// `ON DELETE`.
    pub on_delete: &'static str,
}

impl ForeignKey {
    /// What it says, if there is nothing to it beyond its actions.
    pub fn plain(&self) -> Option<PlainForeignKey<'_>> {
        let Self {
            columns,
            references,
            referenced,
            on_update,
            on_delete,
            set_columns,
            full,
            deferral,
            validated,
            not_enforced,
            period,
            attached_to,
        } = self;
        let at_once = *deferral == Deferral::NotDeferrable && *validated;
        let plain = set_columns.is_empty() && !full && at_once && attached_to.is_none();
        let plain = plain && !not_enforced && !period;
        let (on_update, on_delete) = (on_update.sql(), on_delete.sql());
        let key = PlainForeignKey { columns, references, referenced, on_update, on_delete };
        plain.then_some(key)
    }
}

/// What it costs to look whether all rows have a referent, under a lock.
fn scan(action: Action, site: &Site<'_>, form: Form) -> Action {
    action
        .hazard(HazardClass::Scan(form.level()), site.label())
        .hazard(HazardClass::MayFail("rows without a referent".to_owned()), site.label())
}

/// The columns that the key referred to includes. `ALTER COLUMN TYPE` makes that anew too, and does not put
/// back what refers to it.
fn included(catalog: &Catalog, id: &ObjectId) -> Vec<ObjectId> {
    let mut found = Vec::new();
    for key in catalog.needs(id) {
        let include = match catalog.payload(key) {
            Some(Payload::PrimaryKey(key)) => &key.keys.include,
            Some(Payload::Unique(key)) => &key.keys.include,
            Some(Payload::Index(index)) => &index.include,
            _ => continue,
        };
        let Some(table) = key.parent() else { continue };
        let column = |name: &Ident| ObjectId::part(Kind::Column, table.clone(), name.clone());
        found.extend(include.iter().map(column));
    }
    found
}

/// Whether a fact is a column that is compared by an operator of `anyarray` or the like, or may be: what is
/// below a domain that is no fact is not known.
fn is_compared_as_any(id: &ObjectId, catalog: &Catalog) -> bool {
    matches!(catalog.payload(id), Some(Payload::Column(column)) if {
        let below = made_anew::resolved(&column.data_type, id, catalog);
        below.element.is_some() || matches!(below.class, 'c' | 'd' | 'e' | 'm' | 'r')
    })
}

/// `ALTER COLUMN TYPE` and `SET EXPRESSION` take the foreign keys from and to the column down and put them
/// back: they lock the tables at their other ends.
pub(super) fn locks_other_ends(site: &Site<'_>, mut action: Action) -> Action {
    for id in site.before.dependents(site.id) {
        let Some(Payload::ForeignKey(key)) = site.before.payload(id) else { continue };
        let Some(table) = id.parent() else { continue };
        if site.stays(id) && site.disturbed.get(id) != Some(&Impact::Replaced) {
            let other = if table == site.parent() { &key.references } else { table };
            action = action.locks(Form::SetTypeOfKey, other);
        }
    }
    action
}

/// Locks the tables that enforce a reference when it comes to be enforced by the key above: before 15 a partitioned
/// table has no triggers for that, and its partitions have.
pub(super) fn locks_enforcers(site: &Site<'_>, references: &ObjectId, action: Action) -> Action {
    if site.before.major >= 15 || !heritage::is_partitioned(site.before, references) {
        return action.locks(Form::DropReference, references);
    }
    let tables = heritage::descendants(site.before, references);
    tables.iter().fold(action, |action, table| action.locks(Form::DropReference, table))
}

impl ForeignKey {
    /// Whether the end of its table's place below another may drop it: before 15, DETACH PARTITION does that to a
    /// key to a partitioned table. Minor releases differ, so that it is dropped if it is there; what is said of
    /// its locks is of those that drop it.
    pub(super) fn may_be_lost(&self, site: &Site<'_>) -> bool {
        site.after.major < 15
            && self.attached_to.is_some()
            && heritage::kept(site, site.parent()).is_empty()
            && heritage::is_partitioned(site.before, &self.references)
    }

    /// Whether the one of the partitioned table makes it, or attaching the partition does.
    fn is_done_above(&self, site: &Site<'_>) -> bool {
        let Some(above) = heritage::original(site.after, site.id) else { return false };
        above.name() == site.id.name()
            && (heritage::is_made(site, &above)
                || heritage::is_born(site, site.id)
                || heritage::kept(site, site.parent()).is_empty())
    }
}

impl Object for ForeignKey {
    const NAME: &'static str = "foreign key";
    const QUERY: &'static str = include_str!("foreign_key.sql");
    const ADOPTABLE: bool = true;

    fn address(id: &ObjectId, _: &Ident) -> String {
        constraint::address(id)
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let table = row.number()?;
        let columns = row.columns(table)?;
        let references = row.number()?;
        Ok(Self {
            columns,
            references: row.relation(references)?,
            referenced: row.columns(references)?,
            on_update: Rule::read(row)?,
            on_delete: Rule::read(row)?,
            full: row.code()? == 'f',
            set_columns: {
                let table = row.number()?;
                row.columns(table)?
            },
            deferral: Deferral::read(row)?,
            validated: row.bool()?,
            not_enforced: row.bool()?,
            period: row.bool()?,
            attached_to: row.maybe()?.map(Ident::new),
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        if self.is_done_above(site) {
            return Vec::new();
        }
        // both tables are logged or not as the key needs it
        let mut action = constraint::add(site, &self.definition()).consumes(&self.references);
        action.fold = None;
        action =
            action.locks(Form::AddForeignKey, site.parent()).locks(Form::ReferTo, &self.references);
        for column in included(site.after, site.id) {
            action = action.consumes(&column);
        }
        // the key of a partitioned table is none before all partitions have attached theirs
        let keys =
            site.after.needs(site.id).filter(|id| attached_index::INDEXES.contains(&id.kind()));
        for below in keys.flat_map(|key| attached_index::indexes_below(site, site.after, key)) {
            action = action.consumes(&below);
        }
        if self.validated {
            action = scan(action, site, Form::AddForeignKey);
        }
        // with the former one its copies were
        let are_lost = matches!(site.before.payload(site.id), Some(Payload::ForeignKey(was)) if was.may_be_lost(site));
        for table in heritage::descendants(site.after, site.parent()) {
            let link = ObjectId::part(Kind::Partition, table.clone(), Ident::new(""));
            if site.after.facts.contains_key(&link) {
                action = action.consumes(&link);
            }
            for below in heritage::copies(site.after, &table, site.id) {
                // one that has another name is there before, and is taken for the copy
                let same = below.name() == site.id.name();
                if !same || !heritage::is_made(site, &below) && !are_lost {
                    // what it does of its own for that is dropped
                    action = locks_enforcers(site, &self.references, action);
                }
                action = if same { action.produces(&below) } else { action.consumes(&below) };
            }
        }
        vec![action]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let action = match self.may_be_lost(site) {
            true => constraint::remove_if_there(site),
            false => constraint::remove(site),
        };
        let mut action =
            action.precedes(&self.references).locks(Form::DropConstraint, site.parent());
        // that of a partition has no triggers there before it is detached
        let is_detached =
            self.attached_to.is_some() && site.after.facts.contains_key(site.parent());
        if self.attached_to.is_none() || is_detached && !self.may_be_lost(site) {
            action = action.locks(Form::DropReference, &self.references);
        }
        for column in included(site.before, site.id) {
            action = action.precedes(&column);
        }
        let is_kept = !heritage::kept(site, site.parent()).is_empty();
        let goes = |table: &ObjectId| heritage::is_gone(site, table);
        let above = heritage::original(site.before, site.id);
        if let Some(above) = above.filter(|_| is_kept || goes(site.parent())) {
            if heritage::is_gone(site, &above) {
                return Vec::new();
            }
            if !is_kept {
                return vec![action];
            }
            let why = "it is that of the partitioned table and cannot be dropped without it";
            return vec![action.impossible(why)];
        }
        // a partition that is referred to cannot be dropped; where the key above stays, it is detached before
        for table in heritage::descendants(site.before, &self.references) {
            action = action.releases(&table);
        }
        let mut tables = heritage::heirs(site, site.parent());
        let below = heritage::descendants(site.before, site.parent());
        tables.extend(below.into_iter().filter(|table| goes(table)));
        for table in tables {
            for below in heritage::copies(site.before, &table, site.id) {
                action = action.destroys(&below);
            }
        }
        vec![action]
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        // a copy has the column numbers of another table (see the query), and goes by them when it is left alone
        let left = before.attached_to.is_some() && after.attached_to.is_none();
        if left && !before.set_columns.is_empty() {
            return Impact::Replaced;
        }
        let before = Self { attached_to: after.attached_to.clone(), ..before.clone() };
        let validated = Self { validated: true, ..before.clone() };
        let deferred = Self { deferral: after.deferral, ..before.clone() };
        // what is enforced from now on is validated by that
        let enforced =
            Self { not_enforced: !before.not_enforced, validated: before.not_enforced, ..before };
        if [&validated, &deferred, &enforced].contains(&after) {
            Impact::InPlace
        } else {
            Impact::Replaced
        }
    }

    fn impact_at(before: &Self, after: &Self, site: &Site<'_>) -> Impact {
        let is_left = after.attached_to.is_none() && before.may_be_lost(site);
        if is_left { Impact::Replaced } else { Self::impact(before, after) }
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let is_attached = !heritage::kept(site, site.parent()).is_empty();
        let former = heritage::original(site.before, site.id).filter(|_| is_attached);
        if former.is_some_and(|above| heritage::is_gone(site, &above)) {
            return after.create(site);
        }
        let above = heritage::original(site.after, site.id).filter(|_| is_attached);
        let same = Self { attached_to: after.attached_to.clone(), ..before.clone() } == *after;
        if same || above.is_some() {
            return Vec::new();
        }
        let (table, name) = (site.parent().qualified(), site.id.name());
        if before.deferral != after.deferral || before.not_enforced != after.not_enforced {
            let clause = match after.deferral {
                _ if after.not_enforced && !before.not_enforced => " not enforced",
                _ if before.not_enforced && !after.not_enforced => " enforced",
                Deferral::NotDeferrable => " not deferrable",
                other => other.clause(),
            };
            let sql = format!("alter table {table} alter constraint {name}{clause}");
            let heirs = heritage::heirs(site, site.parent());
            let below = heirs.iter().flat_map(|table| heritage::copies(site.after, table, site.id));
            let action = below.fold(Action::new(sql).produces(site.id), |a, id| a.produces(&id));
            let action = action.locks(Form::AlterConstraint, site.parent());
            // its triggers on the other table are made or dropped
            return vec![match (before.not_enforced, after.not_enforced) {
                (true, false) => scan(action, site, Form::AlterConstraint)
                    .locks(Form::ReferTo, &after.references),
                (false, true) => action.locks(Form::DropReference, &after.references),
                _ => action,
            }];
        }
        let sql = format!("alter table {table} validate constraint {name}");
        let action =
            Action::new(sql).produces(site.id).locks(Form::ValidateForeignKey, site.parent());
        vec![scan(action, site, Form::ValidateForeignKey)]
    }

    /// When the type of one side changes, the key cannot be carried over until the other has changed. One with
    /// columns that an operator of any enum, array or range compares cannot be carried over at all, for which
    /// of its columns ever: Postgres finds no cast to such a type (`findFkeyCast` in `tablecmds.c`).
    fn reaction(&self, site: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        let base = |catalog: &Catalog| match catalog.payload(cause) {
            Some(Payload::Column(Column { data_type, .. })) => Some(data_type.base.clone()),
            _ => None,
        };
        match impact {
            Impact::InPlace => Reaction::Keep,
            Impact::Reshaped
                if cause.kind() == Kind::Column
                    && base(site.before) == base(site.after)
                    && !site
                        .before
                        .needs(site.id)
                        .any(|id| is_compared_as_any(id, site.before)) =>
            {
                Reaction::Keep
            }
            Impact::Reshaped | Impact::Rewritten | Impact::Replaced => Reaction::Replace,
        }
    }

    fn follow(&mut self, id: &ObjectId, catalog: &Catalog, renamed: Renamed<'_>) {
        if let Some(name) = &mut self.attached_to {
            heritage::follow(id, name, catalog, renamed);
        }
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::constraint(id)]
    }

    fn noticed(&self) -> Noticed {
        Noticed::AsRefusal
    }

    fn summary(&self) -> String {
        self.definition()
    }
}
