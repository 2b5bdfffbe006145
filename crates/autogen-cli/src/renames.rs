//! Which tables and columns go on under another name: what `renamed_from` and `--rename` say.

use autogen_core::catalog::Catalog;
use autogen_core::ident::Ident;
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_entity::Description;
use autogen_postgres::rename::Rename;

use crate::failure::{Failure, Result};

/// The renames that lead from `before` towards `after`: tables first, then columns, each column in
/// its table under the table's new name.
///
/// # Errors
/// When a rename names nothing, or its new name is taken.
pub(crate) fn collect(
    before: &Catalog,
    after: &Catalog,
    description: Option<&Description>,
    flags: &[String],
) -> Result<Vec<Rename>> {
    let mut tables = Vec::new();
    let mut columns = Vec::new();
    for flag in flags {
        let (from, to) = parse(before, flag)?;
        if from.kind() == Kind::Table { tables.push((from, to)) } else { columns.push((from, to)) }
    }
    if let Some(description) = description {
        for (from, to) in declared_tables(before, description)? {
            if tables.iter().all(|(known, _)| *known != from) {
                tables.push((from, to));
            }
        }
    }
    let moved = |table: &ObjectId| {
        let to = tables.iter().find(|(from, _)| from == table).map(|(_, to)| to.clone());
        to.map_or_else(|| table.clone(), |to| table.renamed(to))
    };
    if let Some(description) = description {
        for (from, to) in declared_columns(before, description, &tables)? {
            if columns.iter().all(|(known, _)| *known != from) {
                columns.push((from, to));
            }
        }
    }
    let mut renames: Vec<Rename> =
        tables.iter().map(|(from, to)| Rename { from: from.clone(), to: to.clone() }).collect();
    for (from, to) in columns {
        let table = from.parent().map(&moved);
        let from = table.map_or_else(|| from.clone(), |table| from.moved(table));
        renames.push(Rename { from, to });
    }
    for rename in &renames {
        check(before, after, rename)?;
    }
    Ok(renames)
}

/// `public.user.email=email_address`.
fn parse(before: &Catalog, flag: &str) -> Result<(ObjectId, Ident)> {
    let malformed = || {
        Failure::new(format_args!("--rename {flag}: not of the form OLD=NEW"))
            .hint("--rename public.user.email=email_address renames a column, --rename public.account=user a table")
    };
    let schema = &before.default_schema;
    let named = |old: &str| -> Vec<_> {
        let ids = before.facts.keys();
        ids.filter(|id| matches!(id.kind(), Kind::Table | Kind::Column))
            .filter(|id| id.full_path(schema) == old || id.path() == old)
            .collect()
    };
    // a name may hold `=` too, so the old one is what is there
    let mut splits = flag.match_indices('=').map(|(at, _)| (&flag[..at], &flag[at + 1..]));
    let split = splits.clone().find(|(old, _)| !named(old).is_empty());
    let (old, new) = split.or_else(|| splits.next_back()).ok_or_else(malformed)?;
    if old.is_empty() || new.is_empty() {
        return Err(malformed());
    }
    let found = named(old);
    match found.as_slice() {
        [] => Err(Failure::new(format_args!("--rename {flag}: there is no table or column {old}"))
            .hint("write the name with its schema: public.user.email")),
        [id] => Ok(((*id).clone(), Ident::new(new))),
        several => {
            let names: Vec<_> = several.iter().map(|id| id.label(schema)).collect();
            let names = names.join(" or ");
            Err(Failure::new(format_args!("--rename {flag}: {old} may be {names}")))
        }
    }
}

fn table_id(schema: Option<&String>, name: &str, default_schema: &Ident) -> ObjectId {
    let schema = schema.map(Ident::new).filter(|schema| schema != default_schema);
    ObjectId::root(Kind::Table, schema, Ident::new(name))
}

/// What `renamed_from` of tables means for the former catalog: nothing once the old name is gone.
fn declared_tables(before: &Catalog, description: &Description) -> Result<Vec<(ObjectId, Ident)>> {
    let mut found = Vec::new();
    for table in &description.tables {
        let Some(old) = &table.renamed_from else { continue };
        let new = table_id(table.schema.as_ref(), &table.name, &before.default_schema);
        let old = new.renamed(Ident::new(old));
        found.extend(declared(before, &old, &new, &table.entity)?);
    }
    Ok(found)
}

fn declared_columns(
    before: &Catalog,
    description: &Description,
    tables: &[(ObjectId, Ident)],
) -> Result<Vec<(ObjectId, Ident)>> {
    let mut found = Vec::new();
    for table in &description.tables {
        let id = table_id(table.schema.as_ref(), &table.name, &before.default_schema);
        let former = tables.iter().find(|(from, to)| from.renamed(to.clone()) == id);
        let former = former.map_or(&id, |(from, _)| from);
        for column in &table.columns {
            let Some(old) = &column.renamed_from else { continue };
            let part = |name| ObjectId::part(Kind::Column, former.clone(), Ident::new(name));
            let origin = format!("{}.{}", table.entity, column.name);
            found.extend(declared(before, &part(old), &part(&column.name), &origin)?);
        }
    }
    Ok(found)
}

fn declared(
    before: &Catalog,
    old: &ObjectId,
    new: &ObjectId,
    origin: &str,
) -> Result<Option<(ObjectId, Ident)>> {
    let there = |id: &ObjectId| before.facts.contains_key(id);
    match (there(old), there(new)) {
        (true, true) => {
            let (old, new) = (old.label(&before.default_schema), new.label(&before.default_schema));
            Err(Failure::new(format_args!(
                "{origin}: renamed_from cannot be followed, since {old} and {new} both exist"
            ))
            .hint("remove `renamed_from` from the entity, or drop one of the two by hand"))
        }
        (true, false) => Ok(Some((old.clone(), new.name().clone()))),
        (false, _) => Ok(None),
    }
}

fn check(before: &Catalog, after: &Catalog, rename: &Rename) -> Result<()> {
    let target = rename.target();
    let schema = &before.default_schema;
    let name = |id: &ObjectId| id.label(schema);
    if !after.facts.contains_key(&target) {
        return Err(Failure::new(format_args!(
            "cannot rename {} to {}: the desired state has no {}",
            name(&rename.from),
            rename.to,
            name(&target)
        )));
    }
    if before.facts.contains_key(&target) {
        return Err(Failure::new(format_args!(
            "cannot rename {} to {}: {} exists already",
            name(&rename.from),
            rename.to,
            name(&target)
        )));
    }
    Ok(())
}
