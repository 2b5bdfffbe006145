//! Databases and servers that are not as they should be.

use autogen_tests::cli::{Database, Models, Project, Table, server};

const NOBODY: &str = "postgres://me:sw0rdf1sh@localhost:1/app";

fn models() -> Models {
    Models::new().and(Table::new("one").column("id", "integer primary key"))
}

#[test]
fn a_wrong_url_is_refused_with_where_it_was_given() {
    for url in ["mysql://me:sw0rdf1sh@localhost/app", "me:sw0rdf1sh@localhost/app"] {
        let project = Project::new().with("DATABASE_URL", url);
        let wrong = project.run(["current"]);
        wrong.exits(1).tells("DATABASE_URL").tells("postgres://user:password@host:5432/database");
        wrong.tells(":***@");
        let flag = project.run(["current", "--database-url", url]);
        flag.exits(1).tells("--database-url");
    }
    let project = Project::new();
    project.write(".env", "DATABASE_URL=postgres://me:sw0rdf1sh@localhost:port/app\n");
    project.run(["current"]).exits(1).tells("DATABASE_URL in .env").tells("port");
    project.write("autogen.toml", "[database]\nurl = \"mysql://me:sw0rdf1sh@h/app\"\n");
    project.write(".env", "");
    project.run(["current"]).exits(1).tells("database.url in autogen.toml:2");
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let project = Project::new().with("DATABASE_URL", NOBODY).with_models(&models());
    for args in [vec!["upgrade"], vec!["diff"], vec!["-m", "one"], vec!["current"]] {
        let gone = project.run(args);
        gone.exits(1).tells("cannot reach the server of postgres://me:***@localhost:1/app");
        gone.tells("pg_isready -h localhost -p 1").tells("embedded database");
    }
    assert!(project.names("generated").is_empty());
}

#[test]
fn a_database_that_is_not_there_is_named() {
    let missing = Database::at(server().url("nowhere"));
    let project = Project::on(&missing);
    let gone = project.run(["upgrade"]);
    gone.exits(1).tells("database \"nowhere\" does not exist").tells("createdb -h ");
}

#[test]
fn a_role_that_may_not_connect_is_told_what_to_ask_for() {
    let database = Database::new();
    let role = database.for_role("outsider", "");
    database.sql(&format!("revoke connect on database {} from public", database.name()));
    let refused = Project::on(&role).run(["current"]);
    refused.exits(1).tells("permission denied for database");
    refused.tells(&format!("grant connect on database {} to outsider", database.name()));
    let unknown = Database::at(server().url("postgres").replace("postgres@", "nobody@"));
    let refused = Project::on(&unknown).run(["current"]);
    refused.exits(1).tells("role \"nobody\" does not exist").tells("create role nobody login");
}

#[test]
fn a_role_that_may_not_make_scratch_databases_is_told_the_ways_out() {
    let database = Database::new();
    let role = database.for_role("tenant", "nocreatedb");
    // what an earlier run of this test has kept would need no scratch database
    let project = Project::on(&role).with_models(&models()).with("AUTOGEN_CACHE", "false");
    project.configure("[scratch]\non = \"own\"\n");
    let refused = project.run(["diff"]);
    refused.exits(1).tells("role \"tenant\" may not create a scratch database");
    refused.tells("alter role \"tenant\" createdb").tells("--scratch-url");
    refused.tells("[scratch] on = \"local\"");
    // each way out is one
    let elsewhere = Database::new();
    project.run(["diff", "--scratch-url", &elsewhere.url()]).exits(2).prints("+ table one");
    let local = Project::on(&role).with_models(&models()).with("AUTOGEN_SCRATCH_ON", "local");
    local.run(["diff"]).exits(2).prints("+ table one");
    database.sql("alter role tenant createdb");
    project.run(["diff"]).exits(2).prints("+ table one");
}

#[test]
fn a_role_that_may_not_change_anything_leaves_everything_as_it_is() {
    let database = Database::new();
    // as it is by itself since 15
    database.sql("revoke create on schema public from public");
    let reader = database.for_role("reader", "");
    let project = Project::on(&reader);
    project.by_hand("one", "create table one ();", "drop table one;");
    let refused = project.run(["upgrade"]);
    refused.exits(1).tells("permission denied for schema public");
    assert!(database.applied().is_empty());
    project.run(["current"]).exits(0).prints("base (1 revision behind the head)");
}

#[test]
fn nothing_of_a_scratch_database_is_left() {
    let database = Database::new();
    let project = Project::on(&database).with_models(&models());
    project.run(["-m", "one"]).exits(0);
    project.models(&Models::new().and(Table::new("broken").column("id", "no_such_type")));
    project.run(["diff"]).exits(1);
    // others of this program are at work on the same server: what is left over is theirs and in use
    let query = "select count(*) from pg_database d where datname like '%scratch%' \
        and not exists (select from pg_stat_activity a where a.datname = d.datname)";
    let gone = (0..50).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        database.sql(query) == "0"
    });
    assert!(gone, "{}", database.sql("select datname from pg_database"));
}
