//! What a project leaves alone: what it does not manage, and what autogen does not model.

use autogen_tests::cli::{Database, Models, Project, Table};

fn models() -> Models {
    Models::new().and(Table::new("user").column("id", "integer primary key").column("name", "text"))
}

#[test]
fn tables_of_other_tools_and_schemas_are_never_touched() {
    let database = Database::new();
    database.sql(
        "create table _sqlx_migrations (version bigint primary key);
         create table seaql_migrations (version text primary key);
         create table alembic_version (version_num text);
         create schema legacy; create table legacy.invoice (id integer);
         create table scratchpad (id integer);
         insert into _sqlx_migrations values (1)",
    );
    let project = Project::on(&database).with_models(&models());
    project.configure("[manage]\nignore = [\"public.scratch*\"]\n");
    let first = project.run(["-m", "initial schema"]);
    first.exits(0).tells("not managed, left alone: ");
    for table in ["_sqlx_migrations", "seaql_migrations", "alembic_version", "scratchpad"] {
        first.tells(&format!("table public.{table}"));
        assert!(!first.stdout.contains(table), "{first}");
    }
    first.tells("table legacy.invoice");
    let up = project.read(&project.up_files()[0]);
    assert!(!up.contains("drop ") && !up.contains("legacy"), "{up}");
    project.run(["upgrade"]).exits(0);
    project.run(["diff"]).exits(0).prints_nothing().tells("table public._sqlx_migrations");
    project.run(["downgrade", "base"]).exits(0);
    assert_eq!(database.sql("select version from _sqlx_migrations"), "1");
    assert_eq!(database.sql("select count(*) from legacy.invoice"), "0");
}

#[test]
fn a_table_that_no_entity_has_is_a_drop_that_asks() {
    let database = Database::new();
    database.sql("create table leftover (id integer)");
    let project = Project::on(&database).with_models(&models());
    project.run(["-m", "initial schema"]).exits(3).tells("--allow drop-table:public.leftover");
    assert!(project.up_files().is_empty());
}

#[test]
fn what_is_not_managed_is_named_and_blocks_what_would_break_it() {
    let database = Database::new();
    let project = Project::on(&database).with_models(&models());
    project.run(["-m", "initial schema"]).exits(0);
    project.run(["upgrade"]).exits(0);
    database.sql("create view names as select name from \"user\"");
    let same = project.run(["diff"]);
    same.exits(0).prints_nothing().tells("not managed, left alone: view 1\n  view public.names");
    let table = Table::new("user").column("id", "integer primary key").column("name", "varchar(9)");
    project.models(&Models::new().and(table));
    let blocked = project.run(["diff"]);
    blocked.exits(1).tells("view public.names").tells("public.user.name").tells("--exclude");
    project.run(["-m", "shorter"]).exits(1).tells("view public.names");
    assert_eq!(project.up_files().len(), 1);
}
