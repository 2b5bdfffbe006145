//! `autogen show`: the SQL of one object.

use autogen_tests::cli::{Database, Models, Project, Table};

#[test]
fn an_object_of_the_models_is_shown_with_its_parts() {
    let user = Table::new("user")
        .column("id", "integer generated always as identity primary key")
        .column("boss", "integer")
        .column("mood", "mood not null default 'sad'")
        .index("user_boss_idx", "(boss)")
        .foreign_key("user_boss_fkey", "boss", "user");
    let elsewhere = Table::within("data_portal", "user").column("id", "integer");
    let models = Models::new().and_enum("mood", &["sad", "ok"]).and(user).and(elsewhere);
    let project = Project::on(&Database::new()).with_models(&models);
    let shown = project.run(["show", "table", "public.user"]);
    shown
        .exits(0)
        .prints("create table \"user\" (\n  id integer not null generated always as identity,\n");
    shown.prints("add constraint user_boss_fkey foreign key (boss) references \"user\" (id);\n");
    shown.prints("create index user_boss_idx on \"user\" (boss);\n").is_silent_about("create type");
    let other = project.run(["show", "table", "data_portal.user"]);
    other.exits(0).prints("create table data_portal.\"user\"").is_silent_about("boss");
    let index = project.run(["show", "index", "user_boss_idx"]);
    assert_eq!(index.exits(0).stdout, "create index user_boss_idx on \"user\" (boss);\n");
    project
        .run(["show", "enum", "mood"])
        .exits(0)
        .prints("create type mood as enum (\n  'sad',\n  'ok'\n);\n");
    project.run(["show", "column", "user.boss"]).exits(0).prints("create table \"user\"");

    project
        .run(["show", "table", "usr"])
        .exits(1)
        .tells("models has no table usr, did you mean `user`?");
    project
        .run(["show", "tabel", "user"])
        .exits(1)
        .tells("`tabel` is no kind of object, did you mean `table`?");
    project.run(["show", "enum", "nothing"]).exits(1).tells("models has no enum nothing");
    let run = project.run(["show", "table", "public.user", "--run"]);
    run.exits(1).tells("table public.user has no query to run").tells("--run is for views");
}

#[test]
fn any_state_has_objects() {
    let database = Database::new();
    database
        .sql("create table t (id serial primary key, note text); comment on column t.note is 'n'");
    let project = Project::on(&database);
    let shown = project.run(["show", "table", "t", "--from", "database"]);
    shown.exits(0).prints("create sequence t_id_seq").prints("owned by t.id").prints("is 'n';\n");
    database.sql("create function f(integer) returns text language sql as 'select null'; create function f(text) returns text language sql as 'select null'");
    let which = project.run(["show", "function", "f", "--from", "database"]);
    which.exits(1).tells("f may be function public.f(integer) or function public.f(text)");
    let one = project.run(["show", "function", "f(text)", "--from", "database"]);
    one.exits(0).prints("create function f(").is_silent_about("integer");
    project.write("s.sql", "create table s (id integer, constraint c check (id > 0))");
    let shown = project.run(["show", "check", "s.c", "--from", "s.sql"]);
    shown.exits(0).prints("constraint c check (id > 0)");
}
