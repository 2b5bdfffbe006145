//! Commands of the project around writing and applying revisions.

use autogen_tests::cli::{Database, Models, PASSWORD, Project, Table, programs};
use autogen_tests::dump;

fn project() -> (Project, Database) {
    let database = Database::new();
    let project = Project::on(&database);
    project.by_hand("one", "create table one (id integer);", "drop table one;");
    (project, database)
}

#[test]
fn a_backup_is_made_before_the_first_pending_revision_and_only_then() {
    let (project, database) = project();
    database.sql("create table precious (id integer); insert into precious values (7)");
    let Some(pg_dump) = dump::program(programs(), "pg_dump").unwrap() else { return };
    project.configure(&format!(
        "[hooks]\nbefore_upgrade = ['''{} -Fc -f backup.dump && echo \"$AUTOGEN_FILES\" > files''']\n",
        pg_dump.display()
    ));
    project.run(["upgrade", "--plan"]).exits(0).is_silent_about("before_upgrade");
    assert!(!project.path("backup.dump").exists());
    let run = project.run(["upgrade"]);
    run.exits(0).tells("before_upgrade: ");
    assert_eq!(project.read("files").trim(), project.up_files()[0]);
    let restore = programs().tool("pg_restore").unwrap();
    let dump = std::process::Command::new(restore)
        .args(["--file", "-"])
        .arg(project.path("backup.dump"))
        .output()
        .unwrap();
    let dump = String::from_utf8_lossy(&dump.stdout).into_owned();
    assert!(dump.contains("COPY public.precious"), "{dump}");
    assert!(!dump.contains("autogen_revision") && !dump.contains("one"), "it is of before: {dump}");
    // nothing is pending, so nothing is backed up; nor on the way back
    std::fs::remove_file(project.path("backup.dump")).unwrap();
    project.run(["upgrade"]).exits(0).is_silent_about("before_upgrade");
    project.run(["downgrade", "base"]).exits(0).is_silent_about("before_upgrade");
    assert!(!project.path("backup.dump").exists());
    project.run(["upgrade", "--no-hooks"]).exits(0);
    assert!(!project.path("backup.dump").exists());
}

#[test]
fn a_failing_backup_stops_the_upgrade() {
    let (project, database) = project();
    for (command, said) in [
        ("echo disk full >&2; exit 5", "failed with exit code 5"),
        ("no_such_program_anywhere", "was not found"),
        ("kill -9 $$", "was killed by signal 9"),
        ("echo $PGPASSWORD; echo $AUTOGEN_DATABASE_URL; false", "  | ***"),
    ] {
        project
            .write("autogen.toml", &format!("[hooks]\nbefore_upgrade = [\"true\", {command:?}]\n"));
        let failed = project.run(["upgrade"]);
        failed.exits(1).tells("nothing was applied: the hook before_upgrade").tells(said);
        failed.tells("--no-hooks");
        assert!(database.applied().is_empty());
        assert_eq!(database.sql("select to_regclass('autogen_revision') is null"), "t");
    }
}

#[test]
fn what_comes_after_an_upgrade_is_reported_and_undoes_nothing() {
    let (project, database) = project();
    let psql = programs().tool("psql").unwrap();
    project.configure(&format!(
        "[hooks]\nafter_upgrade = ['''{} -Xqc 'insert into one values (1)' ''', \"exit 3\"]\n",
        psql.display()
    ));
    let failed = project.run(["upgrade"]);
    failed.exits(1).tells("the revisions are applied, but: the hook after_upgrade, `exit 3`");
    assert_eq!(database.applied(), project.ids());
    assert_eq!(database.sql("select id from one"), "1");
}

