//! What types and collations share that are made anew while columns are of them: the former one is set
//! aside under another name, the new one takes its place, every column moves over, and the former one is
//! dropped. Dropping such a type first would take the columns' values along.

use super::{Column, Domain, Impact, Kind, Payload, Site, below};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::ident::{Ident, QualifiedName};
use crate::object_id::ObjectId;
use crate::sql_type::{Conversion, SqlType};

/// The name that a type bears between being set aside and being dropped, or an index while it gives way.
pub(super) fn aside(id: &ObjectId) -> QualifiedName {
    let QualifiedName { schema, name } = id.qualified();
    let mut short = name.as_str();
    while short.len() > 56 {
        short = &short[..short.floor_char_boundary(short.len() - 1)];
    }
    QualifiedName { schema, name: Ident::new(format!("{short}__old")) }
}

/// Sets the object aside, makes it by `create`, and drops the former one when all have moved over.
/// `keyword` is what ALTER and DROP call it.
pub(super) fn rewrite(site: &Site<'_>, keyword: &str, create: Action) -> Vec<Action> {
    let (name, aside) = (site.id.qualified(), aside(site.id));
    vec![
        // what names the type in its own drop must be gone by then, as before any change of it
        Action::new(format!("alter {keyword} {name} rename to {}", aside.name)).produces(site.id),
        create,
        Action::new(format!("drop {keyword} {aside}")).destroys(site.id),
    ]
}

/// Whether another kind of object takes its name as a type.
fn is_succeeded(site: &Site<'_>) -> bool {
    const KINDS: [Kind; 7] = [
        Kind::EnumType,
        Kind::Domain,
        Kind::CompositeType,
        Kind::RangeType,
        Kind::Table,
        Kind::View,
        Kind::MaterializedView,
    ];
    let heir = |kind: Kind| {
        let id = ObjectId::root(kind, site.id.schema().cloned(), site.id.name().clone());
        kind != site.id.kind() && site.after.facts.contains_key(&id)
    };
    KINDS.into_iter().any(heir)
}

/// Whether a column's type gives its name to a kind of object that the column can be of too.
pub(super) fn is_taken_over(column: &Site<'_>) -> bool {
    let mut types = column.before.needs(column.id).filter(|id| is_type(id.kind()));
    types.any(|id| !column.after.facts.contains_key(id) && is_succeeded(&Site { id, ..*column }))
}

/// Drops the object; if another type takes its name while columns leave it, it is set aside before.
pub(super) fn remove(site: &Site<'_>, keyword: &str) -> Vec<Action> {
    let (name, aside) = (site.id.qualified(), aside(site.id));
    if !is_succeeded(site) || columns_of(site.id, site.before).is_empty() {
        return vec![Action::new(format!("drop {keyword} {name}")).destroys(site.id)];
    }
    let slots = site.before.payload(site.id).map(|payload| payload.slots(site.id));
    let rename = Action::new(format!("alter {keyword} {name} rename to {}", aside.name));
    let rename = slots.unwrap_or_default().into_iter().fold(rename, Action::frees);
    vec![rename, Action::new(format!("drop {keyword} {aside}")).destroys(site.id)]
}

/// Why a table cannot be dropped, if another type takes its name while columns of its row type move over.
pub(super) fn name_is_held(table: &Site<'_>) -> Option<String> {
    let column = holder(table.id, table.before).filter(|column| table.stays(column))?;
    let column = column.label(&table.before.default_schema);
    let why = format!(
        "another type takes its name while {column} still is of its row type; \
         give that type another name"
    );
    is_succeeded(table).then_some(why)
}

/// Whether columns can be of it.
pub(super) fn is_type(kind: Kind) -> bool {
    matches!(kind, Kind::EnumType | Kind::Domain | Kind::CompositeType | Kind::RangeType)
}

