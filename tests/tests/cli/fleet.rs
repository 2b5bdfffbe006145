//! Several databases and schemas at once: labels, patterns, jobs, shards, and how a fleet is continued.

use autogen_tests::cli::{Database, Project};

const NOBODY: &str = "postgres://me:sw0rdf1sh@localhost:1/app";

/// A project with two revisions and databases under labels.
fn labelled(databases: &[(&str, &Database)]) -> Project {
    let project = Project::new();
    for (label, database) in databases {
        project.configure(&format!("[database.{label}]\nurl = {:?}\n", database.url()));
    }
    two_revisions(&project);
    project
}

fn two_revisions(project: &Project) {
    project.by_hand("one", "create table one (id integer primary key);", "drop table one;");
    project.by_hand("two", "create table two (id integer primary key);", "drop table two;");
}

/// A database with schemas `tenant_00` and so on, and a project on it.
fn tenants(count: usize) -> (Project, Database) {
    let database = Database::new();
    for n in 0..count {
        database.sql(&format!("create schema tenant_{n:02}"));
    }
    let project = Project::on(&database);
    two_revisions(&project);
    (project, database)
}

/// How often each revision is recorded, over all schemas.
fn applied(database: &Database) -> String {
    let tables = database.sql(
        "select string_agg(format('select id from %I.autogen_revision', nspname), ' union all ') \
         from pg_namespace join pg_class on relnamespace = pg_namespace.oid \
         where relname = 'autogen_revision'",
    );
    if tables.is_empty() {
        return String::new();
    }
    database.sql(&format!("select count(*) from ({tables}) as applied group by id order by id"))
}

