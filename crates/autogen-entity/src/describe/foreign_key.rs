//! Foreign keys of `belongs_to` relations.

use sea_orm::sea_query::TableForeignKey;

use super::names::{Taken, column_list, cut, qualified, quote};
use super::registry::{Entity, table_name};
use super::{DescribeError, declared};
use crate::ForeignKeyDescription;
use crate::declare::{Declared, ForeignKeyChange, action_sql};

/// Describes the foreign keys of an entity, by name, with what is declared of them. Two relations on
/// the same columns to the same target are one foreign key.
pub(super) fn describe(
    entity: &Entity,
    changes: &[ForeignKeyChange],
    declared: &mut Declared,
) -> Result<Vec<ForeignKeyDescription>, DescribeError> {
    let mut keys = Vec::new();
    for statement in entity.recorded.table.get_foreign_key_create_stmts() {
        let key = ForeignKey::read(entity, statement.get_foreign_key())?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    for change in changes {
        if let Err(problem) = apply(change, &mut keys) {
            declared.problem(change.place, problem);
        }
    }
    // Chosen names first: a derived one makes way.
    keys.sort();
    let mut taken = Taken::default();
    let mut described = Vec::new();
    for key in keys {
        described.push(key.describe(entity, &mut taken)?);
    }
    described.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(described)
}

/// Says of a relation's foreign key what is declared of it.
fn apply(change: &ForeignKeyChange, keys: &mut [ForeignKey]) -> Result<(), String> {
    let columns = change.columns.join(", ");
    let mut found = keys.iter_mut().filter(|key| key.columns == change.columns);
    let (Some(key), None) = (found.next(), found.next()) else {
        return Err(format!(
            "not one relation of the entity makes a foreign key of ({columns}); say what it `references`"
        ));
    };
    if let Some(first) = &key.change {
        let first = first.place;
        return Err(format!("foreign key of ({columns}) is declared at {first} already"));
    }
    if let Some(name) = &change.name {
        key.derived = false;
        key.name.clone_from(name);
    }
    if let Some(action) = &change.on_delete {
        key.on_delete = Some(action.clone());
    }
    key.change = Some(change.clone());
    Ok(())
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct ForeignKey {
    derived: bool,
    name: String,
    columns: Vec<String>,
    target: String,
    on_delete: Option<String>,
    on_update: Option<String>,
    change: Option<ForeignKeyChange>,
}

impl ForeignKey {
    fn read(entity: &Entity, key: &TableForeignKey) -> Result<Self, DescribeError> {
        let columns = key.get_columns();
        let name = key.get_name().unwrap_or_default().to_owned();
        let unknown = |what: &str| DescribeError::Unknown {
            entity: entity.path.clone(),
            what: format!("foreign key {name:?} {what}"),
        };
        let (schema, table) = table_name(key.get_ref_table())
            .ok_or_else(|| unknown("to something that is no table"))?;
        let target = format!(
            "{} {}",
            qualified(schema.as_deref(), &table),
            column_list(&key.get_ref_columns())
        );
        let action = |action: Option<_>| match action {
            Some(action) => match action_sql(&action) {
                Some(sql) => Ok(Some(sql.to_owned())),
                None => Err(unknown("with a new action")),
            },
            None => Ok(None),
        };
        let (on_delete, on_update) = (action(key.get_on_delete())?, action(key.get_on_update())?);
        // SeaORM tells the name, not whether `fk_name` gave it.
        let derived = name == format!("fk-{}-{}", entity.name, columns.join("-"));
        Ok(Self { derived, name, columns, target, on_delete, on_update, change: None })
    }

    fn describe(
        self,
        entity: &Entity,
        taken: &mut Taken,
    ) -> Result<ForeignKeyDescription, DescribeError> {
        let Self { derived, name, columns, mut target, on_delete, on_update, change } = self;
        if change.as_ref().is_some_and(|change| change.match_full) {
            target.push_str(" MATCH FULL");
        }
        for (event, action) in [("DELETE", on_delete), ("UPDATE", on_update)] {
            if let Some(action) = action {
                target.push_str(&format!(" ON {event} {action}"));
            }
        }
        if let Some(change) = &change {
            target.push_str(&change.options);
        }
        let columns_sql = column_list(&columns);
        let name = if derived {
            taken.derive(&name, &format!("{columns_sql} {target}"))
        } else if taken.take(&name) {
            cut(&name, 63).to_owned()
        } else {
            return Err(DescribeError::ForeignKeyName { entity: entity.path.clone(), name });
        };
        let create = format!(
            "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY {columns_sql} REFERENCES {target}",
            entity.qualified(),
            quote(&name),
        );
        Ok(ForeignKeyDescription {
            name: Some(name),
            name_chosen: !derived,
            columns,
            create,
            declared: change.map(|change| declared::place(change.place)),
        })
    }
}
