//! The folder of revisions under `sqlx migrate`, which knows nothing of autogen.

use std::path::Path;

use autogen_tests::cli::{Database, Models, Project, Table, workspace};
use autogen_tests::dump;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};

/// What both runners write for themselves.
const BOOKS: [&str; 3] = ["_sqlx_migrations", "autogen_revision", "autogen_revision_progress"];

/// What `sqlx migrate run`, or `revert` of everything, does in a folder.
fn sqlx(database: &Database, folder: &Path, up: bool) -> Result<(), MigrateError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let options: PgConnectOptions = database.url().parse().expect("a URL");
        let mut connection: PgConnection = options.connect().await.expect("a connection");
        let migrator = Migrator::new(folder).await?;
        let outcome = match up {
            true => migrator.run(&mut connection).await,
            false => migrator.undo(&mut connection, 0).await,
        };
        connection.close().await.expect("closed");
        outcome
    })
}

#[test]
fn sqlx_runs_the_example_as_autogen_does_and_takes_it_back() {
    let (ours, theirs) = (Database::new(), Database::new());
    ours.sql(
        "do $$ begin if to_regrole('portal_reader') is null then create role portal_reader; \
         end if; end $$",
    );
    let folder = workspace().join("generated");
    let project = Project::on(&ours);
    let args = ["upgrade", "--generated", folder.to_str().expect("UTF-8")];
    project.run(args).exits(0);
    sqlx(&theirs, &folder, true).unwrap();
    dump::compare("sqlx", &theirs.dump(&BOOKS), &ours.dump(&BOOKS)).unwrap();
    let recorded = "select string_agg(version::text, ' ' order by version) from _sqlx_migrations";
    assert_eq!(theirs.sql(recorded), ours.applied().join(" "));
    // what sqlx has recorded counts as applied
    let there = Project::on(&theirs);
    there.run(args).exits(0).prints("nothing to do");
    assert_eq!(theirs.applied(), [""; 0]);

    project.run(["downgrade", "base", "--generated", args[2]]).exits(0);
    sqlx(&theirs, &folder, false).unwrap();
    dump::compare("sqlx", &theirs.dump(&BOOKS), &ours.dump(&BOOKS)).unwrap();
}

#[test]
fn a_revision_in_two_parts_is_two_of_sqlx() {
    let models = |labels: &[&str], default: &str| {
        let clause = format!("mood not null default '{default}'");
        let table = Table::new("note").column("id", "integer primary key").column("mood", &clause);
        Models::new().and_enum("mood", labels).and(table)
    };
    let (ours, theirs) = (Database::new(), Database::new());
    let project = Project::on(&ours).with_models(&models(&["ok"], "ok"));
    project.run(["-m", "notes"]).exits(0);
    project.run(["upgrade"]).exits(0);
    project.models(&models(&["ok", "sad"], "sad"));
    project.run(["-m", "moods"]).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(project.up_files().len(), 3);
    sqlx(&theirs, &project.path("generated"), true).unwrap();
    dump::compare("sqlx", &theirs.dump(&BOOKS), &ours.dump(&BOOKS)).unwrap();
    sqlx(&theirs, &project.path("generated"), false).unwrap();
    assert_eq!(
        theirs.sql("select to_regclass('note') is null and to_regtype('mood') is null"),
        "t"
    );
}

#[test]
fn what_only_autogen_can_run_fails_elsewhere_with_its_word_for_it() {
    let sections = "create table note (id integer primary key, who text);\n\n\
        -- autogen: no transaction\n\
        create index concurrently note_who on note (who);";
    let back = "drop table note;";
    let (ours, theirs) = (Database::new(), Database::new());
    let project = Project::on(&ours);
    project.by_hand("plain", "create table plain (id integer primary key);", "drop table plain;");
    let up = project.by_hand("special", sections, back);
    let text = project.read(&up);
    assert!(text.contains("\n\ndo $guard$ begin\n"), "seal puts it in\n{text}");
    let plain_down = project.read(&up.replace(".up.", ".down."));
    assert!(!plain_down.contains("$guard$"), "it needs none\n{plain_down}");
    let sealed = project.read(&up);
    project.run(["seal"]).exits(0).is_silent_about("guard");
    assert_eq!(project.read(&up), sealed, "once is enough");

    project.run(["upgrade"]).exits(0);
    assert_eq!(ours.sql("select to_regclass('note_who') is not null"), "t", "our runner is let in");

    let error = sqlx(&theirs, &project.path("generated"), true).unwrap_err().to_string();
    assert!(error.contains("this revision has sections that only autogen can run"), "{error}");
    assert_eq!(theirs.sql("select count(*) from _sqlx_migrations"), "1");
    let nothing = "select to_regclass('note') is null and to_regclass('plain') is not null";
    assert_eq!(theirs.sql(nothing), "t", "what is plain ran, the rest did not");
    let refused = theirs.try_sql(&text).unwrap_err();
    assert!(refused.contains("HINT:  run it with `autogen upgrade`"), "{refused}");
    assert_eq!(theirs.sql(nothing), "t");
}

#[test]
fn the_word_of_sqlx_for_no_transaction_means_the_same_to_both() {
    let (ours, theirs) = (Database::new(), Database::new());
    let project = Project::on(&ours);
    project.by_hand("notes", "create table note (who text);", "drop table note;");
    let concurrently = "create index concurrently note_who on note (who);";
    let up = project.by_hand("index", concurrently, "drop index note_who;");
    project.write(&up, &format!("-- no-transaction\n{}", project.read(&up)));
    project.run(["seal"]).exits(0);
    assert!(!project.read(&up).contains("$guard$"), "it runs as it is");
    project.run(["upgrade"]).exits(0);
    sqlx(&theirs, &project.path("generated"), true).unwrap();
    dump::compare("sqlx", &theirs.dump(&BOOKS), &ours.dump(&BOOKS)).unwrap();
}
