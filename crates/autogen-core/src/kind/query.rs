//! What views and materialized views share: the text of a query, and what has to stand when it runs.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Kind, Site, Turn, column_order, heritage};
use crate::action::Action;
use crate::expression::respell;
use crate::ident::{Ident, list};
use crate::object_id::ObjectId;

/// What `pg_get_viewdef` calls a VALUES list that is the whole query.
const VALUES: &str = "\"*VALUES*\"";

/// A list of columns, if one is needed, and the query, in a form that Postgres reads back as the same;
/// `columns` are the names it yields.
pub(super) fn clause(query: &str, columns: &[Ident]) -> (String, String) {
    match values(query, columns) {
        Some(values) => (format!(" ({})", list(columns)), format!(" VALUES {values}")),
        None => (String::new(), respell(query)),
    }
}

/// The rows of a query that is a VALUES list under other names than `column1`. It is deparsed as a
/// SELECT from the list, which would be read back as one from a subquery.
fn values<'a>(query: &'a str, columns: &[Ident]) -> Option<&'a str> {
    let rows = query.strip_suffix(VALUES)?.trim_end().strip_suffix(')')?;
    // the list is named before each column by majors up to 15
    [format!("{VALUES}."), String::new()].iter().find_map(|prefix| {
        let mut rest = rows.strip_prefix(" SELECT ")?;
        for (place, column) in columns.iter().enumerate() {
            let (own, end) = (format!("column{}", place + 1), place + 1 == columns.len());
            let end = if end { "\n   FROM (VALUES " } else { ",\n    " };
            rest = rest.strip_prefix(prefix)?.strip_prefix(own.as_str())?;
            let aliases = if column.as_str() == own {
                vec![String::new()]
            } else {
                // a word that we quote need not be one of the server's
                vec![format!(" AS {column}"), format!(" AS {}", column.as_str())]
            };
            let mut behind = aliases.iter().map(|alias| format!("{alias}{end}"));
            rest = behind.find_map(|text| rest.strip_prefix(&text))?;
        }
        Some(rest)
    })
}

/// A query that is longer stands below what is said of the view.
const LINE: usize = 80;

/// What people read of a view: the query, behind how many columns it has where it is long.
pub(super) fn summary(head: &str, columns: usize, query: &str) -> String {
    let line = query.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() <= LINE {
        return format!("{head} as {line}");
    }
    let plural = if columns == 1 { "" } else { "s" };
    format!("{head} ({columns} column{plural}) as\n{query}")
}

/// The columns of a table in their order, for a query that counts them: `from member m(id, mail)`. What the
/// text means depends on that order, which is no difference otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Counted(String, Vec<Ident>);

/// Why a query that counts columns is another one when the plan has run: a table has them in another order
/// then, or others under their names. What is carried, and so not made for the desired tables, is only looked at where it is made.
pub(super) fn miscounts(counted: &[Counted], site: &Site<'_>, turn: Turn<'_>) -> Option<String> {
    if counted.is_empty() {
        return None;
    }
    let is_made = turn(site.id).is_some();
    let counts = |table: &&ObjectId| {
        let desired = column_order::of(site.after, table);
        is_made
            || counted.iter().any(|Counted(_, columns)| columns.iter().eq(desired.iter().copied()))
    };
    let problem = |table: &ObjectId| {
        let desired = column_order::of(site.after, table);
        if column_order::as_made(site, table, turn) != desired {
            return Some("which stand in another order");
        }
        // the alias of a column goes with it, and the query does not depend on all that it lists
        let mut columns = site.after.parts(Kind::Column, table);
        let loses = !is_made && columns.any(|(column, _)| heritage::is_gone(site, column));
        loses.then_some("of which one is made anew")
    };
    tables(site).iter().filter(counts).find_map(|table| {
        let why = problem(table)?;
        let table = table.label(&site.after.default_schema);
        Some(format!("its query lists aliases for the columns of {table}, {why}"))
    })
}

fn tables(site: &Site<'_>) -> BTreeSet<ObjectId> {
    let table = |id: &ObjectId| id.lineage().find(|id| id.kind() == Kind::Table).cloned();
    site.after.needs(site.id).filter_map(table).collect()
}

/// A deparsed query may name all columns of a table, `from member m(id, mail)`, also those that it does
/// not depend on; so it is run when they are there.
pub(super) fn behind_columns(action: Action, site: &Site<'_>) -> Action {
    let tables = tables(site);
    let columns = tables.iter().flat_map(|table| site.after.parts(Kind::Column, table));
    columns.fold(action, |action, (column, _)| action.consumes(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renamed_values_list_gets_a_column_list() {
        let columns = ["column1", "Other", "json"].map(Ident::new);
        for (prefix, json) in [("\"*VALUES*\".", "json"), ("", "\"json\"")] {
            let query = format!(
                " SELECT {prefix}column1,\n    {prefix}column2 AS \"Other\",\n    {prefix}column3 AS {json}\n   \
                 FROM (VALUES (1,2,3), (3,4,5)) \"*VALUES*\""
            );
            let (list, values) = clause(&query, &columns);
            assert_eq!(list, " (column1, \"Other\", \"json\")");
            assert_eq!(values, " VALUES (1,2,3), (3,4,5)");
        }
        let plain = " VALUES (1,2)";
        assert_eq!(clause(plain, &columns), (String::new(), plain.to_owned()));
    }
}
