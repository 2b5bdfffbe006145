//! An application that carries its revisions.

use autogen_migration::foreign::Tool;
use autogen_migration::{Event, Migrator, Progress, migrator};
use autogen_revision::RevisionId;
use autogen_tests::cli::{Database, Project, cargo, workspace};
use sea_orm_migration::prelude::*;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

/// The example's.
static EXAMPLE: Migrator = migrator!("../generated");

/// Three revisions, of which the second has sections.
static NOTES: Migrator = migrator!("fixtures/revisions");

const IDS: [i64; 3] = [20_261_121_100_000, 20_261_121_110_000, 20_261_121_120_000];

/// Runs something on a pool, on several threads as an application has them.
fn on<T>(database: &Database, work: impl AsyncFnOnce(PgPool) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let pool = PgPoolOptions::new().max_connections(12).connect(&database.url()).await;
        let pool = pool.expect("a pool");
        let done = work(pool.clone()).await;
        pool.close().await;
        done
    })
}

fn ids(of: &[RevisionId]) -> Vec<i64> {
    of.iter().map(|id| id.as_i64()).collect()
}

/// A log.
#[derive(Default)]
struct Log(Vec<String>);

impl Progress for Log {
    fn tell(&mut self, event: &Event<'_>) {
        if let Event::Finished { title, direction, .. } = event {
            self.0.push(format!("{title} {direction}"));
        }
    }
}

#[test]
fn it_asks_whether_it_may_start_and_brings_the_database_up_to_date() {
    let (database, other) = (Database::new(), Database::new());
    database.sql(
        "do $$ begin if to_regrole('portal_reader') is null then create role portal_reader; \
         end if; end $$",
    );
    let project = Project::on(&other);
    let folder = workspace().join("generated");
    project.run(["upgrade", "--generated", folder.to_str().expect("UTF-8")]).exits(0);
    on(&database, async |pool| {
        assert!(!EXAMPLE.is_current(&pool).await.unwrap());
        assert_eq!(EXAMPLE.pending(&pool).await.unwrap().len(), 2);
        assert_eq!(
            database.sql("select count(*) from pg_class where oid >= 16384"),
            "0",
            "only asked"
        );
        let mut log = Log::default();
        let done = EXAMPLE.run_telling(&pool, &mut log).await.unwrap();
        assert_eq!(
            (done.len(), log.0),
            (2, vec!["initial schema up".into(), "portal views up".into()])
        );
        assert!(EXAMPLE.is_current(&pool).await.unwrap());
        assert!(EXAMPLE.run(&pool).await.unwrap().is_empty());
    });
    assert_eq!(database.dump(&[]), other.dump(&[]), "as the command does it");
    assert_eq!(
        database.sql("select version from autogen_revision order by id"),
        "1.0.0\n2.0.0",
        "the schema's version can be asked for"
    );
}

#[test]
fn it_goes_to_any_revision_and_back_on_a_connection_too() {
    let database = Database::new();
    on(&database, async |pool| {
        let mut connection = pool.acquire().await.unwrap();
        let done = NOTES.run_to("20261121110000", &mut *connection).await.unwrap();
        assert_eq!(ids(&done), IDS[..2]);
        assert_eq!(ids(&NOTES.pending(&mut *connection).await.unwrap()), IDS[2..]);
        assert!(!NOTES.is_current(&mut *connection).await.unwrap());
        NOTES.run(&mut *connection).await.unwrap();
        assert_eq!(ids(&NOTES.undo("-1", &mut *connection).await.unwrap()), IDS[2..]);
        let done = NOTES.undo("base", &mut *connection).await.unwrap();
        assert_eq!(ids(&done), [IDS[1], IDS[0]]);
        let error = NOTES.run_to("x", &mut *connection).await.unwrap_err().to_string();
        assert!(error.contains("`x`"), "{error}");
    });
    assert_eq!(database.sql("select to_regclass('note') is null"), "t");
}

#[test]
fn replicas_that_start_at_once_apply_each_revision_once() {
    let database = Database::new();
    let done = on(&database, async |pool| {
        let start = |_| {
            let pool = pool.clone();
            tokio::spawn(async move { NOTES.run(&pool).await.map(|done| done.len()) })
        };
        let tasks: Vec<_> = (0..10).map(start).collect();
        let mut done = 0;
        for task in tasks {
            done += task.await.expect("no panic").unwrap();
        }
        done
    });
    assert_eq!(done, 3);
    assert_eq!(database.applied(), IDS.map(|id| id.to_string()));
}

#[test]
fn a_newer_program_may_have_been_there_and_an_edited_file_may_not() {
    let database = Database::new();
    on(&database, async |pool| {
        NOTES.run(&pool).await.unwrap();
        database.sql("update autogen_revision set id = 20261121130000 where id = 20261121120000");
        assert!(!NOTES.is_current(&pool).await.unwrap(), "the last one is missing");
        database.sql("update autogen_revision set id = 20261121120000 where id = 20261121130000");
        database.sql(
            "create temp table newer as select * from autogen_revision where id = 20261121120000; \
             update newer set id = 20261121130000; insert into autogen_revision select * from newer",
        );
        assert!(NOTES.is_current(&pool).await.unwrap());
        database.sql("delete from autogen_revision where id = 20261121130000");
        database.sql("update autogen_revision set checksum = 'x' where id = 20261121100000");
        let error = NOTES.is_current(&pool).await.unwrap_err().to_string();
        assert!(error.contains("20261121100000_notes.up.sql was edited"), "{error}");
        assert!(error.contains("help: restore the file"), "{error}");
    });
}

