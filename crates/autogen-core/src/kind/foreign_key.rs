//! Foreign keys: made last and dropped first, so that a cycle of them needs no special code.

use serde::{Deserialize, Serialize};

use super::constraint::Deferral;
use super::{Column, Impact, Object, Payload, Reaction, Site, Slot, constraint};
use crate::action::Action;
use crate::hazard::HazardClass;
use crate::ident::{Ident, list};
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

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
        } = self;
        let mut text = format!(
            "foreign key ({}) references {} ({})",
            list(columns),
            references.qualified(),
            list(referenced)
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
        if !validated {
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
        } = self;
        let plain =
            set_columns.is_empty() && !full && *deferral == Deferral::NotDeferrable && *validated;
        let (on_update, on_delete) = (on_update.sql(), on_delete.sql());
        let key = PlainForeignKey { columns, references, referenced, on_update, on_delete };
        plain.then_some(key)
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
            set_columns: row.columns(table)?,
            deferral: Deferral::read(row)?,
            validated: row.bool()?,
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        // both tables are logged or not as the key needs it
        let mut action = constraint::add(site, &self.definition()).consumes(&self.references);
        action.fold = None;
        if self.validated {
            action = action
                .hazard(HazardClass::Scan("SHARE ROW EXCLUSIVE".to_owned()), site.label())
                .hazard(HazardClass::MayFail("rows without a referent".to_owned()), site.label());
        }
        vec![action]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![constraint::remove(site).precedes(&self.references)]
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        let validated = Self { validated: true, ..before.clone() };
        let deferred = Self { deferral: after.deferral, ..before.clone() };
        if *after == validated || *after == deferred { Impact::InPlace } else { Impact::Replaced }
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let (table, name) = (site.parent().qualified(), site.id.name());
        if before.deferral != after.deferral {
            let clause = match after.deferral {
                Deferral::NotDeferrable => " not deferrable",
                other => other.clause(),
            };
            let sql = format!("alter table {table} alter constraint {name}{clause}");
            return vec![Action::new(sql).produces(site.id)];
        }
        vec![
            Action::new(format!("alter table {table} validate constraint {name}"))
                .produces(site.id)
                .hazard(HazardClass::Scan("SHARE UPDATE EXCLUSIVE".to_owned()), site.label())
                .hazard(HazardClass::MayFail("rows without a referent".to_owned()), site.label()),
        ]
    }

    /// When the type of one side changes, the key cannot be carried over until the other has changed.
    fn reaction(&self, site: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        let base = |catalog: &crate::catalog::Catalog| match catalog.payload(cause) {
            Some(Payload::Column(Column { data_type, .. })) => Some(data_type.base.clone()),
            _ => None,
        };
        match impact {
            Impact::InPlace => Reaction::Keep,
            Impact::Reshaped if base(site.before) == base(site.after) => Reaction::Keep,
            Impact::Reshaped | Impact::Rewritten | Impact::Replaced => Reaction::Replace,
        }
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::constraint(id)]
    }

    fn summary(&self) -> String {
        self.definition()
    }
}
