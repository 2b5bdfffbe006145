//! Roles that may do exactly what the README says that a command needs, and what each is told that lacks a part.

use autogen_tests::cli::{Database, Models, Project, Table, server};

/// A database of which nobody but its owner has anything, with an owner who is no superuser, and a role that may
/// only look.
struct House {
    database: Database,
    owner: Database,
    reader: Database,
}

impl House {
    fn new() -> Self {
        let database = Database::new();
        let name = database.name();
        let owner =
            database.for_role(&format!("owner_{name}"), "nosuperuser nocreatedb nocreaterole");
        let reader =
            database.for_role(&format!("reader_{name}"), "nosuperuser nocreatedb nocreaterole");
        // the server is one of ours; this database is to be anybody's
        database.sql(&format!(
            "alter database {name} set autogen.server = '';
             revoke all on database {name} from public; revoke all on schema public from public;
             grant connect on database {name} to owner_{name}, reader_{name};
             grant usage, create on schema public to owner_{name};
             grant usage on schema public to reader_{name}"
        ));
        Self { database, owner, reader }
    }

    fn name(&self, role: &str) -> String {
        format!("{role}_{}", self.database.name())
    }
}

/// The URL of the server for scratch databases, as a role that may create databases and nothing else.
fn scratch() -> String {
    let role = Database::at(server().url("postgres")).for_role("scratcher", "createdb nosuperuser");
    role.url()
}

fn models() -> Models {
    let one = Table::new("one").column("id", "integer primary key").column("mood", "mood not null");
    let two = Table::new("two")
        .column("id", "bigint generated always as identity primary key")
        .column("one_id", "integer not null")
        .foreign_key("two_one_id_fkey", "one_id", "one");
    Models::new().and_enum("mood", &["sad", "happy"]).and(one).and(two)
}

#[test]
fn each_command_needs_what_the_readme_says() {
    let house = House::new();
    let scratch = scratch();
    let project = Project::new().with_models(&models()).with("AUTOGEN_SCRATCH_URL", scratch);
    let on = |role: &Database, args: &[&str]| {
        project.run(args.iter().copied().chain(["--database-url", &role.url()]))
    };
    // what a look needs, before anything is recorded
    on(&house.reader, &["diff"]).exits(2).prints("+ table two");
    on(&house.reader, &["-m", "both"]).exits(0);
    on(&house.reader, &["upgrade", "--plan"]).exits(0);
    // what an upgrade needs
    on(&house.owner, &["upgrade"]).exits(0);
    let reader = house.name("reader");
    let refused = on(&house.reader, &["current"]);
    refused.exits(1).tells("permission denied for table autogen_revision");
    refused.tells(&format!("grant select on autogen_revision to {reader}"));
    house.owner.sql(&format!("grant select on autogen_revision to {reader}"));
    for (args, code) in [
        (&["diff"][..], 0),
        (&["check"], 0),
        (&["current", "--check"], 0),
        (&["history"], 0),
        (&["dump", "schema"], if grants_on_public_are_tried() { 0 } else { 1 }),
        (&["views"], 0),
        (&["entities", "--out", "crate"], 0),
        (&["diff", "--from", "database", "--to", "revisions"], 0),
        (&["upgrade"], 0),
    ] {
        on(&house.reader, args).exits(code);
    }
    house.owner.sql("create index by_hand on one (mood)");
    on(&house.reader, &["current", "--check"]).exits(2).prints("+ index one.by_hand (mood)");
    // taking it over needs to write the record
    let files = project.names("generated");
    on(&house.owner, &["-m", "by hand", "--adopt"]).exits(0).prints("recorded ");
    assert_ne!(project.names("generated"), files);
    // a revision of several sections has a second table
    project.by_hand(
        "two",
        "-- autogen: no transaction\ncreate index concurrently i on two (one_id);",
        "",
    );
    on(&house.owner, &["upgrade"]).exits(0);
    let refused = on(&house.reader, &["current"]);
    refused.exits(1).tells(&format!("grant select on autogen_revision_progress to {reader}"));
    house.owner.sql(&format!("grant select on autogen_revision_progress to {reader}"));
    on(&house.reader, &["current"]).exits(0);
    on(&house.owner, &["downgrade", "base"]).exits(0);
    // nothing but what the role may do was done
    assert_eq!(house.database.sql("select to_regclass('one') is null"), "t");
}

