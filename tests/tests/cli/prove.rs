//! Proofs: what a revision promises is shown on rows that are made up, or it is not written.

use autogen_tests::cli::{Database, Models, Project, Table, example};

/// A project whose first revision, by hand, makes two tables.
fn project() -> Project {
    let project = Project::on(&Database::new());
    project.by_hand(
        "tables",
        "create table country (code text primary key check (char_length(code) = 2));\n\
         create table person (id integer generated always as identity primary key, \
         name text not null, born integer, country text not null references country);",
        "drop table person;\ndrop table country;",
    );
    project
}

/// Adds a decision to the header of a revision.
fn decide(project: &Project, path: &str, decision: &str) {
    let text = project.read(path).replacen("\n\n", &format!("\n-- decided {decision}\n\n"), 1);
    project.write(path, &text);
    project.run(["seal", "--no-prove"]).exits(0);
}

#[test]
fn a_column_that_is_added_is_proven_before_it_is_written() {
    let database = Database::new();
    let one = Models::new().and(Table::new("note").column("body", "text not null"));
    let project = Project::on(&database).with_models(&one);
    project.run(["-m", "notes"]).exits(0);
    project.run(["upgrade"]).exits(0);
    let two = Table::new("note").column("body", "text not null").column("kind", "text");
    project.models(&Models::new().and(two));
    let diff = project.run(["diff", "--prove"]);
    diff.exits(2).prints("+ column note.kind");
    diff.tells("proven: up and down, 2 rows in 1 table kept, nothing rewritten unannounced");
    project.run(["-m", "kinds"]).exits(0);
    assert!(!project.read(&project.up_files()[1]).contains("not proven"));
    let all = project.run(["prove", "--all"]);
    all.exits(0).prints("notes: proven: up and down, no rows to keep");
    all.prints("kinds: proven: up and down, 2 rows in 1 table kept");
    let json = project.run(["prove", "--format", "json"]);
    json.exits(0).prints("\"proven\": true").prints("\"rows\": 2").prints("\"title\": \"kinds\"");
}

#[test]
fn without_a_proof_the_header_says_so() {
    let models = Models::new().and(Table::new("note").column("body", "text not null"));
    let project = Project::on(&Database::new()).with_models(&models);
    project.run(["-m", "notes", "--no-prove"]).exits(0);
    let path = project.up_files().remove(0);
    assert!(project.read(&path).contains("\n-- not proven\n"), "{}", project.read(&path));
    let id = project.ids().remove(0);
    project.run(["show", &id]).exits(0).prints("not proven");
    project.run(["history", "--verbose", "--offline"]).exits(0).prints("not proven");
    project.run(["check"]).exits(0).tells(&format!("autogen prove {id}"));
    let text = project.read(&path);
    project.run(["prove", &id]).exits(0).prints("notes: proven");
    assert_eq!(project.read(&path), text, "a proof edits nothing");
}

#[test]
fn a_rewrite_is_announced_by_the_plan_or_by_a_person() {
    let project = project();
    // the plan of this step announces it
    project.by_hand(
        "wider",
        "alter table person alter column born type bigint;",
        "alter table person alter column born type integer;",
    );
    project.run(["prove"]).exits(0).prints("wider: proven: up and down, 4 rows in 2 tables kept");
    // rows stay as they are, but the index is in another order
    project.by_hand(
        "collated",
        "alter table country alter column code type text collate \"C\";",
        "alter table country alter column code type text;",
    );
    project.run(["prove"]).exits(0).prints("collated: proven");
    let path = project.by_hand(
        "written anew",
        "alter table person alter column name type text using lower(name);",
        "select 1;",
    );
    let refused = project.run(["prove"]);
    refused.exits(1).prints("written anew: not proven");
    refused.tells("the up plan costs what its hazards do not announce");
    refused.tells("table public.person is written anew").tells("allow rewrite:SCHEMA.TABLE");
    decide(&project, &path, "allow rewrite:public.person");
    project.run(["prove"]).exits(0).prints("written anew: proven");
    project.by_hand("index", "reindex table country;", "select 1;");
    project.run(["prove"]).exits(1).tells("index public.country_pkey is built anew");
}

#[test]
fn rows_are_not_lost_unless_somebody_allows_it() {
    let project = project();
    let path = project.by_hand("tidy", "delete from person where born is null;", "select 1;");
    let refused = project.run(["prove"]);
    refused.exits(1).tells("the up plan loses what nobody has allowed it to");
    refused.tells("table public.person had 2 rows, has 1").tells("allow drop-rows:SCHEMA.TABLE");
    decide(&project, &path, "allow drop-rows:public.person");
    project.run(["prove"]).exits(0).prints("tidy: proven");
    project.by_hand("blank", "update person set born = null;", "select 1;");
    project.run(["prove"]).exits(1).tells("column public.person.born had 1 values, has 0");
    // what somebody writes by hand may change values
    project.by_hand("upper", "update person set name = upper(name);", "select 1;");
    project.run(["prove"]).exits(0).prints("upper: proven");
    let path = project.by_hand(
        "names",
        "alter table person drop column name;",
        "alter table person add column name text not null default '';\n\
         alter table person alter column name drop default;",
    );
    project.run(["prove"]).exits(1).tells("column public.person.name is gone with its values");
    decide(&project, &path, "allow drop-column:public.person.name");
    project.run(["prove"]).exits(0).prints("names: proven");
}