#[test]
fn another_schema_and_table_are_options() {
    let database = Database::new();
    database.sql("create schema tenant_a; create schema ops");
    let tenant = NOTES.clone().in_schema("tenant_a").table(Some("ops"), "applied");
    on(&database, async |pool| {
        tenant.run(&pool).await.unwrap();
        assert!(tenant.is_current(&pool).await.unwrap());
        assert!(!NOTES.is_current(&pool).await.unwrap());
    });
    let found = "select relnamespace::regnamespace from pg_class where relname in ('note', 'applied') order by relname";
    assert_eq!(database.sql(found), "ops\ntenant_a");
}

#[test]
fn what_autogen_has_applied_is_not_run_again_and_is_forgotten_with_it() {
    let database = Database::new();
    let names = "select count(*) from seaql_migrations";
    on(&database, async |pool| {
        NOTES.run_to("20261121110000", &pool).await.unwrap();
        let connection = sea_orm::SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
        Migrations::up(&connection, None).await.unwrap();
        assert_eq!(database.sql(names), "4");
        assert_eq!(database.applied().len(), 2, "the last one was run by the other tool");
        assert!(NOTES.is_current(&pool).await.unwrap());
        // sections need a session of their own
        let transaction = sea_orm::TransactionTrait::begin(&connection).await.unwrap();
        let error = Migrations::down(&transaction, None).await.unwrap_err().to_string();
        assert!(error.contains("cannot run in a transaction that is open already"), "{error}");
        transaction.rollback().await.unwrap();
        Migrations::down(&connection, None).await.unwrap();
    });
    assert_eq!((database.sql(names), database.applied()), ("0".to_owned(), Vec::new()));
    assert_eq!(database.sql("select to_regclass('note') is null"), "t");
}

/// A migration that somebody wrote, between the revisions.
struct Fill;

impl MigrationName for Fill {
    fn name(&self) -> &'static str {
        "m20261121_103000_fill"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Fill {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let insert = "insert into note values (1, 'me')";
        manager.get_connection().execute_unprepared(insert).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("delete from note").await.map(drop)
    }
}

struct Migrations;

impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        NOTES.migrations_among(vec![Box::new(Fill)])
    }
}

#[test]
fn sea_orm_migration_runs_it_among_its_own() {
    let database = Database::new();
    let names = "select string_agg(version, ' ' order by version) from seaql_migrations";
    let as_connection = |pool| sea_orm::SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    on(&database, async |pool| {
        let connection = as_connection(pool);
        let order: Vec<_> = Migrations::migrations().iter().map(|m| m.name().to_owned()).collect();
        let expected = [
            "20261121100000_notes",
            "m20261121_103000_fill",
            "20261121110000_find_notes",
            "20261121120000_scores",
        ];
        assert_eq!(order, expected);
        Migrations::up(&connection, None).await.unwrap();
        let mut sorted = expected.to_vec();
        sorted.sort_unstable();
        assert_eq!(database.sql(names), sorted.join(" "));
    });
    assert_eq!(database.sql("select * from note"), "1|me|");
    // autogen sees what the other tool has recorded
    let project = Project::on(&database);
    let folder = workspace().join("tests/fixtures/revisions");
    let folder = folder.to_str().expect("UTF-8");
    project.run(["upgrade", "--generated", folder]).exits(0).prints("nothing to do");
    on(&database, async |pool| {
        assert!(NOTES.is_current(&pool).await.unwrap());
        let connection = as_connection(pool.clone());
        Migrations::down(&connection, Some(2)).await.unwrap();
        assert_eq!(database.sql(names), "20261121100000_notes m20261121_103000_fill");
        assert_eq!(database.sql("select to_regclass('note_who') is null"), "t");
        assert_eq!(ids(&NOTES.pending(&pool).await.unwrap()), IDS[1..]);
        Migrations::up(&connection, None).await.unwrap();
        Migrations::down(&connection, None).await.unwrap();
    });
    assert_eq!(database.sql("select to_regclass('note') is null"), "t");
    assert_eq!(database.applied(), [""; 0]);
    let tool = Tool::SeaOrmMigration.table();
    assert_eq!(database.sql(&format!("select count(*) from {tool}")), "0");
}

#[test]
fn a_failing_revision_names_its_file_and_leaves_nothing() {
    let database = Database::new();
    database.sql("create view scores as select 1 as one");
    on(&database, async |pool| {
        let error = NOTES.run(&pool).await.unwrap_err().to_string();
        assert!(error.contains("revision 20261121120000 failed and was rolled back"), "{error}");
        assert!(error.contains("20261121120000_scores.up.sql:8"), "{error}");
        let connection = sea_orm::SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
        let error = Migrations::up(&connection, None).await.unwrap_err().to_string();
        assert!(error.contains("20261121120000_scores.up.sql: "), "{error}");
        assert_eq!(ids(&NOTES.pending(&pool).await.unwrap()), IDS[2..]);
    });
    let columns = "select count(*) from pg_attribute where attrelid = to_regclass('note') and attname = 'score'";
    assert_eq!(database.sql(columns), "0");
}

#[test]
fn it_carries_no_diff_engine() {
    let mut tree = std::process::Command::new(cargo());
    tree.args(["tree", "--offline", "--package", "autogen-migration", "--edges", "normal"]);
    tree.args(["--prefix", "none", "--no-dedupe"]).current_dir(workspace());
    let output = tree.output().expect("cargo runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("sqlx-postgres"), "{output:?}");
    for engine in
        ["autogen-core", "autogen-postgres", "autogen-entity", "squawk-syntax", "squawk-fmt"]
    {
        assert!(!text.contains(engine), "{engine}\n{text}");
    }
}
