//! Views at work: `autogen views`, `autogen refresh`, and a look at the rows of a query.

use std::time::Duration;

use autogen_core::ident::Ident;
use autogen_postgres::sample::sample;
use autogen_tests::cli::{Database, Project};
use serde_json::Value;
use sqlx::ConnectOptions as _;

const PORTAL: &str = r#"
create schema data_portal;
create table sample (id integer primary key, unit text);
insert into sample select n, 'kg' from generate_series(1, 3) n;
create view kilo as select * from sample where unit = 'kg';
create materialized view data_portal.mv_kilo as select * from kilo;
create unique index mv_kilo_key on data_portal.mv_kilo (id);
create materialized view data_portal.a_count as select count(*) as n from data_portal.mv_kilo;
create view data_portal.more as select n + 1 as n from data_portal.a_count;
create materialized view data_portal."Double" as select n * 2 as n from data_portal.more;
create index on data_portal."Double" (n);
create materialized view other as select 1 / id as id from sample with no data;
create unique index other_id on other (id) where id > 0;
"#;

fn portal() -> (Project, Database) {
    let database = Database::new();
    database.sql(PORTAL);
    (Project::on(&database), database)
}

#[test]
fn views_say_what_they_hold_and_read() {
    let (project, database) = portal();
    database.sql("analyze data_portal.mv_kilo; analyze data_portal.\"Double\"");
    let listed = project.run(["views"]);
    listed.exits(0).tells("estimates").prints("materialized view data_portal.Double: populated, ");
    listed.prints(
        " kB, about 1 row, no unique index to refresh it concurrently\n  indexes Double_n_idx\n  \
         reads   view data_portal.more\n",
    );
    listed.prints("view public.kilo\n  reads   table public.sample\n");
    listed.prints("about 3 rows, can be refreshed concurrently\n  indexes mv_kilo_key (unique)\n");
    listed.prints("materialized view public.other: not populated");
    let json = project.run(["views", "--format", "json"]);
    let json: Value = serde_json::from_str(&json.exits(0).stdout).unwrap();
    let kilo = &json["views"][3];
    assert_eq!(kilo["name"], "mv_kilo");
    assert_eq!((&kilo["estimated_rows"], &kilo["concurrently"]), (&3.into(), &true.into()));
    assert_eq!(kilo["reads"][0]["name"], "kilo");
    assert_eq!(json["views"][4]["name"], "kilo");
    assert_eq!(json["views"][5]["populated"], false);
    let empty = Project::on(&Database::new());
    empty.run(["views"]).exits(0).prints_nothing().tells("has no views");
}

#[test]
fn each_is_refreshed_behind_what_it_reads() {
    let (project, database) = portal();
    database.sql("insert into sample values (4, 'kg')");
    let run = project.run(["refresh", "--concurrently"]);
    run.exits(0).prints("refreshed 4 materialized views\n");
    run.tells("refreshed data_portal.mv_kilo (concurrently, ");
    run.tells("refreshed data_portal.a_count (plainly, for want of a unique index, ");
    run.tells("refreshed public.other (plainly, as it was not populated, ");
    let at = |name: &str| run.stderr.find(name).expect("told");
    assert!(at("refreshed data_portal.mv_kilo") < at("refreshed data_portal.a_count"));
    assert!(at("refreshed data_portal.a_count") < at("refreshed data_portal.Double"));
    assert_eq!(database.sql("select n from data_portal.\"Double\""), "10");

    database.sql("insert into sample values (5, 'kg')");
    project.run(["refresh", "mv_kilo", "data_portal.a_count"]).exits(0).prints("refreshed 2 ");
    let rows = "select (select n from data_portal.a_count), (select n from data_portal.\"Double\")";
    assert_eq!(database.sql(rows), "5|10");
    let along = project.run(["refresh", "a_count", "--with-dependents"]);
    along.exits(0).prints("refreshed 2 ").is_silent_about("mv_kilo");
    assert_eq!(database.sql(rows), "5|12");
    project.run(["refresh", "data_portal.*"]).exits(0).prints("refreshed 3 ");
}

#[test]
fn one_that_fails_stops_only_those_that_read_it() {
    let (project, database) = portal();
    database.sql(
        "create or replace view kilo as select id / (id - 4) as id, unit from sample;
         insert into sample values (4, 'kg')",
    );
    let run = project.run(["refresh"]);
    run.exits(1).prints("refreshed 1, failed 1, skipped 2\n");
    run.tells("failed data_portal.mv_kilo: ERROR: division by zero");
    run.tells("skipped data_portal.Double: it reads data_portal.mv_kilo, which failed");
    run.tells("refreshed public.other").tells("error: could not be refreshed: data_portal.mv_kilo");
    assert_eq!(database.sql("select count(*) from other"), "4");
}

