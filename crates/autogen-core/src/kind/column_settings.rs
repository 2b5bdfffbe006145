//! How the values of a column are stored and sampled, where it is not as usual: storage, compression,
//! statistics target, and attribute options.

use serde::{Deserialize, Serialize};

use super::{Impact, Kind, Object, Payload, Reaction, Site, heritage, relation_options};
use crate::action::Action;
use crate::ident::Ident;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// Where they stand.
pub(super) fn settings_of(column: &ObjectId) -> ObjectId {
    ObjectId::part(Kind::ColumnSettings, column.clone(), Ident::new(""))
}

/// The settings of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnSettings {
    /// `attstorage`, where it is not the type's own.
    storage: Option<char>,
    /// The type's own; not compared.
    usual: char,
    /// `attcompression`, where one is chosen (since 14).
    compression: Option<char>,
    /// `attstattarget`, where one is chosen.
    statistics: Option<i32>,
    /// `name=value`: `n_distinct` and its like.
    options: Vec<String>,
}

/// The word that SET STORAGE takes.
fn storage(code: char) -> &'static str {
    match code {
        'p' => "plain",
        'e' => "external",
        'm' => "main",
        _ => "extended",
    }
}

/// The word that SET COMPRESSION takes.
fn compression(code: Option<char>) -> &'static str {
    match code {
        Some('l') => "lz4",
        Some(_) => "pglz",
        None => "default",
    }
}

impl ColumnSettings {
    /// As they are for a column that nobody has set any for.
    fn usual(&self) -> Self {
        let usual = self.usual;
        Self { storage: None, usual, compression: None, statistics: None, options: Vec::new() }
    }

    /// Those that the column of a new table has from the tables above (`MergeAttributes` in `tablecmds.c`).
    fn born(site: &Site<'_>, column: &ObjectId) -> Option<Self> {
        let table = column.parent()?;
        if heritage::form(site, table) == heritage::Form::Alone {
            return None;
        }
        let above = heritage::parents(site.after, table).into_iter().find_map(|parent| {
            let id = settings_of(&heritage::at(column, &parent));
            match site.after.payload(&id) {
                Some(Payload::ColumnSettings(settings)) => Some(settings.clone()),
                _ => None,
            }
        })?;
        Some(Self { statistics: None, options: Vec::new(), ..above })
    }

    /// What takes those back that a column shall not have from above; it comes when the column has come.
    pub(super) fn take_back(site: &Site<'_>) -> Option<Action> {
        let id = settings_of(site.id);
        if site.after.facts.contains_key(&id) {
            return None;
        }
        let born = Self::born(site, site.id)?;
        let action = Self::change(&born, &born.usual(), &Site { id: &id, ..*site })?;
        Some(action.consumes(site.id))
    }

    /// A statement that must have run before new tables below take over what is set.
    fn before_heirs(action: Action, site: &Site<'_>) -> Action {
        let column = site.parent();
        let Some(table) = column.parent() else { return action };
        let below = heritage::descendants(site.after, table);
        let born =
            below.iter().filter(|table| heritage::form(site, table) != heritage::Form::Alone);
        born.fold(action, Action::precedes)
    }

    /// What a change of the column's type leaves of them (`ATExecAlterColumnType` in `tablecmds.c`).
    fn after_retyping(&self, site: &Site<'_>) -> Self {
        // one that is dropped takes all of them along
        let impact = site.disturbed.get(site.parent());
        if matches!(impact, Some(Impact::Reshaped | Impact::Rewritten)) {
            Self { storage: None, compression: None, ..self.clone() }
        } else {
            self.clone()
        }
    }

    /// The statement that leads from one to the other, if there is anything to do.
    fn change(before: &Self, after: &Self, site: &Site<'_>) -> Option<Action> {
        let Self { storage: stored, usual, compression: compressed, statistics, options } = after;
        let (mut steps, mut forms) = (Vec::new(), Vec::new());
        if *stored != before.storage {
            steps.push(format!("set storage {}", storage(stored.unwrap_or(*usual))));
            forms.push(Form::SetStorage);
        }
        if *compressed != before.compression {
            steps.push(format!("set compression {}", compression(*compressed)));
            forms.push(Form::SetCompression);
        }
        if *statistics != before.statistics {
            steps.push(format!("set statistics {}", statistics.unwrap_or(-1)));
            forms.push(Form::SetStatistics);
        }
        for change in relation_options::changes("", &before.options, options) {
            steps.push(change.sql.trim_start().to_owned());
            forms.push(Form::SetColumnOptions);
        }
        if steps.is_empty() {
            return None;
        }
        let parent = site.parent();
        // named, they are of a column that is no fact of its own, a materialized view's
        let (table, column) = match (parent.parent(), site.id.name()) {
            (Some(table), _) => (table, parent.name()),
            (None, column) => (parent, column),
        };
        let steps: Vec<_> =
            steps.iter().map(|step| format!("alter column {column} {step}")).collect();
        // those of a table below are its own
        let only = if heritage::descendants(site.after, table).is_empty() { "" } else { "only " };
        let sql = format!("alter table {only}{} {}", table.qualified(), steps.join(", "));
        let lock = |action: Action, form| action.locks_only(form, table);
        Some(forms.into_iter().fold(Action::new(sql), lock))
    }
}

impl Object for ColumnSettings {
    const NAME: &'static str = "settings";
    const QUERY: &'static str = include_str!("column_settings.sql");
    const OPTIONAL: bool = true;

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let code = |text: Option<&str>| text.and_then(|text| text.chars().next());
        Ok(Self {
            storage: code(row.maybe()?),
            usual: row.code()?,
            compression: code(row.maybe()?),
            statistics: row.numbers()?.first().copied(),
            options: row.json()?,
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let born = Self::born(site, site.parent()).unwrap_or_else(|| self.usual());
        let action = Self::change(&born, self, site);
        let made = |action: Action| Self::before_heirs(action.produces(site.id), site);
        action.into_iter().map(made).collect()
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let action = Self::change(&self.after_retyping(site), &self.usual(), site);
        let gone = |action: Action| {
            Self::before_heirs(action.destroys(site.id).implied_by(site.parent()), site)
        };
        action.into_iter().map(gone).collect()
    }

    fn differs(before: &Self, after: &Self) -> bool {
        let usual = after.usual;
        Self { usual, ..before.clone() } != *after
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let action = Self::change(&before.after_retyping(site), after, site);
        let made = |action: Action| Self::before_heirs(action.produces(site.id), site);
        action.into_iter().map(made).collect()
    }

    fn reaction(&self, site: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Replaced => Reaction::Replace,
            Impact::Reshaped | Impact::Rewritten if cause == site.parent() => Reaction::Alter,
            _ => Reaction::Keep,
        }
    }

    fn noticed(&self) -> Noticed {
        Noticed::Never
    }

    fn summary(&self) -> String {
        let mut words = Vec::new();
        words.extend(self.storage.map(|code| format!("storage {}", storage(code))));
        words.extend(
            self.compression.map(|code| format!("compression {}", compression(Some(code)))),
        );
        words.extend(self.statistics.map(|target| format!("statistics {target}")));
        words.extend(self.options.iter().cloned());
        words.join(", ")
    }
}