/// Why the object cannot be altered, if something it is made of can only be dropped and created, which
/// would take it along.
pub(super) fn refusal(site: &Site<'_>) -> Option<String> {
    let replaced = |id: &&ObjectId| {
        (is_type(id.kind()) || id.kind() == Kind::Collation)
            && site.disturbed.get(*id) == Some(&Impact::Replaced)
    };
    let cause = site.before.needs(site.id).find(replaced).filter(|id| site.stays(id))?;
    let cause = cause.label(&site.before.default_schema);
    Some(format!(
        "it is made of {cause}, which Postgres cannot alter and which cannot be dropped and created \
         while values of it are stored; give the new one another name, move over, and drop the old one"
    ))
}

/// What a fact is made of and is made anew.
pub(super) fn made_anew<'a>(site: &Site<'a>) -> impl Iterator<Item = &'a ObjectId> {
    let Site { id, before, disturbed, .. } = *site;
    before.needs(id).filter(move |needed| {
        (is_type(needed.kind()) || needed.kind() == Kind::Collation)
            && disturbed.get(*needed) == Some(&Impact::Rewritten)
    })
}

/// Whether another type than a domain is made anew below this one: only its text is the same then.
fn by_text_alone(id: &ObjectId, site: &Site<'_>) -> bool {
    let anew = |id: &ObjectId| site.disturbed.get(id) == Some(&Impact::Rewritten);
    match id.kind() {
        Kind::Domain => site.before.needs(id).any(|below| by_text_alone(below, site)),
        kind => is_type(kind) && anew(id),
    }
}

/// The domain that a fact's type is, or is an array of.
pub(super) fn domain_of<'a>(
    data_type: &SqlType,
    id: &'a ObjectId,
    catalog: &'a Catalog,
) -> Option<(&'a ObjectId, &'a Domain)> {
    if data_type.class != 'd' {
        return None;
    }
    catalog.needs(id).find_map(|needed| match catalog.payload(needed) {
        Some(Payload::Domain(domain)) => Some((needed, domain)),
        _ => None,
    })
}

/// The type below a domain, or an array of it for an array of the domain; any other as it is.
pub(super) fn resolved(data_type: &SqlType, id: &ObjectId, catalog: &Catalog) -> SqlType {
    let Some((domain_id, domain)) = domain_of(data_type, id, catalog) else {
        return data_type.clone();
    };
    let below = resolved(&domain.data_type, domain_id, catalog);
    if !data_type.text.ends_with("[]") {
        return below;
    }
    SqlType {
        text: format!("{}[]", below.text),
        base: format!("{}[]", below.base),
        name: format!("_{}", below.name),
        element: Some(below.base),
        class: below.class,
        modifier: below.modifier,
    }
}

/// How a column's values get from its type to that of `next`, one of which may be made anew, and
/// whether somebody should look at it. `None` when there is no way.
pub(super) fn conversion(
    column: &Column,
    next: &Column,
    site: &Site<'_>,
) -> Option<(Conversion, bool)> {
    let from = resolved(&column.data_type, site.id, site.before);
    let mut to = resolved(&next.data_type, site.id, site.after);
    let name = site.id.name().to_string();
    let target = &next.data_type.text;
    if to.element.as_ref().is_some_and(|element| element.ends_with("[]")) {
        // what is below such an array is no array of arrays, which is no type
        to.base.clone_from(target);
    }
    for id in made_anew(site) {
        if id.kind() == Kind::CompositeType && column.data_type.text == *target {
            let (Some(Payload::CompositeType(was)), Some(Payload::CompositeType(is))) =
                (site.before.payload(id), site.after.payload(id))
            else {
                continue;
            };
            let array = column.data_type.element.is_some();
            let anew = |below: &ObjectId| by_text_alone(below, site);
            let by_text = site.before.needs(id).any(anew);
            let using = was.conversion(is, &name, target, array, by_text, &site.casts())?;
            return Some((Conversion::Using(using), was != is));
        }
        if by_text_alone(id, site) && from.text == to.text {
            let array = if from.element.is_some() { "[]" } else { "" };
            return Some((Conversion::Using(format!("{name}::text{array}::{target}")), false));
        }
        if id.kind() == Kind::EnumType && from.element.is_none() && to.element.is_some() {
            let array = format!("array[{name}::text]::{target}");
            let using = format!("case when {name} is not null then {array} end");
            return Some((Conversion::Using(using), false));
        }
        if id.kind() == Kind::EnumType {
            let array = if to.element.is_some() { "[]" } else { "" };
            return Some((Conversion::Using(format!("{name}::text{array}::{target}")), false));
        }
    }
    if from.text == to.text && from.class != to.class {
        // another kind of type has taken the name
        let array = if from.element.is_some() { "[]" } else { "" };
        return Some((Conversion::Using(format!("{name}::text{array}::{target}")), true));
    }
    let conversion = from.conversion(&to, &name, &site.casts());
    let review = matches!(conversion, Conversion::Using(_));
    Some((conversion, review))
}