#[test]
fn what_a_table_goes_on_to_inherit_is_not_lost_with_the_column_above() {
    let project = Project::on(&Database::new());
    project.by_hand(
        "tables",
        "create table a (x integer);\ncreate table b (note text);\n\
         create table c () inherits (a, b);",
        "drop table c;\ndrop table b;\ndrop table a;",
    );
    let moved = "alter table a drop column x;\nalter table b add column x integer;";
    let back = "alter table a add column x integer;\nalter table b drop column x;";
    let path = project.by_hand("moved", moved, back);
    decide(&project, &path, "allow drop-column:public.a.x");
    let refused = project.run(["prove"]);
    refused.exits(1).tells("public.c: (note, x) held (a, 1), which is not there");
    let text = project.read(&path);
    let merged = "alter table b add column x integer;\nalter table a drop column x;";
    project.write(&path, &text.replace(moved, merged));
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["prove"]).exits(0).prints("moved: proven");
}

#[test]
fn a_way_back_leads_back_or_says_that_there_is_none() {
    let project = project();
    project.by_hand("half", "alter table person add column a text;", "select 1;");
    let refused = project.run(["prove"]);
    refused.exits(1).tells("the down plan does not converge");
    refused.tells("column public.person.a").tells("+ column person.a text");
    project.by_hand(
        "one way",
        "alter table person add column b text;",
        "do $$ begin raise exception 'b stays'; end $$;",
    );
    project
        .run(["prove"])
        .exits(0)
        .prints("one way: proven: up; there is no way back")
        .prints("b stays");
    project.by_hand("broken", "alter table person add column c text;", "select 1/0;");
    project.run(["prove"]).exits(1).tells("the down plan fails").tells("division by zero");
    // what is wrong with one does not keep the others from being looked at
    let all = project.run(["prove", "--all"]);
    all.exits(1).prints("tables: proven").prints("half: not proven").prints("broken: not proven");
    all.tells("2 of 4 revisions not proven");
}

#[test]
fn sections_run_as_they_are_run() {
    let project = project();
    project.by_hand(
        "index",
        "-- autogen: no transaction\ncreate index concurrently person_name on person (name);",
        "-- autogen: no transaction\ndrop index concurrently person_name;",
    );
    project.run(["prove"]).exits(0).prints("index: proven: up and down, 4 rows in 2 tables kept");
}

#[test]
fn a_header_that_promises_another_catalog_is_found_out() {
    let database = Database::new();
    let models = Models::new().and(Table::new("note").column("body", "text not null"));
    let project = Project::on(&database).with_models(&models);
    project.run(["-m", "notes"]).exits(0);
    let path = project.up_files().remove(0);
    project.write(&path, &project.read(&path).replace("body text", "body varchar"));
    project.run(["prove"]).exits(1).tells("and its header says");
}

#[test]
fn a_step_that_has_no_plan_says_why() {
    let project = Project::on(&Database::new());
    project.by_hand(
        "below",
        "create table one ();\ncreate table two ();\n\
         create table pair (level integer) inherits (one, two);",
        "drop table pair, two, one;",
    );
    let turn = |first: &str| {
        format!("alter table pair no inherit {first};\nalter table pair inherit {first};")
    };
    project.by_hand("turned", &turn("one"), &turn("two"));
    let why = "its step has no plan, so that all of it counts as written by hand: \
        inheritance of table public.pair: the order in which a table inherits";
    project.run(["prove"]).exits(0).prints("turned: proven: up and down").tells(why);
    let json = project.run(["prove", "--all", "--format", "json"]);
    json.exits(0).prints(&format!("\"notes\": [\n        \"{why}"));
    assert_eq!(json.stdout.matches(why).count(), 1, "{}", json.stdout);
    // the reason is told of what is not proven, too
    project.by_hand("halfway", &turn("two"), "alter table pair no inherit two;");
    project.run(["prove"]).exits(1).prints("halfway: not proven").tells(why);
}

#[test]
fn the_example_is_proven() {
    let _example = example();
    let project = Project::on(&Database::new()).with_copy_of_example();
    let count = project.up_files().len();
    let all = project.run(["prove", "--all", "--format", "json"]);
    all.exits(0).is_silent_about("not proven");
    assert_eq!(all.stdout.matches("\"proven\": true").count(), count, "{}", all.stdout);
}
