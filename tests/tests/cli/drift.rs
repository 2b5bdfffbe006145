//! Drift: what somebody did to a database beside its revisions, told, taken back, taken over.

use autogen_tests::cli::{Database, Models, Project, Table};

fn member() -> Table {
    Table::new("member").column("id", "integer primary key").column("name", "text not null")
}

/// A project whose database is at the head of two planned revisions.
fn two() -> (Project, Database) {
    let database = Database::new();
    let project = Project::on(&database).with_models(&Models::new().and(member()));
    project.run(["-m", "members"]).exits(0);
    project.models(&Models::new().and(member().column("phone", "text")));
    project.run(["-m", "phone", "--from", "revisions"]).exits(0);
    project.run(["upgrade"]).exits(0);
    (project, database)
}

/// Another database of a project.
fn another(project: &Project) -> (Database, Vec<String>) {
    let other = Database::new();
    let url = other.url();
    project.run(["upgrade", "--database-url", &url]).exits(0);
    (other, vec!["--database-url".to_owned(), url])
}

const BY_HAND: &str = "create index member_name on member (name);
    alter table member drop column phone;
    alter table member alter column name drop not null;
    create table scribble (id integer)";

fn is_told(run: &autogen_tests::cli::Run) {
    run.prints("drift: 4 objects are not as the revisions left ");
    for line in [
        "+ index member.member_name (name)",
        "- column member.phone text",
        "~ column member.name text not null -> text",
        "+ table scribble (1 column)",
    ] {
        run.prints(line);
    }
    run.prints("only in the database").prints("only in the revisions");
}

#[test]
fn drift_is_told_object_by_object_and_no_drift_is_one_look() {
    let (project, database) = two();
    project.run(["current", "--check"]).exits(0).is_silent_about("drift");
    // nothing is replayed where the fingerprints agree: there is no server for it
    let nowhere = "postgres://nobody@127.0.0.1:1/none";
    project.run(["current", "--check", "--scratch-url", nowhere]).exits(0);
    database.sql(BY_HAND);
    let plain = project.run(["current"]);
    plain.exits(0).prints("(head)").prints("drift: 4 objects are not as its revisions left it");
    plain.prints("autogen current --check").is_silent_about("scribble");
    let checked = project.run(["current", "--check"]);
    is_told(checked.exits(2));
    checked.tells("autogen diff --from database --to revisions@current --format sql");
    checked.tells("autogen -m \"…\" --from database --adopt");
    let gate = project.run(["check"]);
    gate.exits(2).prints("failed drift: 4 objects").prints("- column member.phone text");
    gate.prints("the chain replays from empty");
    // where nobody can say what was promised, that is said
    let blind = project.run(["current", "--scratch-url", nowhere]);
    blind
        .exits(0)
        .prints("(head)")
        .tells("is not the one that the header of its revision promises");
    project.run(["current", "--check", "--scratch-url", nowhere]).exits(1).tells("127.0.0.1 -p 1");
}

#[test]
fn the_sql_of_a_diff_takes_drift_back() {
    let (project, database) = two();
    let before = database.dump(&["autogen_revision"]);
    database.sql(&BY_HAND.replace("drop column phone", "alter column phone set default '-'"));
    for to in ["revisions", "revisions@current", "revisions@head"] {
        let diff = project.run(["diff", "--from", "database", "--to", to, "--format", "sql"]);
        diff.exits(2).prints("drop table scribble").prints("drop index member_name");
    }
    let sql =
        project.run(["diff", "--from", "database", "--to", "revisions@current", "--format", "sql"]);
    database.sql(&sql.stdout);
    assert_eq!(database.dump(&["autogen_revision"]), before);
    project.run(["current", "--check"]).exits(0).is_silent_about("drift");
    project.run(["diff", "--from", "database", "--to", "revisions"]).exits(0);
}

