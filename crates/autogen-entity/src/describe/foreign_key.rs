//! Foreign keys of `belongs_to` relations.

use sea_orm::sea_query::{ForeignKeyAction, TableForeignKey};

use super::DescribeError;
use super::names::{Taken, column_list, cut, qualified, quote};
use super::registry::{Entity, table_name};
use crate::ForeignKeyDescription;

/// Describes the foreign keys of an entity, by name. Two relations on the same columns to the same
/// target are one foreign key.
pub(super) fn describe(entity: &Entity) -> Result<Vec<ForeignKeyDescription>, DescribeError> {
    let mut keys = Vec::new();
    for statement in entity.recorded.table.get_foreign_key_create_stmts() {
        let key = ForeignKey::read(entity, statement.get_foreign_key())?;
        if !keys.contains(&key) {
            keys.push(key);
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

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct ForeignKey {
    derived: bool,
    name: String,
    columns: Vec<String>,
    target: String,
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
        let mut target = format!(
            "{} {}",
            qualified(schema.as_deref(), &table),
            column_list(&key.get_ref_columns())
        );
        for (event, action) in [("DELETE", key.get_on_delete()), ("UPDATE", key.get_on_update())] {
            if let Some(action) = action {
                let action = action_sql(&action).ok_or_else(|| unknown("with a new action"))?;
                target.push_str(&format!(" ON {event} {action}"));
            }
        }
        // SeaORM tells the name, not whether `fk_name` gave it.
        let derived = name == format!("fk-{}-{}", entity.name, columns.join("-"));
        Ok(Self { derived, name, columns, target })
    }

    fn describe(
        self,
        entity: &Entity,
        taken: &mut Taken,
    ) -> Result<ForeignKeyDescription, DescribeError> {
        let Self { derived, name, columns, target } = self;
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
        Ok(ForeignKeyDescription { name: Some(name), name_chosen: !derived, columns, create })
    }
}

fn action_sql(action: &ForeignKeyAction) -> Option<&'static str> {
    Some(match action {
        ForeignKeyAction::Restrict => "RESTRICT",
        ForeignKeyAction::Cascade => "CASCADE",
        ForeignKeyAction::SetNull => "SET NULL",
        ForeignKeyAction::NoAction => "NO ACTION",
        ForeignKeyAction::SetDefault => "SET DEFAULT",
        _ => return None,
    })
}