/// Whether a role that may only create databases owns the schema `public` of a new one.
fn grants_on_public_are_tried() -> bool {
    server().binaries.major >= 15
}

#[test]
fn grants_on_public_are_never_guessed() {
    let house = House::new();
    let project = Project::new().with("AUTOGEN_SCRATCH_URL", scratch());
    let on = |args: &[&str]| {
        project.run(args.iter().copied().chain(["--database-url", &house.reader.url()]))
    };
    let reader = house.name("reader");
    project.write("state.sql", &format!("grant usage, create on schema public to {reader};"));
    project.by_hand("one", &format!("grant create on schema public to {reader};"), "select 1;");
    let by_file = on(&["diff", "--to", "state.sql"]);
    let by_chain = on(&["diff", "--from", "database", "--to", "revisions"]);
    let dump = on(&["dump", "schema"]);
    if grants_on_public_are_tried() {
        by_file.exits(2).prints(&format!("grant to {reader} on default schema"));
        // grants are not managed here
        by_chain.exits(0);
        dump.exits(0);
        return;
    }
    for run in [by_file, by_chain, dump] {
        run.exits(1)
            .tells("grants on the schema public cannot be worked out")
            .tells("--scratch-url");
        run.prints_nothing();
    }
    assert!(!project.path("schema").exists());
}

#[test]
fn without_usage_of_the_default_schema_nothing_is_read() {
    let house = House::new();
    let reader = house.name("reader");
    house.database.sql(&format!("revoke usage on schema public from {reader}"));
    let project = Project::on(&house.reader);
    house.owner.sql("create table t (id integer primary key)");
    let refused = project.run(["dump", "--from", "database", "--snapshot", "s.json"]);
    refused.exits(1).tells(&format!("role {reader} may not use the schema public"));
    refused.tells(&format!("grant usage on schema public to {reader}"));
    assert!(!project.path("s.json").exists());
    house.database.sql(&format!("grant usage on schema public to {reader}"));
    project.run(["dump", "--from", "database", "--snapshot", "s.json"]).exits(0);
}

#[test]
fn an_upgrade_that_may_not_says_what_to_grant() {
    let house = House::new();
    let owner = house.name("owner");
    let project = Project::on(&house.owner);
    let denied = |said: &str, grant: &str| {
        let refused = project.run(["upgrade"]);
        refused.exits(1).tells(said).tells(grant);
    };
    project.by_hand("one", "create table one (id integer);", "drop table one;");
    house.database.sql(&format!("revoke create on schema public from {owner}"));
    denied(
        "permission denied for schema public",
        &format!("grant usage, create on schema public to {owner}"),
    );
    house.database.sql(&format!("grant create on schema public to {owner}"));
    project.run(["upgrade"]).exits(0);

    project.by_hand("schema", "create schema more;", "drop schema more;");
    let database = house.database.name();
    let grant = format!("grant create on database {database} to {owner}");
    denied(&format!("permission denied for database {database}"), &grant);
    house.database.sql(&grant);
    project.run(["upgrade"]).exits(0);

    house.database.sql("create table theirs (id integer)");
    project.by_hand("theirs", "alter table theirs add note text;", "");
    denied("must be owner of table theirs", &format!("alter table theirs owner to {owner}"));
    house.database.sql(&format!("alter table theirs owner to {owner}"));
    project.run(["upgrade"]).exits(0);

    house.database.sql("create table rows (id integer)");
    project.by_hand("rows", "insert into rows values (1);", "");
    let grant = format!("grant all on rows to {owner}");
    denied("permission denied for table rows", &grant);
    house.database.sql(&grant);
    project.run(["upgrade"]).exits(0);

    house.database.sql("create table record (); grant usage on schema public to public");
    house.database.sql("alter table autogen_revision owner to postgres; revoke all on autogen_revision from public");
    house.database.sql(&format!("grant select on autogen_revision to {owner}"));
    let refused = project.run(["stamp", "base"]);
    refused.exits(1).tells(&format!("grant all on autogen_revision to {owner}"));
}
