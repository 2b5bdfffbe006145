//! What has to be known of tables to put rows into them.

use std::collections::{BTreeMap, BTreeSet};

use autogen_core::ident::{Ident, Literal, QualifiedName};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use super::{distinct, named};

/// The name of the rule that a partition only takes rows within its bounds; no constraint is called so.
pub(super) const BOUNDS: &str = "";

/// The tables that get rows, and what is asked of the rows.
#[derive(Debug, Default)]
pub(super) struct Facts {
    tables: BTreeMap<i64, Table>,
    rules: Vec<Rule>,
    links: Vec<Link>,
}

/// A table that holds rows itself.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) oid: i64,
    pub(super) name: QualifiedName,
    pub(super) columns: Vec<Column>,
}

/// A column that takes values.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) number: i16,
    pub(super) name: Ident,
    pub(super) not_null: bool,
    pub(super) has_default: bool,
    /// Whether a sequence counts it.
    pub(super) counts: bool,
    pub(super) type_oid: i64,
    /// The type with its modifier, as SQL.
    pub(super) type_name: String,
}

impl Column {
    /// The expression as a value of the column; an explicit cast cuts what is too long.
    pub(super) fn cast(&self, value: &str) -> String {
        if value == "null" { value.to_owned() } else { format!("({value})::{}", self.type_name) }
    }
}

/// Something that is asked of the rows of a table, or of the values of a domain.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) table: i64,
    pub(super) name: String,
    /// The numbers of the columns that it is about.
    pub(super) columns: Vec<i16>,
    /// As Postgres deparses it; empty where it says nothing of values.
    pub(super) text: String,
}

impl Rule {
    pub(super) fn of(table: i64, column: i16) -> Self {
        Self { table, name: String::new(), columns: vec![column], text: String::new() }
    }
}

/// A foreign key.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) table: i64,
    to: i64,
    pub(super) columns: Vec<i16>,
    /// Whether it is one of those that the server keeps for the partitions of the table that is referred
    /// to: each holds for a part of the rows.
    is_partial: bool,
    /// Both tables, as SQL.
    names: (String, String),
    /// The columns with those that they refer to.
    pairs: Vec<(Ident, Ident)>,
}

impl Link {
    /// The query for a row that can be referred to.
    pub(super) fn referenced_row(&self, offset: usize) -> String {
        let columns: Vec<_> =
            self.pairs.iter().map(|(_, there)| format!("{there}::text")).collect();
        format!(
            "select {} from {} order by 1 offset {offset} limit 1",
            columns.join(", "),
            self.names.1
        )
    }

    /// The statement that takes out rows that refer to nothing.
    pub(super) fn orphans(&self) -> String {
        let filled: Vec<_> = self.pairs.iter().map(|(c, _)| format!("o.{c} is not null")).collect();
        let same: Vec<_> =
            self.pairs.iter().map(|(c, there)| format!("t.{there} = o.{c}")).collect();
        format!(
            "delete from {} o where {} and not exists (select from {} t where {})",
            self.names.0,
            filled.join(" and "),
            self.names.1,
            same.join(" and ")
        )
    }
}

impl Facts {
    /// Of these tables, all that they refer to, and all below them.
    pub(super) async fn of(
        connection: &mut PgConnection,
        tables: &[QualifiedName],
        default_schema: &Ident,
    ) -> Result<Self, sqlx::Error> {
        let names: Vec<_> =
            tables.iter().map(|name| Literal(&name.to_string()).to_string()).collect();
        let wanted = format!(
            "with recursive wanted(oid) as ( \
             select to_regclass(name)::oid from unnest(array[{}]::text[]) name union \
             select l.other from wanted w join ( \
               select inhparent as one, inhrelid as other from pg_inherits \
               union all select conrelid, confrelid from pg_constraint where contype = 'f') l \
             on l.one = w.oid) \
             select c.oid::int8, n.nspname::text, c.relname::text, pg_get_partition_constraintdef(c.oid) \
             from wanted w join pg_class c on c.oid = w.oid join pg_namespace n on n.oid = c.relnamespace \
             where c.relkind = 'r' order by c.oid",
            names.join(", ")
        );
        let mut facts = Self::default();
        let mut bounds = Vec::new();
        for row in connection.fetch_all(AssertSqlSafe(wanted)).await? {
            let oid: i64 = row.try_get(0)?;
            let name = named(row.try_get(1)?, row.try_get(2)?, default_schema);
            bounds.extend(row.try_get::<Option<String>, _>(3)?.map(|text| (oid, text)));
            facts.tables.insert(oid, Table { oid, name, columns: Vec::new() });
        }
        facts.read_columns(connection).await?;
        facts.read_rules(connection).await?;
        facts.links = links(connection).await?;
        facts.links.retain(|link| facts.tables.contains_key(&link.table));
        for (table, text) in bounds {
            let columns = facts.tables[&table].named_in(&text);
            facts.rules.push(Rule { table, name: BOUNDS.to_owned(), columns, text });
        }
        Ok(facts)
    }

