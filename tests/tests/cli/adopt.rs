//! `init --from-database`, and the histories of other tools.

use autogen_tests::cli::{Database, Project};

const SHOP: &str = "create type mood as enum ('sad', 'happy');
    create table customer (id bigint generated always as identity primary key, mail text unique, mood mood);
    create table purchase (id bigserial primary key, customer_id bigint not null references customer, \
        at timestamptz not null default now());
    create index on purchase (customer_id, at desc);
    create view regulars as select customer_id, count(*) as times from purchase group by 1;
    create function double(n integer) returns integer language sql immutable as 'select n * 2';
    comment on table purchase is 'what was bought';
    create table doubled (n integer check (double(n) > 0));";

/// A database with a schema that no revision has made.
fn shop() -> (Project, Database) {
    let database = Database::new();
    database.sql(SHOP);
    (Project::on(&database), database)
}

#[test]
fn a_database_gets_a_baseline_that_makes_it_anew() {
    let (project, database) = shop();
    database.sql("insert into customer (mail) values ('a@b')");
    database.sql("create statistics spread on id, customer_id from purchase");
    let before = database.dump(&[]);
    let init = project.run(["init", "--from-database"]);
    init.exits(0).tells("wrote  autogen.toml").prints("wrote generated/").prints("recorded ");
    init.tells("not modelled, and not in the baseline: statistics object 1").tells("public.spread");
    assert_eq!(database.dump(&["autogen_revision"]), before, "nothing else has changed");
    assert_eq!(database.sql("select count(*) from customer"), "1");
    assert_eq!(database.applied(), project.ids());
    project.run(["current"]).exits(0).prints("baseline (head)");
    project.run(["diff", "--from", "revisions", "--to", "database"]).exits(0).tells("no changes");
    let up = project.read(&project.up_files()[0]);
    assert!(up.contains("-- baseline\n") && up.contains("create view regulars"), "{up}");
    assert!(!up.contains("-- scope kinds view") && up.contains("-- scope schemas public"), "{up}");

    // a new database becomes the same, and comes back to nothing
    let new = Database::new();
    let url = new.url();
    project.run(["upgrade", "--database-url", &url]).exits(0);
    database.sql("drop statistics spread");
    let skipped = ["autogen_revision"];
    assert_eq!(new.dump(&skipped), database.dump(&skipped));
    project.run(["downgrade", "base", "--database-url", &url]).exits(0);
    assert_eq!(new.dump(&skipped), Database::new().dump(&[]));

    let again = project.run(["init", "--from-database"]);
    again.exits(1).prints_nothing().tells("holds revisions already").tells("autogen stamp head");
}

#[test]
fn extensions_and_other_schemas_are_in_the_baseline() {
    let database = Database::new();
    database.sql(
        "create schema extensions; create extension citext with schema extensions; create schema audit;
         create table audit.entry (id bigint primary key, who extensions.citext)",
    );
    let project = Project::on(&database);
    project.run(["init", "--from-database"]).exits(0);
    project.run(["diff", "--from", "revisions", "--to", "database"]).exits(0).tells("no changes");
    let new = Database::new();
    project.run(["upgrade", "--database-url", &new.url()]).exits(0);
    assert_eq!(new.dump(&["autogen_revision"]), database.dump(&["autogen_revision"]));
}

#[test]
fn an_empty_database_gets_no_baseline() {
    let database = Database::new();
    let project = Project::on(&database);
    project.run(["init", "--from-database"]).exits(0).tells("the database holds nothing yet");
    assert_eq!(project.ids(), Vec::<String>::new());
    assert_eq!(database.sql("select to_regclass('autogen_revision') is null"), "t");
}

#[test]
fn a_database_with_recorded_revisions_is_refused() {
    let (project, database) = shop();
    project.run(["init", "--from-database"]).exits(0);
    let other = Project::on(&database);
    let refused = other.run(["init", "--from-database"]);
    refused.exits(1).tells("records revisions already").tells("stamp base --purge");
    assert_eq!(other.names("generated"), Vec::<String>::new(), "nothing is written");
}

const SEAQL: &str = "create table seaql_migrations (version varchar not null primary key, applied_at bigint not null);
    insert into seaql_migrations values ('m20220101_000001_create', 1), ('m20230401_000002_orders', 2)";
const SQLX: &str = "create table _sqlx_migrations (version bigint primary key, description text not null, \
        installed_on timestamptz not null default now(), success boolean not null, checksum bytea not null, \
        execution_time bigint not null);
    insert into _sqlx_migrations values (20230101000000, 'create', now(), true, '', 1), \
        (20230201000000, 'orders', now(), true, '', 1)";