#[test]
fn a_hook_knows_what_it_is_about() {
    let database = Database::new();
    let project = Project::new();
    project.configure(&format!(
        "[database.eu]\nurl = {:?}\nschema = \"app\"\n\
         [hooks]\nbefore_upgrade = [\"env > seen\", \"pwd > where\"]\n",
        database.url()
    ));
    project.by_hand("one", "create table one ();", "");
    project.by_hand("two", "create table two ();", "");
    // what the caller's environment says of another database does not count
    let project = project.with("PGHOST", "elsewhere").with("PGSERVICE", "x");
    // the file holds the password on purpose, and no test may leave it there
    let args = ["upgrade", "-d", "eu"].map(str::to_owned);
    let output = project.command(&args).output().unwrap();
    let seen = project.read("seen");
    std::fs::remove_file(project.path("seen")).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stderr).contains(PASSWORD));
    let ids = project.ids();
    for line in [
        "AUTOGEN_DATABASE=eu".to_owned(),
        "AUTOGEN_SCHEMA=app".to_owned(),
        format!("AUTOGEN_DATABASE_URL={}", database.url()),
        format!("AUTOGEN_REVISION={}", ids[1]),
        format!("PGPASSWORD={PASSWORD}"),
        format!("PGDATABASE={}", database.name()),
        "PGUSER=postgres".to_owned(),
    ] {
        assert!(seen.lines().any(|seen| seen == line), "{line} in {seen}");
    }
    assert!(!seen.contains("PGHOST=elsewhere") && !seen.contains("PGSERVICE"), "{seen}");
    assert!(seen.contains(&project.up_files().join("\n")), "{seen}");
    let folder = project.path(".").canonicalize().unwrap();
    assert_eq!(project.read("where").trim(), folder.display().to_string());
}

#[test]
fn a_written_revision_may_be_changed_and_is_locked_as_it_is_then() {
    let database = Database::new();
    let models = Models::new().and(Table::new("one").column("id", "integer primary key"));
    let project = Project::on(&database).with_models(&models);
    project.configure(
        "[hooks]\nafter_revision = ['for file in $AUTOGEN_FILES; do echo \"-- formatted\" >> $file; done']\n",
    );
    let run = project.run(["-m", "one"]);
    run.exits(0).tells("after_revision: for file").tells("the lock is written anew");
    let up = project.read(&project.up_files()[0]);
    assert!(up.ends_with("-- formatted\n"), "{up}");
    project.run(["check"]).exits(0);
    project.run(["upgrade"]).exits(0);
    project.run(["-m", "again"]).exits(0).prints("nothing to do").is_silent_about("after_revision");
    assert_eq!(database.applied(), project.ids());
    // `--no-hooks` leaves it as autogen wrote it
    project.run(["revision", "--empty", "-m", "two", "--no-hooks"]).exits(0);
    assert!(!project.read(&project.up_files()[1]).contains("formatted"));
}

#[test]
fn a_hook_that_leaves_no_revision_is_reported() {
    let project = Project::on(&Database::new());
    project
        .configure("[hooks]\nafter_revision = ['for f in $AUTOGEN_FILES; do echo x > $f; done']\n");
    let broken = project.run(["revision", "--empty", "-m", "two"]);
    broken.exits(1).tells("the hook after_revision has left no revision").tells(".up.sql");
    let project = Project::on(&Database::new());
    project.configure("[hooks]\nafter_revision = [\"exit 1\"]\n");
    let failed = project.run(["revision", "--empty", "-m", "one"]);
    failed.exits(1).tells("after_revision, `exit 1`, failed").tells("autogen seal");
    assert_eq!(project.up_files().len(), 1, "it is written nevertheless");
}

#[test]
fn a_fleet_runs_its_hooks_for_each_member() {
    let database = Database::new();
    database.sql("create schema tenant_a; create schema tenant_b; create schema tenant_c");
    let project = Project::on(&database);
    project.by_hand("one", "create table one ();", "");
    project.configure(
        "[hooks]\nbefore_upgrade = ['test $AUTOGEN_SCHEMA != tenant_b', 'touch $AUTOGEN_SCHEMA.dump']\n",
    );
    let run = project.run(["upgrade", "--schemas", "tenant_*", "--keep-going"]);
    run.exits(1).tells("tenant_b: error: nothing was applied: the hook before_upgrade");
    run.prints("failed: nothing was applied: the hook before_upgrade");
    let dumps: Vec<String> =
        project.names(".").into_iter().filter(|name| name.ends_with(".dump")).collect();
    assert_eq!(dumps, ["tenant_a.dump", "tenant_c.dump"]);
    assert_eq!(database.sql("select to_regclass('tenant_b.one') is null"), "t");
    assert_eq!(database.sql("select to_regclass('tenant_c.one') is null"), "f");
}
