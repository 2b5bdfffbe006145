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
fn what_is_not_managed_is_named_and_put_back_where_a_plan_takes_it_down() {
    let database = Database::new();
    let project = Project::on(&database).with_models(&models());
    project.run(["-m", "initial schema"]).exits(0);
    project.run(["upgrade"]).exits(0);
    database.sql(
        "create view names as select id, name from \"user\";
         comment on view names is 'For the phone book';
         create function shout() returns trigger language plpgsql as 'begin return new; end';
         create trigger loud before update of id on \"user\" for each row execute function shout();
         alter table \"user\" disable trigger loud;
         alter table \"user\" set (fillfactor = 70);
         grant select on names to public",
    );
    let same = project.run(["diff"]);
    same.exits(0).prints_nothing().tells("not managed, left alone: ");
    same.tells("view public.names").tells("function public.shout()");
    let wider = Table::new("user").column("id", "bigint primary key").column("name", "text");
    project.models(&Models::new().and(wider));
    project.run(["-m", "wider"]).exits(0);
    let up = project.read(&project.up_files()[1]);
    assert!(up.contains("drop view names") && up.contains("create view names"), "{up}");
    assert!(!up.contains("shout() returns"), "a function that does not read the column: {up}");
    project.run(["upgrade"]).exits(0);
    project.run(["diff"]).exits(0).prints_nothing();
    let view = "select obj_description('names'::regclass), relacl::text from pg_class \
        where relname = 'names'";
    assert!(database.sql(view).starts_with("For the phone book|{"), "{}", database.sql(view));
    assert_eq!(database.sql("select tgenabled from pg_trigger where tgname = 'loud'"), "D");
    project.run(["downgrade", "-1"]).exits(0);
    assert_eq!(database.sql("select tgenabled from pg_trigger where tgname = 'loud'"), "D");
    assert!(database.sql(view).starts_with("For the phone book|{"), "{}", database.sql(view));
}

#[test]
fn what_is_not_managed_stands_in_the_way_of_what_would_lose_it() {
    let database = Database::new();
    let project = Project::on(&database).with_models(&models());
    project.run(["-m", "initial schema"]).exits(0);
    project.run(["upgrade"]).exits(0);
    database.sql("create view names as select name from \"user\"");
    project.models(&Models::new().and(Table::new("user").column("id", "integer primary key")));
    let blocked = project.run(["-m", "no name", "--allow", "drop-column:public.user.name"]);
    blocked.exits(1).tells("view public.names").tells("public.user.name").tells("--exclude");
    assert_eq!(project.up_files().len(), 1);
}
#[test]
fn only_one_object_is_a_revision_of_its_own() {
    let models = |name: &str, item: &str, id: &str| {
        let shelf = Table::new("shelf").column("id", &format!("{id} primary key"));
        let shelf = shelf.column("name", name);
        Models::new().and_enum("size", &["s", "l"]).and(shelf).and(
            Table::new("item")
                .column("id", "integer primary key")
                .column("size", "size")
                .column("shelf", "integer")
                .column("name", item)
                .foreign_key("item_shelf_fkey", "shelf", "shelf"),
        )
    };
    let database = Database::new();
    let project = Project::on(&database).with_models(&models("text", "text", "integer"));
    project.run(["-m", "initial schema"]).exits(0);
    project.run(["upgrade"]).exits(0);
    project.models(&models("varchar(9)", "varchar(9)", "bigint"));
    let only = project.run(["-m", "shorter item", "--only", "public.item"]);
    only.exits(0)
        .prints("~ column item.name text -> character varying(9)")
        .is_silent_about("~ column shelf");
    let up = project.read(&project.up_files()[1]);
    assert!(up.contains("alter table item") && !up.contains("alter table shelf"), "{up}");
    project.run(["upgrade"]).exits(0);
    project.run(["diff"]).exits(2).prints("~ column shelf.name").is_silent_about("item.name");
    // what refers to it from outside is taken down and put back as it was
    project.run(["-m", "larger shelf", "--only", "shelf"]).exits(0).prints("~ column shelf.id");
    let up = project.read(&project.up_files()[2]);
    assert!(up.contains("alter table item drop constraint item_shelf_fkey"), "{up}");
    assert!(up.contains("foreign key (shelf) references shelf (id)"), "{up}");
    project.run(["upgrade"]).exits(0);
    project.run(["diff"]).exits(0).prints_nothing();
    project.run(["downgrade", "-2"]).exits(0);
    assert_eq!(database.sql("select atttypid::regtype from pg_attribute where attrelid = 'item'::regclass and attname = 'name'"), "text");
}