/// Why a table's rows cannot be written anew, and those of the tables below it along, if values of their row
/// types are stored elsewhere (`find_composite_type_dependencies` in `tablecmds.c`).
pub(super) fn row_type_is_held(table: &ObjectId, catalog: &Catalog) -> Option<String> {
    let column = written_with(table, catalog).iter().find_map(|table| holder(table, catalog))?;
    let column = column.label(&catalog.default_schema);
    Some(format!("Postgres cannot write a table anew while {column} holds values of its row type"))
}

fn written_with(table: &ObjectId, catalog: &Catalog) -> Vec<ObjectId> {
    let mut tables = below(catalog, table);
    tables.push(table.clone());
    tables
}

/// A column that holds values of a table's row type.
fn holder<'a>(table: &ObjectId, catalog: &'a Catalog) -> Option<&'a ObjectId> {
    let mut users = catalog.dependents(table).iter().filter(|id| {
        // its own columns are parts of it
        (id.kind() == Kind::Column || is_type(id.kind())) && id.parent() != Some(table)
    });
    users.find_map(|id| match id.kind() {
        Kind::Column => Some(id),
        _ => columns_of(id, catalog).into_iter().next(),
    })
}

/// What writes the rows of a table anew while what depends on its columns stands, if that can be: what holds
/// its rows may be a materialized view, too.
pub(super) fn unless_held(table: &ObjectId, site: &Site<'_>, action: Action) -> Action {
    match rows_are_held(table, site).filter(|_| site.stays(table)) {
        Some(reason) => action.impossible(reason),
        None => action,
    }
}

fn rows_are_held(table: &ObjectId, site: &Site<'_>) -> Option<String> {
    let held = view_of_rows(table, site).map(|view| {
        let view = view.label(&site.before.default_schema);
        format!(
            "Postgres cannot write a table anew while {view} holds rows of it; drop that before"
        )
    });
    row_type_is_held(table, site.before).or(held)
}

/// A materialized view that stays and holds rows of a table or of one below it.
fn view_of_rows<'a>(table: &ObjectId, site: &Site<'a>) -> Option<&'a ObjectId> {
    let tables = written_with(table, site.before);
    let holds = |id: &ObjectId, payload: &Payload| {
        matches!(payload, Payload::MaterializedView(view)
            if tables.iter().any(|table| view.rows_of.contains(table)))
            && site.disturbed.get(id) != Some(&Impact::Replaced)
    };
    let mut views = site.before.of_kind(Kind::MaterializedView);
    views.find(|(id, fact)| holds(id, &fact.payload)).map(|(id, _)| id)
}

/// What holds rows of a table as values: a column of its row type, or a materialized view.
pub(super) fn holder_of_rows<'a>(table: &ObjectId, site: &Site<'a>) -> Option<&'a ObjectId> {
    holder(table, site.before).or_else(|| view_of_rows(table, site))
}

/// The columns of tables that hold values of the type, by themselves or inside another.
pub(super) fn columns_of<'a>(id: &'a ObjectId, catalog: &'a Catalog) -> Vec<&'a ObjectId> {
    let mut found = Vec::new();
    let mut seen = vec![id];
    let mut next = 0;
    while let Some(at) = seen.get(next).copied() {
        next += 1;
        for dependent in catalog.dependents(at) {
            if dependent.kind() == Kind::Column {
                found.push(dependent);
            } else if is_type(dependent.kind()) && !seen.contains(&dependent) {
                seen.push(dependent);
            }
        }
    }
    found
}
