//! `--emit rust`: a migration for sea-orm-migration beside the pair.

use autogen_tests::cli::{Database, Models, Project, Table};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::Database as Connect;

/// What autogen wrote for [`models`], under an id of its own; [`the_file_is_the_one_that_is_compiled_here`]
/// compares.
#[expect(unreachable_pub, reason = "in a crate of migrations it is reached")]
#[path = "emit/m20261120103000_add_phone_column.rs"]
mod m20261120103000_add_phone_column;

/// A migration that somebody wrote.
struct Before;

impl MigrationName for Before {
    fn name(&self) -> &'static str {
        "m20261119_000001_note"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Before {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let id = ColumnDef::new("id").integer().primary_key().take();
        manager.create_table(sea_query::Table::create().table("note").col(id).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(sea_query::Table::drop().table("note").take()).await
    }
}

struct Migrations;

impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Before), Box::new(m20261120103000_add_phone_column::Migration)]
    }
}

/// Runs it on a database.
fn on<T>(database: &Database, work: impl AsyncFnOnce(&sea_orm::DatabaseConnection) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let connection = Connect::connect(database.url()).await.expect("a connection");
        let done = work(&connection).await;
        connection.close().await.expect("closed");
        done
    })
}

fn models(table: Table) -> Models {
    Models::new().and(table)
}

#[test]
fn the_file_is_the_one_that_is_compiled_here() {
    let database = Database::new();
    let note = Table::new("note").column("id", "integer primary key");
    let project = Project::on(&database).with_models(&models(note.clone()));
    project.run(["-m", "note"]).exits(0);
    project.run(["upgrade"]).exits(0);
    project.models(&models(note.column("phone", "text")));
    let written = project.run(["-m", "Add phone column\n\u{202e}and more", "--emit", "rust"]);
    let id = project.ids().pop().expect("a revision");
    let module = format!("m{id}_add_phone_column_and_more");
    written.exits(0).prints(&format!("wrote generated/{module}.rs"));
    written.tells(&format!("`mod {module};` and `Box::new({module}::Migration)`"));
    let text = project.read(&format!("generated/{module}.rs")).replace(&id, "20261120103000");
    let expected = include_str!("emit/m20261120103000_add_phone_column.rs");
    assert_eq!(text.replace("_and_more", ""), expected);
    // the pair is there, and the chain whole
    assert_eq!(project.up_files().len(), 2);
    project.run(["upgrade"]).exits(0);
    project.run(["diff"]).exits(0);
}

#[test]
fn the_settings_may_ask_for_it() {
    let project = Project::on(&Database::new());
    project.configure("emit = \"rust\"\n");
    let written = project.run(["-m", "by hand", "--empty"]);
    written.exits(0).prints("_by_hand.rs");
    project.run(["-m", "more", "--empty", "--emit", "sql"]).exits(0).is_silent_about(".rs");
    let sections = project.run(["-m", "fill", "--empty", "--batch", "note"]);
    sections.exits(1).tells("only autogen can run the sections").tells("--emit sql");
    assert_eq!(project.up_files().len(), 2, "nothing is written");
    project.write("autogen.toml", "emit = \"diesel\"\n");
    project.run(["-m", "x", "--empty"]).exits(1).tells("autogen.toml:1 says `diesel`");
}

#[test]
fn it_stands_among_migrations_that_somebody_wrote() {
    let database = Database::new();
    let columns = "select string_agg(attname, ' ' order by attnum) from pg_attribute \
        where attrelid = to_regclass('note') and attnum > 0 and not attisdropped";
    on(&database, async |db| Migrations::up(db, None).await).unwrap();
    assert_eq!(database.sql(columns), "id phone");
    assert_eq!(
        database.sql("select version from seaql_migrations order by applied_at, version desc"),
        "m20261119_000001_note\n20261120103000_add_phone_column"
    );
    on(&database, async |db| Migrations::down(db, Some(1)).await).unwrap();
    assert_eq!(database.sql(columns), "id");
    on(&database, async |db| Migrations::down(db, None).await).unwrap();
    assert_eq!(database.sql("select to_regclass('note') is null"), "t");
}
