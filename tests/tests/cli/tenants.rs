//! One chain in several schemas of a database: what is theirs, what is the database's, and what is bound.

use autogen_tests::cli::{Database, Models, Project, Table};

fn models(column: bool) -> Models {
    let table = Table::new("note").column("id", "integer not null");
    let table = if column { table.column("mail", "ext.citext") } else { table };
    Models::new().and(table.constraint("primary key (id)"))
}

/// A project for several schemas with a revision that makes an extension and another that uses it.
fn project() -> (Project, Database) {
    let database = Database::new();
    let project = Project::on(&database);
    project.configure("tenants = true\n");
    let project = project.with_models(&models(false));
    project.run(["-m", "note"]).exits(0);
    project.run(["upgrade"]).exits(0);
    project.models(&models(true).and_extension("citext", "ext"));
    project.run(["-m", "mail"]).exits(0);
    (project, database)
}

fn has_extension(database: &Database) -> bool {
    database.sql("select count(*) from pg_extension where extname = 'citext'") == "1"
}

#[test]
fn what_is_the_databases_runs_with_the_first_schema_and_goes_with_the_last() {
    let (project, database) = project();
    let up = project.read(&project.up_files()[1]);
    let at = |text: &str| up.find(text).unwrap_or_else(|| panic!("no `{text}` in\n{up}"));
    let order = [
        at("-- autogen: once per database"),
        at("create schema ext"),
        at("create extension citext with schema ext"),
        at("-- autogen: section"),
        at("alter table note add column mail ext.citext"),
    ];
    assert!(order.is_sorted(), "{up}");
    project.run(["check"]).exits(0);

    project.run(["upgrade", "--schema", "tenant_a"]).exits(0).tells("made the schema tenant_a");
    assert!(has_extension(&database));
    let second = project.run(["upgrade", "--schema", "Tenant B"]);
    second.exits(0).tells("has run for another schema").tells("tenant_a");
    for schema in ["tenant_a", "Tenant B"] {
        let mail = format!(
            "select format_type(atttypid, null) from pg_attribute where attname = 'mail' and attrelid = '\"{schema}\".note'::regclass"
        );
        assert_eq!(database.sql(&mail), "ext.citext");
        assert_eq!(
            database.sql(&format!("select count(*) from \"{schema}\".autogen_revision")),
            "2"
        );
    }
    assert_eq!(
        database.sql("select schema from autogen.once order by applied_at"),
        "tenant_a\nTenant B"
    );
    // the home schema has not the revision yet, and takes part as any other
    project.run(["upgrade"]).exits(0).tells("only recorded: Tenant B, tenant_a");
    project.run(["diff"]).exits(0);
    project.run(["diff", "--schema", "tenant_a"]).exits(0);

    let first = project.run(["downgrade", "-1", "--schema", "tenant_a"]);
    first.exits(0).tells("other schemas need what it undoes: Tenant B, public");
    assert!(has_extension(&database));
    project.run(["downgrade", "base", "--schema", "Tenant B"]).exits(0);
    assert!(has_extension(&database));
    project.run(["downgrade", "-1"]).exits(0).is_silent_about("other schemas need");
    assert!(!has_extension(&database), "the last one undoes it");
    assert_eq!(database.sql("select count(*) from autogen.once"), "0");
    // and it can come back
    project.run(["upgrade", "--schema", "Tenant B"]).exits(0);
    assert!(has_extension(&database));
}

#[test]
fn schemas_at_once_make_what_is_shared_once() {
    let (project, database) = project();
    let schemas: Vec<String> = (0..6).map(|n| format!("t{n}")).collect();
    let start = |args: &[&str]| -> Vec<_> {
        schemas
            .iter()
            .map(|s| project.start(args.iter().copied().chain(["--schema", s.as_str()])))
            .collect()
    };
    for child in start(&["upgrade"]) {
        project.finish(child).exits(0);
    }
    assert_eq!(database.sql("select count(distinct schema), count(*) from autogen.once"), "6|6");
    for child in start(&["downgrade", "base"]) {
        project.finish(child).exits(0);
    }
    assert!(!has_extension(&database));
    assert_eq!(database.sql("select count(*) from autogen.once"), "0");
}

