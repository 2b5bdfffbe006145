//! Domains. Their check constraints are facts of their own.

use serde::{Deserialize, Serialize};

use super::{Impact, Kind, Object, Reaction, Site, Slot, made_anew};
use crate::action::Action;
use crate::action::Statement;
use crate::expression::respell;
use crate::hazard::HazardClass;
use crate::ident::QualifiedName;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::sql_type::SqlType;

/// A domain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Domain {
    /// The type it stands on, which may be a domain too.
    pub data_type: SqlType,
    /// Where it is not the type's own.
    pub collation: Option<QualifiedName>,
    /// As Postgres deparses it.
    pub default: Option<String>,
    /// `NOT NULL`.
    pub not_null: bool,
}

impl Domain {
    /// All behind the name.
    fn definition(&self) -> String {
        let Self { data_type, collation, default, not_null } = self;
        let mut text = data_type.text.clone();
        if let Some(collation) = collation {
            text += &format!(" collate {collation}");
        }
        if let Some(default) = default {
            text += &format!(" default {}", respell(default));
        }
        if *not_null {
            text += " not null";
        }
        text
    }

    /// Postgres checks the stored values of a domain only where a column is of it (`get_rels_with_domain`
    /// in `typecmds.c`).
    pub(super) fn is_contained(id: &ObjectId, site: &Site<'_>) -> Option<String> {
        let directly = |column: &ObjectId| match site.before.payload(column) {
            Some(super::Payload::Column(column)) => {
                column.data_type.class == 'd' && !column.data_type.text.ends_with("[]")
            }
            _ => false,
        };
        let columns = made_anew::columns_of(id, site.before);
        let mut tables = columns.iter().filter_map(|column| column.parent());
        let holder = columns.iter().copied().find(|column| !directly(column));
        let holder =
            holder.or_else(|| tables.find_map(|table| made_anew::holder_of_rows(table, site)));
        let holder = holder?.label(&site.before.default_schema);
        Some(format!(
            "Postgres cannot check the values that stand inside others of {holder}, \
             an array or a composite type; change that first"
        ))
    }
}

/// The hazards of a statement that reads every column of a domain.
pub(super) fn scans(action: Action, rows: &str, site: &Site<'_>, domain: &ObjectId) -> Action {
    let columns = made_anew::columns_of(domain, site.before);
    if columns.is_empty() {
        return action;
    }
    let tables = columns.into_iter().filter_map(ObjectId::parent);
    tables
        .fold(action, |action, table| action.locks(Form::CheckDomain, table))
        .hazard(HazardClass::Scan(Form::CheckDomain.level()), site.label())
        .hazard(HazardClass::MayFail(rows.to_owned()), site.label())
}

impl Object for Domain {
    const NAME: &'static str = "domain";
    const QUERY: &'static str = include_str!("domain.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            data_type: SqlType::read(row)?,
            not_null: row.bool()?,
            default: row.maybe()?.map(str::to_owned),
            collation: row.maybe_qualified()?,
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let head = format!("create domain {} as ", site.id.qualified());
        vec![Action::new(Statement::with_definition(head, self.definition())).produces(site.id)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        made_anew::remove(site, "domain")
    }

    /// What it stands on cannot be altered.
    fn impact(before: &Self, after: &Self) -> Impact {
        let Self { data_type, collation, default: _, not_null: _ } = after;
        if *data_type == before.data_type && *collation == before.collation {
            Impact::InPlace
        } else {
            Impact::Rewritten
        }
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { data_type: _, collation: _, default, not_null } = after;
        if let Some(reason) = made_anew::refusal(site) {
            return vec![Action::new("").produces(site.id).impossible(reason)];
        }
        if site.disturbed.get(site.id) == Some(&Impact::Rewritten) {
            let [create] = after.create(site).try_into().unwrap_or_else(|_| [Action::new("")]);
            return made_anew::rewrite(site, "domain", create);
        }
        let head = format!("alter domain {}", site.id.qualified());
        let mut actions = Vec::new();
        // what the default calls is dropped and created
        let lost: Vec<_> = site
            .before
            .needs(site.id)
            .filter(|id| site.disturbed.get(*id) == Some(&Impact::Replaced) && site.stays(id))
            .collect();
        let set =
            |default: &String| Action::new(format!("{head} set default {}", respell(default)));
        if !lost.is_empty() && before.default.is_some() {
            let drop = Action::new(format!("{head} drop default"));
            actions.push(lost.iter().fold(drop, |drop, id| drop.releases(id)));
            let set = default.iter().map(set).map(|set| set.consumes(site.id));
            actions.extend(set.map(|set| lost.iter().fold(set, |set, id| set.consumes(id))));
        } else if *default != before.default {
            let action = match default {
                Some(default) => set(default),
                None => Action::new(format!("{head} drop default")),
            };
            actions.push(action.produces(site.id));
        }
        if *not_null && !before.not_null {
            let action = Action::new(format!("{head} set not null")).produces(site.id);
            let action = scans(action, "rows where it is null", site, site.id);
            actions.push(match Self::is_contained(site.id, site) {
                Some(reason) => action.impossible(reason),
                None => action,
            });
        } else if !*not_null && before.not_null {
            let action = Action::new(format!("{head} drop not null"));
            actions.push(action.produces(site.id));
        }
        actions
    }

    fn reaction(&self, _: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        let below = made_anew::is_type(cause.kind()) || cause.kind() == Kind::Collation;
        match impact {
            Impact::Rewritten | Impact::Replaced if below => Reaction::Alter,
            Impact::Replaced => Reaction::Restate,
            _ => Reaction::Keep,
        }
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::type_name(id.qualified())]
    }

    fn summary(&self) -> String {
        self.definition()
    }
}
