//! How a column gets from one type, or collation, to another in place: `ALTER COLUMN … TYPE`. How its values
//! do stands in `sql_type.rs`, and of types that are made anew in `made_anew.rs`.

use super::column::alter_column;
use super::{Column, Kind, Payload, Site, Table, foreign_key, heritage, made_anew, reindex};
use crate::action::Action;
use crate::hazard::HazardClass;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::sql_type::{Conversion, Fit};

/// The statement that does it, if there is something to do.
pub(super) fn retype(before: &Column, after: &Column, site: &Site<'_>) -> Option<Action> {
    let (from, to) = (&before.data_type, &after.data_type);
    let moves = made_anew::made_anew(site).next().is_some();
    let rewritten = made_anew::made_anew(site).any(|id| made_anew::is_type(id.kind()));
    let is_range = [from.class, to.class].contains(&'r');
    let no_way = match from.class == to.class {
        // a composite type, and the row type of a table
        true => made_anew::is_taken_over(site),
        false => is_range,
    };
    if from.text == to.text && no_way {
        let why = "nothing turns it into the other kind of type that takes the name of its own; \
            give the new type another name";
        return Some(Action::new("").impossible(why));
    }
    let same = from == to || moves_with_extension(before, after, site);
    if !moves && same && before.collation == after.collation {
        return None;
    }
    if let Some(reason) = inherited_twice(site) {
        return Some(Action::new("").impossible(reason));
    }
    let Some((conversion, review)) = made_anew::conversion(before, after, site) else {
        let reason = "no expression turns the elements of an array of a composite type \
            into one of other attributes; change its type by hand";
        return Some(Action::new("").impossible(reason));
    };
    let mut tables = heritage::heirs(site, site.parent());
    tables.push(site.parent().clone());
    let is_key = |table: &ObjectId| match site.before.payload(table) {
        Some(Payload::Table(Table { partition_by: Some(key), .. })) => key.holds(site.id.name()),
        _ => false,
    };
    if tables.iter().any(is_key) {
        let why = "the type of a column that a table is partitioned by cannot be changed; \
            make a table under another name, move the rows, and rename it";
        return Some(Action::new("").impossible(why));
    }
    let mut sql = format!("{} type {}", alter_column(site), to.text);
    if let Some(collation) = &after.collation {
        sql += &format!(" collate {collation}");
    }
    let label = site.label();
    let action = match &conversion {
        Conversion::Assignment => Action::new(sql),
        Conversion::Using(expression) => {
            let action = Action::new(format!("{sql} using {expression}"));
            if !review {
                action
            } else {
                let why = format!("suggested conversion `{expression}`");
                action.hazard(HazardClass::Review(why), label.clone())
            }
        }
    };
    let mut action =
        foreign_key::locks_other_ends(site, action.locks(Form::SetType, site.parent()));
    if rewritten || !from.keeps_rows(to, &site.casts()) {
        action = action.hazard(HazardClass::Rewrite, label.clone());
    } else {
        for index in reindex::rebuilt(site, before, after) {
            let label = index.label(&site.before.default_schema);
            action = action.hazard(HazardClass::IndexBuild(Form::SetType.level()), label);
        }
    }
    let fails = || HazardClass::MayFail("values that do not fit".to_owned());
    let below = made_anew::resolved(from, site.id, site.before);
    action = match below.fit(&made_anew::resolved(to, site.id, site.after)) {
        // a domain may have constraints
        Fit::Fits if rewritten || to.class == 'd' && from.text != to.text => {
            action.hazard(fails(), label)
        }
        Fit::Fits => action,
        Fit::MayFail => action.hazard(fails(), label),
        Fit::Loses => action.loses(label, site.flag("narrow-column")),
    };
    Some(match made_anew::row_type_is_held(site.parent(), site.before) {
        Some(reason) => action.impossible(reason),
        None => action,
    })
}

/// Whether its type is a member of an extension that moves to another schema, and nothing else.
pub(super) fn moves_with_extension(before: &Column, after: &Column, site: &Site<'_>) -> bool {
    let (from, to) = (&before.data_type, &after.data_type);
    let moves = |id: &ObjectId| {
        id.kind() == Kind::Extension
            && site.stays(id)
            && site.before.payload(id) != site.after.payload(id)
    };
    from.name == to.name && from.modifier == to.modifier && site.before.needs(site.id).any(moves)
}

/// Why its type cannot be changed, if a table below has it from another table too (`ATPrepAlterColumnType`).
fn inherited_twice(site: &Site<'_>) -> Option<String> {
    let mut tables = heritage::heirs(site, site.parent());
    tables.push(site.parent().clone());
    let other = |heir: &ObjectId| {
        let mut parents = heritage::parents(site.before, heir).into_iter();
        parents.find(|parent| {
            let above = heritage::at(site.id, parent);
            !tables.contains(parent) && site.before.facts.contains_key(&above)
        })
    };
    let below = &tables[..tables.len() - 1];
    let (heir, other) = below.iter().find_map(|heir| Some((heir, other(heir)?)))?;
    let schema = &site.before.default_schema;
    let (heir, other) = (heir.label(schema), other.label(schema));
    Some(format!(
        "Postgres does not change the type of a column that {heir} inherits from {other} too; \
         let it inherit from one of them only, change both, and put it back"
    ))
}