#[test]
fn a_database_behind_the_head_is_compared_with_where_it_is() {
    let (project, database) = two();
    project.run(["downgrade", "-1"]).exits(0);
    project.run(["check"]).exits(0).prints("is as its revisions left it");
    project.run(["current", "--check"]).exits(2).is_silent_about("drift");
    database.sql("create index member_name on member (name)");
    let checked = project.run(["current", "--check"]);
    checked.exits(2).prints("drift: 1 object is").prints("+ index member.member_name (name)");
    checked.tells("autogen upgrade").is_silent_about("phone");
    // the state that takes it back is that of its place, and not the head
    let back = project.run(["diff", "--from", "database", "--to", "revisions@current"]);
    back.exits(2).prints("- index member.member_name (name)").is_silent_about("phone");
    let refused = project.run(["-m", "by hand", "--from", "database", "--adopt"]);
    refused.exits(1).tells("1 revision behind the chain");
}

#[test]
fn what_was_adopted_is_recorded_here_and_runs_elsewhere() {
    let (project, database) = two();
    let (other, at_other) = another(&project);
    let (third, at_third) = another(&project);
    database.sql("create index member_name on member (name); comment on table member is 'by hand'");
    third.sql("create index member_name on member (name)");
    let ids = project.ids();
    let adopted = project.run(["-m", "by hand", "--from", "database", "--adopt"]);
    adopted
        .exits(0)
        .prints("+ index member.member_name (name)")
        .prints("recorded ")
        .tells("autogen diff");
    let new = project.ids().pop().unwrap();
    adopted.tells(&format!("autogen stamp {new}"));
    let up = project.read(&project.up_files().pop().unwrap());
    assert!(up.contains("create index member_name on member (name);"), "{up}");
    assert!(up.contains(&format!("follows {}", ids[1])), "{up}");
    let down = project.read(&project.up_files().pop().unwrap().replace(".up.", ".down."));
    assert!(down.contains("drop index member_name;"), "{down}");

    // here it has not run, and never does
    project.run(["current", "--check"]).exits(0).prints(&format!("{new} by hand (head)"));
    project.run(["upgrade"]).exits(0).prints("nothing to do");
    // the models do not know of it, as the diff says
    project.run(["diff"]).exits(2).prints("- index member.member_name (name)");
    // elsewhere it runs
    let there = |args: &[&str], at: &[String]| {
        let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        project.run(args.into_iter().chain(at.iter().cloned()))
    };
    there(&["upgrade"], &at_other).exits(0).prints(&format!("applied revision {new}"));
    there(&["current", "--check"], &at_other).exits(0);
    assert_eq!(other.dump(&["autogen_revision"]), database.dump(&["autogen_revision"]));
    // where it was made by hand too, the way is to record it
    let refused = there(&["upgrade"], &at_third);
    refused.exits(1).tells("relation \"member_name\" already exists");
    refused.tells(&format!("revisions@{new}")).tells(&format!("autogen stamp {new}"));
    there(&["stamp", &new], &at_third).exits(0);
    there(&["upgrade"], &at_third).exits(0).prints("nothing to do");
    // what it did not have all the same is told
    let left = there(&["current", "--check"], &at_third);
    left.exits(2).prints("- comment on table member").is_silent_about("member_name");
    // it can be taken back like any other
    project.run(["downgrade", "-1"]).exits(0);
    assert_eq!(database.sql("select to_regclass('member_name') is null"), "t");
    project.run(["-m", "again", "--adopt"]).exits(1).tells("behind the chain");
}

#[test]
fn a_loss_by_hand_asks_before_it_is_adopted() {
    let (project, database) = two();
    database.sql("alter table member drop column phone");
    let files = project.names("generated");
    let asked = project.run(["-m", "no phone", "--adopt"]);
    asked.exits(3).tells("--allow drop-column:public.member.phone");
    assert_eq!(project.names("generated"), files);
    project.run(["current", "--check"]).exits(2).prints("- column member.phone");
    let flag = "drop-column:public.member.phone";
    project.run(["-m", "no phone", "--adopt", "--allow", flag]).exits(0).prints("recorded ");
    project.run(["current", "--check"]).exits(0).is_silent_about("drift");
    project.run(["-m", "nothing", "--adopt"]).exits(0).prints("as its revisions left it");
    for args in [["--from", "revisions"], ["--from", "models"]] {
        let refused = project.run(["-m", "x", "--adopt", args[0], args[1]]);
        refused.exits(1).tells("--adopt takes over what a database holds");
    }
}