const ALEMBIC: &str = "create table alembic_version (version_num varchar(32) primary key);
    insert into alembic_version values ('ae1027a6acf')";

#[test]
fn the_histories_of_other_tools_are_adopted_and_left_alone() {
    for (history, table, words, message) in [
        (
            SEAQL,
            "seaql_migrations",
            "sea-orm-migration: 2 migrations, the last one m20230401_000002_orders (seaql_migrations)",
            "baseline, adopted from sea-orm-migration at m20230401_000002_orders",
        ),
        (
            SQLX,
            "_sqlx_migrations",
            "sqlx: 2 migrations, the last one 20230201000000 orders (_sqlx_migrations)",
            "baseline, adopted from sqlx at 20230201000000 orders",
        ),
        (
            ALEMBIC,
            "alembic_version",
            "Alembic: at ae1027a6acf (alembic_version)",
            "baseline, adopted from Alembic at ae1027a6acf",
        ),
    ] {
        let (project, database) = shop();
        database.sql(history);
        let rows = || database.sql(&format!("select * from {table} order by 1"));
        let before = rows();
        project.run(["init", "--from-database"]).exits(0).tells(words);
        assert_eq!(rows(), before);
        let up = project.read(&project.up_files()[0]);
        assert!(up.contains(message) && !up.contains(table), "{up}");
        let current = project.run(["current"]);
        current.exits(0).prints(&format!("{message} (head)")).tells(words);
        project.run(["diff", "--from", "revisions", "--to", "database"]).exits(0);
        project.run(["downgrade", "base"]).exits(0);
        assert_eq!(rows(), before, "and no revision takes it away");
    }
}

#[test]
fn a_history_that_is_half_applied_is_refused_unless_it_is_forced() {
    for (history, broken, words) in [
        (
            SQLX,
            "update _sqlx_migrations set success = false where description = 'orders'",
            "_sqlx_migrations records that migration 20230201000000 orders failed",
        ),
        (
            ALEMBIC,
            "insert into alembic_version values ('bf2138b7bd0')",
            "alembic_version has several rows (ae1027a6acf, bf2138b7bd0)",
        ),
    ] {
        let (project, database) = shop();
        database.sql(&format!("{history}; {broken}"));
        let refused = project.run(["init", "--from-database"]);
        refused.exits(1).prints_nothing().tells(words).tells("--from-database --force");
        assert_eq!(project.names("."), vec![".state"; 0], "nothing is written");
        project.run(["init", "--from-database", "--force"]).exits(0).tells(words);
        project.run(["current"]).exits(0).prints("(head)");
    }
}

#[test]
fn revisions_that_another_tool_has_run_count_as_applied() {
    let sqlx = |id: &str| {
        let (table, _) = SQLX.split_once(';').expect("two statements");
        format!("{table}; insert into _sqlx_migrations values ({id}, 'one', now(), true, '', 1)")
    };
    let seaql = |id: &str| {
        let (table, _) = SEAQL.split_once(';').expect("two statements");
        format!("{table}; insert into seaql_migrations values ('{id}_one', 1)")
    };
    for (tool, table, run) in [
        ("sqlx", "_sqlx_migrations", &sqlx as &dyn Fn(&str) -> String),
        ("sea-orm-migration", "seaql_migrations", &seaql),
    ] {
        let database = Database::new();
        let project = Project::on(&database);
        project.by_hand("one", "create table one ();", "drop table one;");
        project.by_hand("two", "create table two ();", "drop table two;");
        let ids = project.ids();
        database.sql(&format!("create table one (); {}", run(&ids[0])));
        project.run(["current"]).exits(0).prints(&format!("{} one", ids[0]));
        let upgrade = project.run(["upgrade"]);
        upgrade.exits(0).prints(&format!("applied revision {}", ids[1]));
        upgrade.tells(&format!("{tool} has applied revisions of this folder too ({table})"));
        project.run(["upgrade"]).exits(0).prints("nothing to do");
        project.run(["downgrade", "-1"]).exits(0);
        // its record of the first one would stay, even if we had one too
        for _ in 0..2 {
            let refused = project.run(["downgrade", "base"]);
            refused.exits(1).tells(&format!("was applied by {tool}")).tells(table);
            assert_eq!(database.sql("select to_regclass('one') is not null"), "t");
            project.run(["stamp", &ids[0]]).exits(0);
        }
        database.sql(&format!("drop table {table}"));
        project.run(["downgrade", "base"]).exits(0);
        assert_eq!(database.sql("select to_regclass('one') is null"), "t");
    }
}