    /// Of all tables, but only how they refer to one another.
    pub(super) async fn of_links(connection: &mut PgConnection) -> Result<Self, sqlx::Error> {
        Ok(Self { links: links(connection).await?, ..Self::default() })
    }

    /// The foreign keys.
    pub(super) fn links(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| !link.is_partial)
    }

    fn list(&self) -> String {
        self.tables.keys().map(|oid| format!("{oid}::oid")).collect::<Vec<_>>().join(", ")
    }

    async fn read_columns(&mut self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let query = format!(
            "select a.attrelid::int8, a.attnum, a.attname::text, \
             a.attnotnull or t.typtype = 'd' and t.typnotnull, a.atthasdef or t.typdefault is not null, \
             coalesce(pg_get_expr(d.adbin, d.adrelid) like '%nextval(%', false), \
             a.atttypid::int8, format_type(a.atttypid, a.atttypmod) \
             from pg_attribute a join pg_type t on t.oid = a.atttypid \
             left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum \
             where a.attrelid = any(array[{}]::oid[]) and a.attnum > 0 and not a.attisdropped \
             and a.attgenerated = '' and a.attidentity = '' order by 1, 2",
            self.list()
        );
        for row in connection.fetch_all(AssertSqlSafe(query)).await? {
            let oid: i64 = row.try_get(0)?;
            let column = Column {
                number: row.try_get(1)?,
                name: Ident::new(row.try_get::<String, _>(2)?),
                not_null: row.try_get(3)?,
                has_default: row.try_get(4)?,
                counts: row.try_get(5)?,
                type_oid: row.try_get(6)?,
                type_name: row.try_get(7)?,
            };
            self.tables.entry(oid).and_modify(|table| table.columns.push(column));
        }
        Ok(())
    }

    /// Checks, also those of domains, and what must not be there twice.
    async fn read_rules(&mut self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let list = self.list();
        let query = format!(
            "select conrelid::int8, conname::text, coalesce(conkey, '{{}}'), pg_get_constraintdef(oid) \
             from pg_constraint where contype = 'c' and conrelid = any(array[{list}]::oid[]) \
             union all select indrelid::int8, c.relname::text, array(select unnest(indkey::int2[])), \
             coalesce(pg_get_expr(indexprs, indrelid), '') \
             from pg_index join pg_class c on c.oid = indexrelid \
             where (indisunique or indisexclusion) and indrelid = any(array[{list}]::oid[]) \
             union all select a.attrelid::int8, o.conname::text, array[a.attnum], pg_get_constraintdef(o.oid) \
             from pg_attribute a, lateral (with recursive up(oid) as (select a.atttypid union \
             select x.other from up join (select oid as one, typbasetype as other from pg_type where typtype = 'd' \
             union all select oid, typelem from pg_type where typcategory = 'A' \
             union all select t.oid, m.atttypid from pg_type t join pg_attribute m on m.attrelid = t.typrelid \
             where t.typtype = 'c' and m.attnum > 0) x on x.one = up.oid) select oid from up) as up \
             join pg_constraint o on o.contypid = up.oid \
             where a.attrelid = any(array[{list}]::oid[]) and a.attnum > 0 and not a.attisdropped"
        );
        for row in connection.fetch_all(AssertSqlSafe(query)).await? {
            let (table, name) = (row.try_get(0)?, row.try_get(1)?);
            let text: String = row.try_get(3)?;
            let mut columns: Vec<i16> = row.try_get(2)?;
            columns.retain(|number| *number > 0);
            if columns.is_empty() {
                // of an expression
                columns = self.tables.get(&table).map(|t| t.named_in(&text)).unwrap_or_default();
            }
            self.rules.push(Rule { table, name, columns, text });
        }
        Ok(())
    }

    /// The tables, each behind those that it refers to as far as that goes.
    pub(super) fn in_order(&self) -> Vec<&Table> {
        let mut order: Vec<&Table> = Vec::new();
        let mut open = BTreeSet::new();
        self.tables.keys().for_each(|oid| self.visit(*oid, &mut open, &mut order));
        order
    }

    fn visit<'a>(&'a self, oid: i64, open: &mut BTreeSet<i64>, order: &mut Vec<&'a Table>) {
        let Some(table) = self.tables.get(&oid).filter(|_| open.insert(oid)) else { return };
        for link in self.links.iter().filter(|link| link.table == oid) {
            self.visit(link.to, open, order);
        }
        order.push(table);
    }

    /// A rule of a table by its name; where two columns are of one domain, both are meant.
    pub(super) fn rule(&self, table: &Table, name: &str) -> Option<Rule> {
        if let Some(column) = name.strip_prefix("not null ") {
            let column = table.columns.iter().find(|c| c.name.as_str() == column)?;
            return Some(Rule { name: name.to_owned(), ..Rule::of(table.oid, column.number) });
        }
        let mut all = self.rules.iter().filter(|rule| rule.table == table.oid && rule.name == name);
        let mut rule = all.next()?.clone();
        rule.columns.extend(all.flat_map(|other| other.columns.iter().copied()));
        rule.columns = distinct(rule.columns);
        if rule.columns.is_empty() {
            // of an expression over the whole row
            rule.columns = table.columns.iter().map(|column| column.number).collect();
        }
        Some(rule)
    }

    /// The texts of the rules that a column is in, that of `first` first.
    pub(super) fn texts_about(&self, table: &Table, first: &Rule, column: &Column) -> Vec<&str> {
        let about = |rule: &&Rule| rule.table == table.oid && rule.columns.contains(&column.number);
        let rules = self.rules.iter().filter(about);
        let (mut own, others): (Vec<&Rule>, Vec<&Rule>) = rules.partition(|r| r.name == first.name);
        own.extend(others);
        own.into_iter().map(|rule| rule.text.as_str()).collect()
    }

    /// The types of all columns.
    pub(super) fn types(&self) -> BTreeSet<i64> {
        let columns = self.tables.values().flat_map(|table| &table.columns);
        columns.map(|column| column.type_oid).collect()
    }
}