#[test]
fn a_rename_by_hand_is_adopted_as_one() {
    let (project, database) = two();
    database
        .sql("insert into member values (1, 'a', '1'); alter table member rename phone to mobile");
    let (other, at_other) = {
        let other = Database::new();
        let at = vec!["--database-url".to_owned(), other.url()];
        project.run(["upgrade".to_owned()].into_iter().chain(at.clone())).exits(0);
        other.sql("insert into member values (1, 'a', '1')");
        (other, at)
    };
    let asked = project.run(["-m", "mobile", "--adopt"]);
    asked.exits(3).tells("--rename public.member.phone=mobile");
    project.run(["-m", "mobile", "--adopt", "--rename", "public.member.phone=mobile"]).exits(0);
    project.run(["current", "--check"]).exits(0).is_silent_about("drift");
    project.run(["upgrade".to_owned()].into_iter().chain(at_other)).exits(0);
    assert_eq!(other.sql("select mobile from member"), "1");
}

#[test]
fn revisions_by_hand_are_compared_by_a_replay() {
    let database = Database::new();
    let project = Project::on(&database);
    project.by_hand("one", "create table one (id integer primary key);", "drop table one;");
    project.run(["upgrade"]).exits(0);
    // its header does not say what it leads to
    let plain = project.run(["current"]);
    plain.exits(0).tells("does not say what catalog it leads to").tells("current --check");
    project.run(["current", "--check"]).exits(0).is_silent_about("compared");
    database.sql("alter table one add column note text");
    project.run(["current", "--check"]).exits(2).prints("+ column one.note text");
    // sealed with a proof, it does
    let sealed = Database::new();
    let project = Project::on(&sealed);
    let path =
        project.by_hand("one", "create table one (id integer primary key);", "drop table one;");
    project.write(&path, &(project.read(&path) + "\n"));
    project.run(["seal"]).exits(0).tells("brought its header up to date");
    project.run(["upgrade"]).exits(0);
    project.run(["current"]).exits(0).is_silent_about("compared");
    sealed.sql("create table two ()");
    project.run(["current"]).exits(0).prints("drift: 1 object is not as its revisions left it");
}

#[test]
fn several_heads_and_a_merge_are_compared_together() {
    let (project, database) = two();
    let ids = project.ids();
    let args = ["revision", "--empty", "-m", "side", "--head", &ids[0], "--splice"];
    project.run(args).exits(0);
    let path = project.up_files().pop().unwrap();
    project
        .write(&path, &(project.read(&path) + "\ncreate table side (id integer primary key);\n"));
    let down = path.replace(".up.", ".down.");
    project.write(&down, &(project.read(&down) + "\ndrop table side;\n"));
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["upgrade", "heads"]).exits(0);
    let plain = project.run(["current"]);
    plain.exits(0).tells("several heads").is_silent_about("drift");
    project.run(["current", "--check"]).exits(0).is_silent_about("compared");
    database.sql("drop table side");
    project.run(["current", "--check"]).exits(2).prints("- table side (1 column)");
    let back =
        project.run(["diff", "--from", "database", "--to", "revisions@current", "--format", "sql"]);
    back.exits(2).prints("create table side");
    database.sql(&back.stdout);
    project.run(["current", "--check"]).exits(0);
    // a merge knows what both make
    project.run(["merge"]).exits(0);
    project.run(["upgrade"]).exits(0);
    project.run(["current"]).exits(0).is_silent_about("compared").is_silent_about("drift");
    database.sql("alter table side add column note text");
    project.run(["current"]).exits(0).prints("drift: 1 object is");
}

