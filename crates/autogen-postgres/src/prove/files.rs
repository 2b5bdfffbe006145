//! The files that tables, materialized views and indexes are kept in: a new one means that all of it was
//! written anew.

use std::collections::BTreeMap;

use autogen_core::ident::Ident;
use sqlx::postgres::PgConnection;
use sqlx::{Executor, Row};

use super::announced::Announced;

/// What the server keeps in files.
pub(super) struct Files(BTreeMap<i64, Relation>);

struct Relation {
    kind: String,
    /// By its full path, as hazards name it.
    path: String,
    file: Option<i64>,
    /// A materialized view may hold nothing, and its indexes neither.
    filled: bool,
    /// The table of an index.
    table: Option<i64>,
    above: Vec<i64>,
}

const QUERY: &str = "select c.oid::int8, c.relkind::text, n.nspname::text, c.relname::text, \
    pg_relation_filenode(c.oid)::int8, i.indrelid::int8, \
    array(with recursive up(oid) as ( \
      select inhparent from pg_inherits where inhrelid = coalesce(i.indrelid, c.oid) \
      union select inhparent from pg_inherits join up on inhrelid = up.oid) \
    select oid::int8 from up), \
    coalesce((select t.relispopulated from pg_class t where t.oid = i.indrelid), c.relispopulated) \
    from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_index i on i.indexrelid = c.oid \
    where c.relkind in ('r', 'p', 'm', 'i') and c.oid >= 16384 and c.relpersistence <> 't' \
    and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'";

impl Files {
    pub(super) async fn read(connection: &mut PgConnection) -> Result<Self, sqlx::Error> {
        let mut found = BTreeMap::new();
        for row in connection.fetch_all(QUERY).await? {
            let path = format!("{}.{}", row.try_get::<&str, _>(2)?, row.try_get::<&str, _>(3)?);
            let relation = Relation {
                kind: row.try_get(1)?,
                path,
                file: row.try_get(4)?,
                table: row.try_get(5)?,
                above: row.try_get(6)?,
                filled: row.try_get(7)?,
            };
            found.insert(row.try_get(0)?, relation);
        }
        Ok(Self(found))
    }

    /// What was written anew between two looks although nobody had announced it. Tables in `records` are
    /// ours.
    pub(super) fn unannounced(
        &self,
        later: &Self,
        announced: &Announced,
        records: &Ident,
    ) -> Vec<String> {
        let by_path: BTreeMap<(&str, &str), i64> =
            later.0.iter().map(|(oid, r)| ((r.kind.as_str(), r.path.as_str()), *oid)).collect();
        let mut found = Vec::new();
        for (oid, was) in self.0.iter().filter(|(_, was)| was.file.is_some()) {
            let there = later.0.contains_key(oid).then_some(*oid);
            let there =
                there.or_else(|| by_path.get(&(was.kind.as_str(), was.path.as_str())).copied());
            let Some((now, is)) = there.and_then(|oid| Some((oid, later.0.get(&oid)?))) else {
                continue;
            };
            if is.file == was.file
                || !is.filled
                || was.path.starts_with(&format!("{}.", records.as_str()))
            {
                continue;
            }
            // by the names that its table, and those above it, had and have
            let mut names = self.tables(*oid);
            names.extend(later.tables(now));
            let path = &is.path;
            let (covered, what) = match was.kind.as_str() {
                "i" => (names.iter().any(|name| announced.builds_index_of(name)), "index"),
                "m" => (names.iter().any(|name| announced.rewrites(name)), "materialized view"),
                _ => (names.iter().any(|name| announced.rewrites(name)), "table"),
            };
            if !covered {
                let done = if what == "index" { "is built anew" } else { "is written anew" };
                found.push(format!("{what} {path} {done}"));
            }
        }
        found.sort();
        found
    }

    /// The table of a relation, or itself, with all above.
    fn tables(&self, oid: i64) -> Vec<&str> {
        let Some(relation) = self.0.get(&oid) else { return Vec::new() };
        let own = relation.table.unwrap_or(oid);
        let oids = std::iter::once(own).chain(relation.above.iter().copied());
        oids.filter_map(|oid| Some(self.0.get(&oid)?.path.as_str())).collect()
    }
}