impl Table {
    /// The columns that a text names, or more.
    fn named_in(&self, text: &str) -> Vec<i16> {
        let named = |column: &&Column| text.contains(&column.name.to_string());
        self.columns.iter().filter(named).map(|column| column.number).collect()
    }

    pub(super) fn column(&self, number: i16) -> Option<&Column> {
        self.columns.iter().find(|column| column.number == number)
    }
}

async fn links(connection: &mut PgConnection) -> Result<Vec<Link>, sqlx::Error> {
    let columns = |table: &str, key: &str| {
        format!(
            "(select array_agg(a.attname::text order by k.at) from unnest(o.{key}) with ordinality k(n, at) \
             join pg_attribute a on a.attrelid = o.{table} and a.attnum = k.n)"
        )
    };
    let query = format!(
        "select o.conrelid::int8, o.confrelid::int8, o.conkey, o.conrelid::regclass::text, \
         o.confrelid::regclass::text, {}, {}, exists (select from pg_constraint p where p.oid = o.conparentid \
         and p.confrelid <> o.confrelid) from pg_constraint o where o.contype = 'f' order by o.oid",
        columns("conrelid", "conkey"),
        columns("confrelid", "confkey")
    );
    let mut links = Vec::new();
    for row in connection.fetch_all(AssertSqlSafe(query)).await? {
        let (own, there): (Vec<String>, Vec<String>) = (row.try_get(5)?, row.try_get(6)?);
        links.push(Link {
            table: row.try_get(0)?,
            to: row.try_get(1)?,
            columns: row.try_get(2)?,
            is_partial: row.try_get(7)?,
            names: (row.try_get(3)?, row.try_get(4)?),
            pairs: own.into_iter().map(Ident::new).zip(there.into_iter().map(Ident::new)).collect(),
        });
    }
    Ok(links)
}