#[test]
fn what_is_between_two_places_is_not_compared() {
    let (project, database) = two();
    let ids = project.ids();
    project.run(["squash", &format!("{}:{}", ids[0], ids[1])]).exits(0);
    project
        .run(["current", "--check"])
        .exits(2)
        .tells("not at every head")
        .is_silent_about("drift");
    database.sql("create table scribble ()");
    project.run(["current", "--check"]).exits(2).prints("+ table scribble");
    database.sql(&format!("delete from autogen_revision where id = {}", ids[1]));
    let part = project.run(["current"]);
    part.exits(0).tells("only a part of what was squashed").is_silent_about("drift");
}

#[test]
fn a_plan_from_a_database_that_has_drifted_says_so() {
    let (project, database) = two();
    database.sql("create index member_name on member (name)");
    project.models(&Models::new().and(member().column("phone", "text").column("fax", "text")));
    let warned = project.run(["-m", "fax"]);
    warned
        .exits(0)
        .tells("+ index member.member_name (name)")
        .tells("--adopt")
        .tells("--from revisions");
}

#[test]
fn each_member_of_a_fleet_is_compared() {
    let (project, database) = two();
    let (other, _) = another(&project);
    project.configure(&format!(
        "[database.a]\nurl = \"{}\"\n[database.b]\nurl = \"{}\"\n",
        database.url(),
        other.url()
    ));
    project.run(["current", "-d", "all", "--check"]).exits(0).is_silent_about("drift");
    other.sql(BY_HAND);
    let table = project.run(["current", "-d", "all"]);
    table.exits(0).prints("head; drift: 4 objects are not as left");
    project.run(["current", "-d", "all", "--check"]).exits(2).tells("-d LABEL");
    let one = project.run(["current", "-d", "b", "--check"]);
    is_told(one.exits(2));
    one.tells("--to revisions@current --format sql -d b").tells("--adopt -d b");
    project.run(["check", "-d", "b"]).exits(2).prints("drift: 4 objects");
    project.run(["check", "-d", "a"]).exits(0).prints("is as its revisions left it");
}

#[test]
fn a_tenant_is_compared_with_what_is_its_own() {
    let database = Database::new();
    let project = Project::on(&database);
    project.configure("tenants = true\n");
    let project = project.with_models(&Models::new().and(member()));
    project.run(["-m", "members", "--from", "revisions"]).exits(0);
    database.sql("create schema tenant_a; create schema tenant_b");
    project.run(["upgrade", "--schemas", "tenant_*"]).exits(0);
    project.run(["current", "--check", "--schemas", "tenant_*"]).exits(0).is_silent_about("drift");
    // one look is enough, in whatever schema
    let nowhere = "postgres://nobody@127.0.0.1:1/none";
    let args = ["current", "--check", "--schema", "tenant_a", "--scratch-url", nowhere];
    project.run(args).exits(0);
    // what all of them share may be further than one of them
    let wider = Models::new().and(member()).and_extension("citext", "extensions");
    project.models(&wider);
    project.run(["-m", "citext", "--from", "revisions"]).exits(0);
    project.run(["upgrade", "--schema", "tenant_a"]).exits(0);
    project.run(["current", "--check", "--schema", "tenant_a"]).exits(0);
    let behind = project.run(["current", "--check", "--schema", "tenant_b"]);
    behind.exits(2).tells("not at every head").is_silent_about("drift");
    database.sql("create table tenant_b.scribble (id integer)");
    let table = project.run(["current", "--schemas", "tenant_*", "--check"]);
    table.exits(2).prints("1 revision behind the head; drift: 1 object is not as left");
    let one = project.run(["current", "--check", "--schema", "tenant_b"]);
    one.exits(2).prints("drift: 1 object is").prints("+ table scribble");
}

#[test]
fn marks_do_not_depend_on_what_a_run_was_narrowed_to() {
    let (project, _database) = two();
    let fax = member().column("phone", "text").column("fax", "text");
    let pet = Table::new("pet").column("id", "integer primary key");
    project.models(&Models::new().and(fax).and(pet));
    project.run(["-m", "fax", "--only", "public.member"]).exits(0);
    project.run(["upgrade"]).exits(0);
    let nowhere = "postgres://nobody@127.0.0.1:1/none";
    project.run(["current", "--check", "--scratch-url", nowhere]).exits(0);
}