/// The row of a member in the table on stdout, its cells separated by one blank.
#[track_caller]
fn row(run: &autogen_tests::cli::Run, member: &str) -> String {
    let line = run.stdout.lines().find(|line| line.split_whitespace().next() == Some(member));
    let Some(line) = line else { panic!("no row of {member}\n{run}") };
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn all_databases_one_of_which_fails_and_the_same_command_again() {
    let (a, b, c) = (Database::new(), Database::new(), Database::new());
    let project = labelled(&[("a", &a), ("b", &b), ("c", &c)]);
    let ids = project.ids();
    b.sql("create table two ()");
    let failed = project.run(["upgrade", "-d", "all", "--jobs", "1"]);
    failed.exits(1).tells("1 of 3 members failed, and 1 was not started").tells("same command");
    failed.tells(&format!("a: applied {} one", ids[0])).tells("a: done");
    failed.tells("b: error: ").tells("relation \"two\" already exists");
    let cells = row(&failed, "a");
    assert!(cells.starts_with(&format!("a base {} 2 ", ids[1])), "{cells}");
    assert!(cells.ends_with(" ms upgraded"), "{cells}");
    let cells = row(&failed, "b");
    assert!(cells.starts_with(&format!("b base {} 1 ", ids[0])), "{cells}");
    assert!(cells.contains("failed: revision"), "{cells}");
    assert!(row(&failed, "c").ends_with("not started"), "{failed}");
    assert_eq!(a.applied(), ids);
    assert_eq!(b.applied(), ids[..1]);
    assert!(c.applied().is_empty());

    let going = project.run(["upgrade", "-d", "all", "--jobs", "1", "--keep-going"]);
    going.exits(1).tells("1 of 3 members failed").is_silent_about("not started");
    assert!(row(&going, "a").ends_with("nothing to do"), "{going}");
    assert_eq!(c.applied(), ids);

    b.sql("drop table two");
    let mended = project.run(["upgrade", "-d", "all"]);
    mended.exits(0);
    let cells = row(&mended, "b");
    assert!(cells.starts_with(&format!("b {} {} 1 ", ids[0], ids[1])), "{cells}");
    let nothing = project.run(["upgrade", "-d", "all"]);
    nothing.exits(0).tells("a: nothing to do");

    let back = project.run(["downgrade", &ids[0], "-d", "a,b"]);
    back.exits(0);
    assert!(row(&back, "a").ends_with("downgraded"), "{back}");
    assert_eq!((a.applied(), b.applied(), c.applied()), (ids[..1].into(), ids[..1].into(), ids));
    let current = project.run(["current", "-d", "all"]);
    current.exits(0);
    assert!(row(&current, "a").ends_with("1 revision behind the head"), "{current}");
    assert!(row(&current, "c").ends_with("head"), "{current}");
}

#[test]
fn a_database_that_cannot_be_reached_is_a_row() {
    let a = Database::new();
    let project = labelled(&[("a", &a)]);
    project.configure(&format!("[database.gone]\nurl = {NOBODY:?}\n[database.none]\n"));
    let run = project.run(["upgrade", "-d", "all", "--keep-going"]);
    run.exits(1).tells("2 of 3 members failed");
    run.prints(
        "failed: cannot reach the server of database:gone (postgres://me:***@localhost:1/app)",
    );
    run.prints("failed: the database with the label `none` has no URL");
    run.tells("AUTOGEN_DATABASE_NONE_URL");
    assert_eq!(a.applied(), project.ids());
    // its schemas cannot be listed either; the others go on only if they are to
    let schemas = project.run(["upgrade", "-d", "a,gone", "--schemas", "pub*"]);
    schemas.exits(1).tells("1 of 2 members failed, and 1 was not started");
    let schemas = project.run(["current", "-d", "a,gone", "--schemas", "pub*"]);
    schemas.exits(1);
    assert!(row(&schemas, "a/public").ends_with("head"), "{schemas}");
    assert!(row(&schemas, "gone").contains("failed: cannot reach"), "{schemas}");
}

#[test]
fn what_chooses_no_database_or_cannot_be_shared_is_refused() {
    let a = Database::new();
    let project = labelled(&[("staging", &a), ("prod_eu", &a)]);
    let ids = project.ids();
    project.run(["upgrade", "-d", "stagin,prod_eu"]).exits(1).tells("did you mean `staging`?");
    project
        .run(["upgrade", "-d", "test_*"])
        .exits(1)
        .tells("like `test_*`")
        .tells("prod_eu, staging");
    project.run(["upgrade", "+1", "-d", "all"]).exits(1).tells("autogen upgrade REV");
    project.run(["downgrade", "-1", "-d", "all"]).exits(1).tells("autogen downgrade REV");
    project.run(["upgrade", "--plan", "-d", "all"]).exits(1).tells("on one database");
    project.run(["history", "-d", "all"]).exits(1).tells("works on one");
    project.run(["diff", "-d", "all"]).exits(1).tells("works on one");
    project.run(["upgrade", "-d", "all", "--shard", "2/2"]).exits(1).tells("the last one is 1/2");
    project
        .run(["upgrade", "-d", "staging", "--jobs", "2"])
        .exits(1)
        .tells("--jobs is for several");
    let both = ["upgrade", "--schema", "x", "--schemas", "y*", "-d", "staging"];
    project.run(both).exits(1).tells("give one of the two");
    project
        .run(["upgrade", "-d", "all", "--schemas", "tenant_*"])
        .exits(1)
        .tells("no schema matches");
    project.run(["upgrade", "-d", "all", &ids[0][..3]]).exits(1);
    assert!(a.applied().is_empty());
    project.configure("[revision_table]\nschema = \"ops\"\n");
    let one_table = project.run(["upgrade", "-d", "staging", "--schemas", "pub*"]);
    one_table.exits(1).tells("[revision_table] schema");
    // one label chosen by a pattern is still a fleet, and one by its name is not
    project.run(["current", "-d", "prod_*"]).exits(0).prints("member");
    project.run(["current", "-d", "prod_eu"]).exits(0).prints("base (2 revisions behind the head)");
}

#[test]
fn twelve_tenants_shared_by_two_machines_and_then_by_two_that_overlap() {
    let (project, database) = tenants(12);
    database.sql("create schema other");
    let shard = |k| project.start(["upgrade", "--schemas", "tenant_*", "--shard", k]);
    let (first, second) = (shard("0/2"), shard("1/2"));
    let (first, second) = (project.finish(first), project.finish(second));
    first.exits(0);
    second.exits(0);
    let rows = |run: &autogen_tests::cli::Run| {
        run.stdout.lines().filter(|line| line.starts_with("tenant_")).count()
    };
    assert!(rows(&first) > 0 && rows(&second) > 0, "{first}{second}");
    assert_eq!(rows(&first) + rows(&second), 12);
    assert_eq!(applied(&database), "12\n12");
    assert_eq!(database.sql("select to_regclass('other.one'), to_regclass('public.one')"), "|");

    let ids = project.ids();
    let back = project.run(["downgrade", "base", "--schemas", "tenant_*", "--jobs", "12"]);
    back.exits(0);
    assert_eq!(applied(&database), "");
    let all = || project.start(["upgrade", "--schemas", "tenant_*", "--jobs", "3"]);
    let (first, second) = (all(), all());
    let (first, second) = (project.finish(first), project.finish(second));
    first.exits(0);
    second.exits(0);
    assert_eq!(applied(&database), "12\n12", "each revision ran once in each schema");
    let ran = |run: &autogen_tests::cli::Run| {
        run.stderr.lines().filter(|line| line.contains(": applied ")).count()
    };
    assert_eq!(ran(&first) + ran(&second), 24, "{first}{second}");
    assert_eq!(
        database.sql("select id from tenant_07.autogen_revision order by id"),
        ids.join("\n")
    );
}

#[test]
fn no_more_connections_than_jobs() {
    let (project, database) = tenants(6);
    project.by_hand("slow", "select pg_sleep(0.3);", "");
    let child = project.start(["upgrade", "--schemas", "tenant_*", "--jobs", "2"]);
    let mut most = 0;
    let observe = "select count(*) from pg_stat_activity \
        where datname = current_database() and application_name = 'autogen'";
    while database.sql("select to_regclass('tenant_05.autogen_revision') is null") == "t" {
        most = most.max(database.sql(observe).parse::<u32>().unwrap());
    }
    project.finish(child).exits(0);
    // and for a moment one more, by which a pooler is noticed
    assert!((1..=3).contains(&most), "{most}");
}

#[test]
fn a_tenant_that_fails_and_one_that_is_new_later() {
    let (project, database) = tenants(3);
    project.configure("[database]\nschemas = \"tenant_*\"\n");
    database.sql("create table tenant_01.two ()");
    let failed = project.run(["upgrade", "--keep-going"]);
    failed.exits(1).tells("tenant_01: error: ").tells("1 of 3 members failed");
    assert_eq!(applied(&database), "3\n2");
    database.sql("drop table tenant_01.two; create schema tenant_03");
    let again = project.run(["upgrade"]);
    again.exits(0);
    assert!(row(&again, "tenant_00").ends_with("nothing to do"), "{again}");
    assert!(row(&again, "tenant_03").ends_with("upgraded"), "{again}");
    assert_eq!(applied(&database), "4\n4");
    // one of them alone is no fleet
    project.run(["current", "--schema", "tenant_02"]).exits(0).prints("(head)");
    let ids = project.ids();
    project.run(["downgrade", &ids[0], "--schema", "tenant_02"]).exits(0);
    let current = project.run(["current"]);
    assert!(row(&current, "tenant_02").ends_with("1 revision behind the head"), "{current}");
}

#[test]
fn a_label_has_its_schema_role_and_timeouts() {
    let database = Database::new();
    database.sql(
        "create role fleet_owner; create schema app authorization fleet_owner; \
         grant create, connect on database current_database_placeholder to fleet_owner"
            .replace("current_database_placeholder", &database.name())
            .as_str(),
    );
    let project = Project::new();
    project.configure(&format!(
        "[database.app]\nurl = {:?}\nschema = \"app\"\nrole = \"fleet_owner\"\nlock_timeout = \"2s\"\n\
         statement_timeout = \"400ms\"\n",
        database.url()
    ));
    project.by_hand(
        "one",
        "create table one as select current_setting('lock_timeout') as lock, \
         current_setting('statement_timeout') as statement, current_user::text as who;",
        "drop table one;",
    );
    project.run(["upgrade", "-d", "app"]).exits(0);
    assert_eq!(database.sql("select * from app.one"), "2s|400ms|fleet_owner");
    assert_eq!(
        database.sql("select distinct tableowner from pg_tables where schemaname = 'app'"),
        "fleet_owner"
    );
    project.by_hand("slow", "select pg_sleep(10);", "");
    let slow = project.run(["upgrade", "-d", "app"]);
    slow.exits(1).tells("canceling statement due to statement timeout");
    project.configure("[database.other]\nrole = \"nobody_has_made_it\"\n");
    let other = Project::on(&database);
    other.configure("[database]\nrole = \"nobody_has_made_it\"\n");
    other.run(["current"]).exits(1).tells("cannot take on the role nobody_has_made_it");
}
