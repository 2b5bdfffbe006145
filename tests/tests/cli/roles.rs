//! Sections that run under another role.

use autogen_tests::cli::{Database, Project};

/// A project whose login may do little, and a role that may do more. Both are of this test alone.
fn project() -> (Project, Database, String) {
    let database = Database::new();
    let (login, owner) =
        (format!("login_{}", database.name()), format!("owner_{}", database.name()));
    let app = database.for_role(&login, "");
    // the server is one of ours, which asks for no role; this database is to be anybody's
    database.sql(&format!(
        "alter database {0} set autogen.server = ''; create role {owner}; grant create on database {0} to {owner};
         grant all on schema public to {login}",
        database.name()
    ));
    let project = Project::on(&app);
    project.by_hand(
        "kept",
        "create table mine (id integer);\n\n\
         -- autogen: role privileged\ncreate schema kept;\n\n\
         -- autogen: section\ncreate table mine_too (id integer);",
        "drop table mine_too;\n\n-- autogen: role privileged\ndrop schema kept;\n\n\
         -- autogen: section\ndrop table mine;",
    );
    (project, database, owner)
}

fn tables(database: &Database) -> String {
    database.sql("select count(*) from pg_class where relname in ('mine', 'mine_too')")
}

#[test]
fn a_section_runs_as_the_role_and_the_others_do_not() {
    let (project, database, owner) = project();
    database.sql(&format!("grant {owner} to login_{}", database.name()));
    project.configure(&format!("[roles]\nprivileged = \"{owner}\"\n"));
    project.run(["upgrade"]).exits(0);
    let owners = "select nspowner::regrole from pg_namespace where nspname = 'kept' \
        union all select relowner::regrole from pg_class where relname like 'mine%' \
        union all select applied_by::regrole from autogen_revision";
    let login = format!("login_{}", database.name());
    assert_eq!(database.sql(owners), format!("{owner}\n{login}\n{login}\n{login}"));
    project.run(["downgrade", "base"]).exits(0);
    assert_eq!(tables(&database), "0");
}

#[test]
fn without_the_role_nothing_runs() {
    let (project, database, owner) = project();
    let path = project.up_files().pop().unwrap();
    let refused = project.run(["upgrade"]);
    refused
        .exits(1)
        .tells("asks for a role under the word `privileged`")
        .tells(&format!("{path}:"));
    refused.tells("[roles] privileged = ");
    project.configure(&format!("[roles]\nprivileged = \"{owner}\"\n"));
    let refused = project.run(["upgrade"]);
    refused
        .exits(1)
        .tells(&format!("may not become {owner}"))
        .tells(&format!("grant {owner} to login_"));
    project.configure("# \n");
    let text = project.read("autogen.toml").replace(&owner, "nobody at all");
    project.write("autogen.toml", &text);
    project.run(["upgrade"]).exits(1).tells("there is no role \"nobody at all\"");
    assert_eq!(tables(&database), "0");
}

#[test]
fn outside_a_transaction_and_in_batches_the_role_is_the_same() {
    let (project, database, owner) = project();
    database.sql(&format!(
        "grant {owner} to login_{}; create table t (id integer primary key, who text);
         insert into t select i from generate_series(1, 100) i;
         create table w (id integer); grant all on t to {owner}; alter table w owner to {owner}; grant all on schema public to {owner}",
        database.name()
    ));
    project.configure(&format!("[roles]\nprivileged = \"{owner}\"\n"));
    project.by_hand(
        "more",
        "-- autogen: batch 30 on t fills who\n-- autogen: role privileged\n\
         update t set who = current_user where :batch;\n\n\
         -- autogen: no transaction\n-- autogen: role privileged\nvacuum w;\n\
         create index concurrently i on w (id);\n\n\
         -- autogen: section\ncreate table last ();",
        "",
    );
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select distinct who from t"), owner);
    let login = format!("login_{}", database.name());
    assert_eq!(
        database.sql("select relowner::regrole from pg_class where relname = 'last'"),
        login
    );
}

#[test]
fn a_server_of_our_own_asks_for_no_role() {
    let project = Project::new();
    project.by_hand("kept", "-- autogen: role privileged\ncreate schema kept;", "");
    project.run(["upgrade"]).exits(0);
}