#[test]
fn a_name_that_is_unknown_has_neighbours() {
    let (project, database) = portal();
    let unknown = project.run(["refresh", "mv_klio"]);
    unknown.exits(1).tells("there is no materialized view mv_klio, did you mean `mv_kilo`?");
    project
        .run(["refresh", "kilo"])
        .exits(1)
        .tells("kilo is a view, which holds no rows to refresh");
    project.run(["refresh", "nothing*"]).exits(1).tells("see `autogen views`");
    database.sql(
        "create schema x; create schema y; create materialized view x.twin as select 1;
        create materialized view y.twin as select 1",
    );
    project.run(["refresh", "twin"]).exits(1).tells("twin may be x.twin or y.twin");
    project.run(["refresh", "twin", "--schema", "x"]).exits(0).tells("refreshed x.twin");
    project.run(["refresh", "--with-dependents"]).exits(1);
}

#[test]
fn a_look_at_rows_changes_nothing() {
    let (_project, database) = portal();
    let look = |query: &str| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let options: sqlx::postgres::PgConnectOptions = database.url().parse().unwrap();
            let mut connection = options.connect().await.unwrap();
            let patience = Duration::from_millis(500);
            let schema = Ident::new("data_portal");
            let sample = sample(&mut connection, &schema, query, 2, patience).await;
            sample.map_err(|error| error.to_string())
        })
    };
    let rows = look("select id, nullif(id, 2) as \"Odd\", '{1}'::int[] as list from mv_kilo order by id -- last;\n;").unwrap();
    assert_eq!(rows.columns, ["id", "Odd", "list"]);
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(rows.rows, [[text("1"), text("1"), text("{1}")], [text("2"), None, text("{1}")]]);
    assert_eq!(look("select 1 as one where false").unwrap().columns, ["one"]);
    assert!(look("select pg_sleep(9)").unwrap_err().contains("statement timeout"));
    assert!(look("select nextval('s')").unwrap_err().contains("does not exist"));
    database.sql("create sequence data_portal.s");
    assert!(look("select nextval('s')").unwrap_err().contains("read-only transaction"));
}

#[test]
fn a_view_is_shown_and_run_where_it_is_not() {
    let (project, database) = portal();
    project.write(
        "wanted.sql",
        "create schema data_portal; create table sample (id integer primary key, unit text, note text);
         create view heavy as select id * 1000 as grams, unit from sample order by id;
         create materialized view data_portal.mv_heavy as select max(grams) as most from heavy;
         create index on data_portal.mv_heavy (most); comment on column heavy.grams is 'g';
         create view noted as select note from sample",
    );
    let shown =
        project.run(["show", "view", "heavy", "--from", "wanted.sql", "--run", "--limit", "2"]);
    shown.exits(0).prints("create view heavy as").prints("comment on column heavy.grams is 'g';\n");
    shown.prints("\ngrams  unit\n-----  ----\n1000   kg\n2000   kg\n");
    shown.tells("2 rows, the most that --limit allows").is_silent_about("mv_heavy");
    assert_eq!(database.sql("select to_regclass('heavy') is null"), "t");
    let shown = project.run(["show", "view", "data_portal.mv_heavy", "--from", "wanted.sql"]);
    shown.exits(0).prints("create materialized view data_portal.mv_heavy as");
    shown.prints("create index mv_heavy_most_idx on data_portal.mv_heavy (most);\n");
    let lacks = project.run(["show", "view", "noted", "--from", "wanted.sql", "--run"]);
    // the server's own text names the table with it, or not, by major
    lacks.exits(1).prints("create view noted").tells("ERROR: column ").tells(" does not exist");
    lacks.tells("the query of view public.noted on postgres://").tells("autogen upgrade");

    project.run(["dump", "schema"]).exits(0).tells("schema: wrote 9 files");
    let double = project.read("schema/data_portal/materialized_view/Double.sql");
    assert!(double.contains("create index \"Double_n_idx\""), "{double}");
    project.run(["check", "--to", "schema"]).exits(0).prints("database and schema agree");
    let loaded = Database::new();
    let index = project.path("schema/index.sql");
    assert!(loaded.psql().arg("--file").arg(index).status().unwrap().success());
    project.run(["check", "--from", &loaded.url(), "--to", "database"]).exits(0);
}
