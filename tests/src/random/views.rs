//! Views, plain and materialized, over the tables and over one another.

use super::dice::Dice;
use super::make::{condition, index, schema};
use super::names::{list, name, qualified, quote};
use super::state::{Class, Column, Index, State, Table};

#[derive(Clone)]
pub(super) struct View {
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) materialized: bool,
    pub(super) options: &'static str,
    /// The names that the statement gives the columns; none for those of the query.
    pub(super) names: Vec<String>,
    pub(super) query: String,
    pub(super) populated: bool,
    pub(super) defaults: Vec<(String, String)>,
    pub(super) indexes: Vec<Index>,
    /// What others may read of it.
    columns: Vec<Column>,
}

impl View {
    /// The statements that make it.
    pub(super) fn statements(&self) -> Vec<String> {
        let Self { schema, name, options, names, query, .. } = self;
        let name = qualified(schema, name);
        let word = if self.materialized { "materialized view" } else { "view" };
        let names = if names.is_empty() { String::new() } else { format!(" ({})", list(names)) };
        let data = if self.materialized && !self.populated { " with no data" } else { "" };
        let mut all = vec![format!("create {word} {name}{names}{options} as {query}{data}")];
        for (column, value) in &self.defaults {
            let column = quote(column);
            all.push(format!("alter view {name} alter column {column} set default {value}"));
        }
        for Index { name: index, unique, definition } in &self.indexes {
            let unique = if *unique { " unique" } else { "" };
            all.push(format!("create{unique} index {} on {name} {definition}", quote(index)));
        }
        all
    }

    /// What can be commented on.
    pub(super) fn commentable(&self) -> Vec<String> {
        let word = if self.materialized { "materialized view" } else { "view" };
        let on = qualified(&self.schema, &self.name);
        let mut all = vec![format!("{word} {on}")];
        all.extend(self.columns.iter().map(|c| format!("column {on}.{}", quote(&c.name))));
        let indexes = self.indexes.iter();
        all.extend(indexes.map(|i| format!("index {}", qualified(&self.schema, &i.name))));
        all
    }

    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// As if it were a table.
    fn as_table(&self) -> Table {
        let (schema, name) = (self.schema.clone(), self.name.clone());
        Table { schema, name, ..Table::of(self.columns.clone()) }
    }
}

/// A view over what there is.
pub(super) fn view(dice: &mut Dice, state: &State) -> Option<View> {
    let mut sources: Vec<Table> = state.all_tables().into_iter().cloned().collect();
    sources.extend(state.views.iter().map(View::as_table));
    let source = dice.maybe(&sources)?;
    let other = dice.maybe(&sources)?;
    let materialized = dice.chance(35);
    let (query, columns) = query(dice, source, other)?;
    let names = columns.iter().map(|_| name(dice, "c")).collect();
    let mut view = View {
        schema: schema(dice, state),
        name: name(dice, if materialized { "m" } else { "v" }),
        materialized,
        options: options(dice, materialized),
        names: if dice.chance(20) { names } else { Vec::new() },
        query,
        populated: dice.chance(80),
        defaults: Vec::new(),
        indexes: Vec::new(),
        columns,
    };
    for (column, name) in view.columns.iter_mut().zip(&view.names) {
        column.name.clone_from(name);
    }
    extras(dice, &mut view);
    Some(view)
}

/// Defaults of a view's columns, indexes of a materialized one.
fn extras(dice: &mut Dice, view: &mut View) {
    let table = view.as_table();
    if view.materialized {
        for _ in 0..dice.below(3) {
            view.indexes.extend(index(dice, &table));
        }
    } else if dice.chance(20)
        && let Some(column) = dice.maybe(&table.columns)
        && let Some(value) = dice.maybe(&column.values)
    {
        view.defaults.push((column.name.clone(), value.clone()));
    }
}

fn options(dice: &mut Dice, materialized: bool) -> &'static str {
    match (dice.chance(25), materialized) {
        (false, _) => "",
        (_, true) => dice.pick(&[
            " with (fillfactor=50)",
            " with (autovacuum_enabled=false, toast.autovacuum_enabled=false)",
        ]),
        (_, false) => dice.pick(&[
            " with (security_barrier)",
            " with (security_invoker=true)",
            " with (security_barrier=false, security_invoker=false)",
            " with (check_option=local)",
        ]),
    }
}