#[test]
fn what_is_bound_to_a_schema_does_not_run_in_another() {
    for (up, words) in [
        (
            "create table t (id integer);\ninsert into public.t values (1);",
            "public.t names the schema",
        ),
        ("create extension citext;", "extension citext is made in whichever schema is the first"),
        ("create schema audit;", "schema audit stands outside"),
        (
            "create function f() returns integer language plpgsql set search_path = public as 'begin return 1; end';",
            "search_path is set to public",
        ),
        ("do $$ begin\n  perform 1 from public.t;\nend $$;", "public.t names the schema"),
    ] {
        let database = Database::new();
        let project = Project::on(&database);
        project.by_hand(
            "free",
            "create table free (id integer); -- public.free",
            "drop table free;",
        );
        let path = project.by_hand("bound", up, "");
        let refused = project.run(["upgrade", "--schema", "tenant"]);
        refused.exits(1).tells("cannot run in the schema tenant").tells(words).tells(&path);
        refused.tells("once per database");
        let there = "select count(*) from pg_namespace where nspname = 'tenant'";
        assert_eq!(database.sql(there), "0", "nothing ran at all");
        project.run(["upgrade", "+1", "--schema", "tenant"]).exits(0);
    }
}

#[test]
fn a_schema_of_a_label_is_another_one_too() {
    let database = Database::new();
    let project = Project::on(&database);
    project.configure("[database.tenant]\nschema = \"tenant\"\n");
    let project = project.with("AUTOGEN_DATABASE_TENANT_URL", database.url());
    project.by_hand("bound", "create table public.t (id integer);", "drop table public.t;");
    project.run(["upgrade", "--database", "tenant"]).exits(1).tells("public.t names the schema");
    project.run(["upgrade"]).exits(0);
}

#[test]
fn a_new_revision_says_that_it_is_bound() {
    let database = Database::new();
    let project = Project::on(&database);
    project.configure("tenants = true\n");
    let table = Table::new("note").column("id", "integer not null default public.next()");
    let project = project.with_models(&Models::new().and(table));
    database.sql("create function public.next() returns integer language sql as 'select 1'");
    let models = Models::new()
        .and(Table::new("note").column("id", "integer"))
        .and_extension("citext", "public");
    project.models(&models);
    let written = project.run(["-m", "note"]);
    written.exits(0).tells("cannot run in another schema than public").tells("extension citext");
}

#[test]
fn tenants_have_tables_of_revisions_of_their_own() {
    let project = Project::new();
    project.configure("tenants = true\n[revision_table]\nschema = \"ops\"\n");
    project.run(["history"]).exits(1).tells("revision_table").tells("tenants");
}

#[test]
fn a_squashed_revision_keeps_count_of_who_needs_what_is_shared() {
    let (project, database) = project();
    for schema in ["tenant_a", "tenant_b"] {
        project.run(["upgrade", "--schema", schema]).exits(0);
    }
    let ids = project.ids();
    project.run(["squash", &format!("{}:{}", ids[0], ids[1]), "-m", "all"]).exits(0);
    project.run(["upgrade", "--schema", "tenant_a"]).exits(0).tells("recorded");
    project.run(["downgrade", "base", "--schema", "tenant_a"]).exits(0);
    assert!(has_extension(&database), "tenant_b needs it");
    // a new one finds it made
    project.run(["upgrade", "--schema", "tenant_b"]).exits(0);
    project.run(["upgrade", "--schema", "tenant_c"]).exits(0).tells("only recorded: tenant_b");
    for schema in ["tenant_b", "tenant_c"] {
        project.run(["downgrade", "base", "--schema", schema]).exits(0);
    }
    assert!(!has_extension(&database));
}
