//! Schemas in which much hangs together, where a plan could grow with the square of what it touches.

use std::fmt::Write as _;

use autogen_tests::Result;
use autogen_tests::database::Server;

use crate::database::run;

const VIEWS: usize = 200;
const NODES: usize = 500;
const KEYS_A_NODE: usize = 4;

/// Two states of such a schema, by their URLs.
#[derive(Debug)]
pub(crate) struct Knot {
    pub(crate) label: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

impl Knot {
    /// Makes the databases of all of them.
    pub(crate) async fn make_all(server: &Server) -> Result<Vec<Self>> {
        let states = [
            ("bench_views_before", views("a")),
            ("bench_views_after", views("a + 1")),
            ("bench_keys_none", String::new()),
            ("bench_keys_before", keys("integer")),
            ("bench_keys_after", keys("bigint")),
        ];
        for (database, sql) in states {
            run(server, "postgres", [format!("create database {database}")]).await?;
            run(server, database, [sql]).await?;
        }
        let knot = |label: String, before, after| Self {
            label,
            before: server.url(before),
            after: server.url(after),
        };
        let count = NODES * KEYS_A_NODE;
        Ok(vec![
            knot(
                format!("{VIEWS} materialized views in a chain, the first changed"),
                "bench_views_before",
                "bench_views_after",
            ),
            knot(
                format!("{count} foreign keys in cycles, made"),
                "bench_keys_none",
                "bench_keys_before",
            ),
            knot(
                format!("{count} foreign keys in cycles, all columns retyped"),
                "bench_keys_before",
                "bench_keys_after",
            ),
        ])
    }
}

/// Each view selects from the one before it and has an index.
fn views(first: &str) -> String {
    let mut sql =
        "create table source (id bigint primary key, a int not null, b text);\n".to_owned();
    let mut below = "source".to_owned();
    for number in 0..VIEWS {
        let (view, expression) =
            (format!("link_{number:03}"), if number == 0 { first } else { "a" });
        writeln!(
            sql,
            "create materialized view {view} as select id, {expression} as a, b from {below};
             create unique index {view}_id on {view} (id);"
        )
        .expect("a string takes everything");
        below = view;
    }
    sql
}

/// Tables whose foreign keys lead from each to each other, in cycles of all lengths.
fn keys(data_type: &str) -> String {
    let mut sql = String::new();
    for node in 0..NODES {
        let columns: String =
            (0..KEYS_A_NODE).map(|key| format!(", to_{key} {data_type}")).collect();
        writeln!(sql, "create table node_{node:03} (id {data_type} primary key{columns});")
            .expect("a string takes everything");
    }
    for (node, key) in (0..NODES).flat_map(|node| (0..KEYS_A_NODE).map(move |key| (node, key))) {
        // numbers without a common factor lead everywhere
        let other = (node * 7 + key * 131 + 1) % NODES;
        writeln!(
            sql,
            "alter table node_{node:03} add foreign key (to_{key}) references node_{other:03} (id);"
        )
        .expect("a string takes everything");
    }
    sql
}