/// A query and those of its columns whose class is known, if these are the first.
fn query(dice: &mut Dice, table: &Table, other: &Table) -> Option<(String, Vec<Column>)> {
    let from = table.qualified();
    let filter = match dice.chance(40) {
        true => format!(" where {}", condition(dice, table)?),
        false => String::new(),
    };
    let all = table.columns.clone();
    let plain = dice.some(&all.iter().collect::<Vec<_>>(), 4);
    let plain: Vec<Column> = plain.into_iter().cloned().collect();
    let names: Vec<String> = plain.iter().map(|c| c.name.clone()).collect();
    let first = plain.first()?;
    Some(match dice.below(14) {
        0 | 1 => (format!("select * from {from}{filter}"), all),
        2 | 3 => (format!("select {} from {from}{filter}", list(&names)), plain),
        4..7 => {
            let items: Vec<String> = plain.iter().map(|c| item(dice, c)).collect();
            let more = dice.pick(&["", "", " order by 1", " limit 3", " for update"]);
            let distinct = if more.is_empty() && dice.chance(20) { "distinct " } else { "" };
            (format!("select {distinct}{} from {from}{filter}{more}", items.join(", ")), Vec::new())
        }
        7 => {
            let count = dice.pick(&["count(*)", "count(*) filter (where true)", "min('a'::text)"]);
            let names = list(&names);
            (format!("select {names}, {count} as n from {from}{filter} group by {names}"), plain)
        }
        8 => {
            let keys: Vec<_> = table.constraints.iter().filter(|c| !c.key.is_empty()).collect();
            let key = list(&dice.maybe(&keys)?.key);
            (format!("select *, count(*) as n from {from}{filter} group by {key}"), all)
        }
        9 => {
            let second = dice.maybe(&other.columns)?;
            let join = dice.pick(&["cross join", "left join", "join"]);
            let on = if join == "cross join" { "" } else { " on true" };
            let other = other.qualified();
            let items = format!("a.{} as x, b.{} as y", quote(&first.name), quote(&second.name));
            let columns = vec![
                Column { name: "x".to_owned(), ..first.clone() },
                Column { name: "y".to_owned(), ..second.clone() },
            ];
            (format!("select {items} from {from} a {join} {other} b{on}"), columns)
        }
        10 => {
            // aliases for columns that the query does not read
            let aliases: Vec<String> = (0..all.len()).map(|n| format!("c{n}")).collect();
            let listed = list(&aliases[..dice.within(1, all.len())]);
            let column = Column { name: "c0".to_owned(), ..all.first()?.clone() };
            (format!("select c0 from {from} a({listed})"), vec![column])
        }
        11 => {
            let (a, value) = (quote(&first.name), first.values.first()?);
            let set = dice.pick(&["union", "union all", "except", "intersect"]);
            (format!("select {a} from {from}{filter} {set} select {value}"), vec![first.clone()])
        }
        12 => (format!("select a as whole, (a).{} from {from} a", quote(&first.name)), Vec::new()),
        _ => {
            let values: Vec<String> =
                plain.iter().filter_map(|c| c.values.first().cloned()).collect();
            let column =
                |(n, c): (usize, &Column)| Column { name: format!("column{n}"), ..c.clone() };
            let columns = (1..).zip(&plain).map(column).collect();
            (format!("values ({})", values.join(", ")), columns)
        }
    })
}

/// A column of a query.
fn item(dice: &mut Dice, column: &Column) -> String {
    let own = quote(&column.name);
    let value = column.values.first().map_or("null", String::as_str);
    let of_class: &[&str] = match column.class {
        Class::Integer | Class::Number => &["X + 1", "-X", "X::text", "X::bigint", "abs(X)"],
        Class::Text => &[
            "lower(X)",
            "X || 'a'",
            "X::varchar(5)",
            "X collate \"C\"",
            "X in ('a', 'b')",
            "X = any (array['a', 'b']::varchar[])",
            "substring(X from 2)",
            "array[X, 'a']::text[]",
        ],
        Class::Enum => &["X::text", "X = V", "X in (V)", "array[X]"],
        Class::Json => &["X ->> 'k'", "X || '{}'"],
        Class::Moment => &["X::text", "extract(epoch from X)", "age(X)"],
        Class::Array => &["X[1]", "cardinality(X)", "X || V"],
        Class::Boolean => &["not X", "X is true", "X::int"],
        Class::Range => &["lower(X)", "isempty(X)"],
        Class::Other => &["X::text"],
    };
    let general = ["X is null", "coalesce(X, V)", "nullif(X, V)", "case when X = V then X end"];
    if dice.chance(40) {
        return own;
    }
    let pattern = if dice.chance(60) { dice.pick(of_class) } else { dice.pick(&general) };
    let alias = quote(&name(dice, "c"));
    format!("{} as {alias}", pattern.replace('V', value).replace('X', &own))
}

/// Changes one of them.
pub(super) fn change(dice: &mut Dice, state: &mut State) {
    let at = dice.below(state.views.len());
    let made = view(dice, state);
    match dice.below(8) {
        0 if !state.views.is_empty() => drop(state.views.remove(at)),
        1 | 2 => state.views.extend(made),
        other => {
            let (Some(found), Some(made)) = (state.views.get_mut(at), made) else { return };
            match other {
                3 => found.options = made.options,
                4 => {
                    found.materialized ^= true;
                    found.options = "";
                    extras(dice, found);
                }
                5 if found.materialized => found.indexes = made.indexes,
                5 => found.defaults = made.defaults,
                6 => found.populated ^= true,
                _ => {
                    let (schema, name) = (found.schema.clone(), found.name.clone());
                    *found = View { schema, name, ..made };
                }
            }
        }
    }
}
