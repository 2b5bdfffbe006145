//! `autogen dump FOLDER`: a catalog as files, and as the state that they are.

use autogen_tests::cli::{Database, Project};
use autogen_tests::dump;

const RICH: &str = r#"
create extension citext;
create schema data_portal;
create schema "App";
create schema app;
create type mood as enum ('sad', 'it''s ok');
create type data_portal.unit as enum ('kg', 't');
create table country (code text primary key, capital integer);
create table city (id serial primary key, country text not null references country, name citext unique);
alter table country add constraint country_capital_fkey foreign key (capital) references city;
comment on constraint country_capital_fkey on country is 'closes a cycle';
create table "User" (id bigint generated always as identity primary key, mood mood default 'sad',
    boss bigint references "User", check (boss <> id));
create table "user" (id integer);
create table "App".t (id integer);
create table app.t (id integer);
create table data_portal.sample (id integer primary key, amount numeric(10, 2), unit data_portal.unit,
    city integer references city on delete set null);
create index on data_portal.sample (amount desc) where amount > 0;
comment on table data_portal.sample is E'first line\n\\! echo second; \\ir nowhere';
create sequence lonely increment 5;
create function code(integer) returns text language sql as 'select $1::text';
create function code(character varying, text[] default '{}') returns text language plpgsql as $$
begin
  -- \\ir nothing
  return $1;
end $$;
create table leaf (id integer primary key, made text default code(1));
create function is_ok(leaf) returns boolean language sql immutable as 'select $1.id > 0';
alter table leaf add constraint leaf_is_ok check (is_ok(leaf.*));
create domain positive as integer check (value > 0);
create type point3 as (x positive, y integer, z integer);
create type span as range (subtype = integer);
create table place (id positive, at point3, span span) with (fillfactor = 70);
create view happy as select id, mood from "User" where mood <> 'sad';
comment on column happy.mood is 'never sad';
create materialized view happy_count as select count(*) as n from happy;
create unique index on happy_count (n);
create view everything as select happy_count.n, code(1) as code from happy_count;
create function stamp() returns trigger language plpgsql as 'begin return new; end';
create trigger stamp before update on leaf for each row execute function stamp();
create table "../../escape
-- create table x" ("a""b" integer default 1);
"#;

fn rich() -> (Project, Database) {
    let database = Database::new();
    database.sql(RICH);
    (Project::on(&database), database)
}

fn files(project: &Project, folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for name in project.names(folder) {
        let path = format!("{folder}/{name}");
        if project.path(&path).is_dir() {
            found.extend(files(project, &path));
        } else {
            let text = project.read(&path);
            found.push((path, text));
        }
    }
    found
}

#[test]
fn a_folder_is_the_state_it_was_written_from() {
    let (project, database) = rich();
    project.run(["dump", "schema"]).exits(0).prints_nothing().tells("psql -f schema/index.sql");
    let same = project.run(["diff", "--from", "database", "--to", "schema"]);
    same.exits(0).prints_nothing().tells("no changes from database to schema");
    project.run(["check", "--to", "schema"]).exits(0).prints("database and schema agree");

    let loaded = Database::new();
    let mut psql = loaded.psql();
    let status = psql.arg("--file").arg(project.path("schema/index.sql")).status().unwrap();
    assert!(status.success());
    dump::compare("loaded by psql", &loaded.dump(&[]), &database.dump(&[])).unwrap();
    // and once more from what was loaded
    let again = project.run(["dump", "again", "--from", &loaded.url()]);
    again.exits(0);
    let strip = |folder: &str| -> Vec<(String, String)> {
        let cut = |(path, text): (String, String)| (path[folder.len()..].to_owned(), text);
        files(&project, folder).into_iter().map(cut).collect()
    };
    assert_eq!(strip("schema"), strip("again"), "the same bytes");
    // nothing of it needs the index
    project.run(["dump", "loose"]).exits(0);
    std::fs::remove_file(project.path("loose/index.sql")).unwrap();
    let loose = Database::new();
    loose.sql("select 1");
    let same =
        project.run(["diff", "--from", "schema", "--to", "loose", "--database-url", &loose.url()]);
    same.exits(0).prints_nothing();
}

#[test]
fn an_object_is_a_file() {
    let (project, _database) = rich();
    project.run(["dump", "schema"]).exits(0);
    let names: Vec<String> = files(&project, "schema").into_iter().map(|(name, _)| name).collect();
    let wanted = [
        "schema/%41pp/table/t.sql",
        "schema/app/table/t.sql",
        "schema/data_portal/enum/unit.sql",
        "schema/data_portal/table/sample.sql",
        "schema/extension/citext.sql",
        "schema/index.sql",
        "schema/public/check/leaf.leaf_is_ok.sql",
        "schema/public/composite_type/point3.sql",
        "schema/public/domain/positive.sql",
        "schema/public/enum/mood.sql",
        "schema/public/foreign_key/city.city_country_fkey.sql",
        "schema/public/foreign_key/country.country_capital_fkey.sql",
        "schema/public/function/code.character+varying.text%5b%5d.sql",
        "schema/public/function/code.integer.sql",
        "schema/public/function/is_ok.leaf.sql",
        "schema/public/function/stamp.sql",
        "schema/public/materialized_view/happy_count.sql",
        "schema/public/range_type/span.sql",
        "schema/public/sequence/lonely.sql",
        "schema/public/table/%2e%2e%2f%2e%2e%2fescape%0a--+create+table+x.sql",
        "schema/public/table/%55ser.sql",
        "schema/public/table/city.sql",
        "schema/public/table/country.sql",
        "schema/public/table/leaf.sql",
        "schema/public/table/place.sql",
        "schema/public/table/user.sql",
        "schema/public/view/everything.sql",
        "schema/public/view/happy.sql",
        "schema/schema/%41pp.sql",
        "schema/schema/app.sql",
        "schema/schema/data_portal.sql",
    ];
    assert_eq!(names, wanted);
    let sample = project.read("schema/data_portal/table/sample.sql");
    assert_eq!(
        sample,
        "-- autogen dump: table data_portal.sample\n\n\
         create table data_portal.sample (\n  id integer not null,\n  amount numeric(10, 2),\n  \
         unit data_portal.unit,\n  city integer,\n  constraint sample_pkey primary key (id)\n);\n\n\
         create index sample_amount_idx on data_portal.sample (amount desc)\n  \
         where (amount > (0)::numeric);\n\n\
         comment on table data_portal.sample is 'first line\n\\! echo second; \\ir nowhere';\n\n\
         alter table data_portal.sample\n  add constraint sample_city_fkey\n    foreign key (city) references city (id) on delete set null;\n",
        "{sample}"
    );
    let city = project.read("schema/public/table/city.sql");
    assert!(
        city.contains("create sequence city_id_seq") && city.contains("owned by city.id"),
        "{city}"
    );
    let key = project.read("schema/public/foreign_key/country.country_capital_fkey.sql");
    assert!(key.contains("references city") && key.contains("'closes a cycle'"), "{key}");
    let leaf = project.read("schema/public/table/leaf.sql");
    assert!(leaf.contains("create trigger stamp") && !leaf.contains("is_ok"), "{leaf}");
    let odd = &files(&project, "schema/public/table")[0].1;
    assert!(odd.lines().next().unwrap().ends_with("escape\\n-- create table x"), "{odd}");
}

#[test]
fn a_second_dump_replaces_what_the_first_wrote_and_nothing_else() {
    let (project, database) = rich();
    project.run(["dump", "schema"]).exits(0).tells("schema: wrote 31 files");
    project.write("schema/README.md", "kept");
    database.sql("drop sequence lonely; alter table \"user\" add column name text");
    let drift = project.run(["check", "--to", "schema"]);
    drift
        .exits(2)
        .prints("- column user.name")
        .prints("+ sequence lonely")
        .tells("database and schema differ");
    project.run(["dump", "schema"]).exits(0).tells("wrote 2 files, 28 unchanged, removed 1 file");
    project.run(["check", "--from", "database", "--to", "schema"]).exits(0);
    assert_eq!(project.read("schema/README.md"), "kept");
    assert!(project.names("schema/public/sequence").is_empty());
    assert!(!project.path("schema/public/sequence").exists());

    project.write("schema/public/view/mine.sql", "create view mine as select 1;");
    let refused = project.run(["dump", "schema"]);
    refused.exits(1).tells("schema holds public/view/mine.sql, which no dump wrote");
    project.write("src/main.rs", "fn main() {}");
    project.run(["dump", "src"]).exits(1).tells("src is not empty, and no dump wrote it");
    assert_eq!(project.names("src"), ["main.rs"]);
    project.run(["dump", "models"]).exits(1).tells("autogen dump FOLDER --from models");
    project.run(["dump"]).exits(1).tells("FOLDER");
}

#[test]
fn a_file_that_the_index_names_must_be_there() {
    let (project, _database) = rich();
    project.run(["dump", "schema"]).exits(0);
    std::fs::remove_file(project.path("schema/public/table/city.sql")).unwrap();
    let gone = project.run(["diff", "--to", "schema"]);
    gone.exits(1).tells("public/table/city.sql, which is not there").tells("schema/index.sql:");
    project.run(["dump", "schema"]).exits(0).tells("wrote 1 file, 30 unchanged");
    project.write("schema/new.sql", "create table fresh (id integer);");
    let more = project.run(["diff", "--to", "schema"]);
    more.exits(2).prints("+ table fresh").tells("the index does not name schema/new.sql");
    project.write("schema/new.sql", "create table fresh (id intger);");
    project
        .run(["diff", "--to", "schema"])
        .exits(1)
        .tells("schema/new.sql:1:24: ERROR: type \"intger\"");
}

#[test]
fn one_schema_alone_is_relative_to_it() {
    let (project, database) = rich();
    let alone = project.run(["dump", "portal", "--schema", "data_portal"]);
    alone.exits(0).tells("it loads only where these are, which are not in it: table public.city");
    let names: Vec<String> = files(&project, "portal").into_iter().map(|(name, _)| name).collect();
    assert!(names.contains(&"portal/data_portal/table/sample.sql".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("public")), "{names:?}");
    let sample = project.read("portal/data_portal/table/sample.sql");
    assert!(sample.contains("create table sample (") && sample.contains("public.city"), "{sample}");
    let index = project.read("portal/index.sql");
    assert!(index.contains("create schema if not exists data_portal;"), "{index}");

    database.sql("alter table data_portal.sample drop constraint sample_city_fkey");
    project
        .run(["dump", "portal", "--schema", "data_portal"])
        .exits(0)
        .tells("psql -f portal/index.sql");
    let here = ["diff", "--from", "database", "--to", "portal", "--schema", "data_portal"];
    project.run(here).exits(0).prints_nothing();
    database.sql("create table public.elsewhere (id integer); create table data_portal.more ()");
    project.run(here).exits(2).prints("- table more").is_silent_about("+ ");
    // the same files make another schema
    let other = Database::new();
    other.sql("create extension citext; create schema tenant");
    let there =
        ["diff", "--to", "portal", "--schema", "tenant", "--format", "sql", "--database-url"];
    let script = project.run(there.iter().copied().chain([other.url().as_str()]));
    other.sql(&script.exits(2).stdout);
    project.run(there.iter().copied().chain([other.url().as_str()])).exits(0).prints_nothing();
    assert_eq!(other.sql("select count(*) from tenant.sample"), "0");
}

#[test]
fn what_no_kind_models_is_named_and_what_needs_it_is_said() {
    let database = Database::new();
    database
        .sql("create table t (id integer); create rule quiet as on delete to t do instead nothing");
    let project = Project::on(&database);
    project.run(["dump", "schema"]).exits(0).tells("not modelled, and not in the dump: rule 1");
    let plain = Database::new();
    plain.sql("create table t (id integer)");
    let blind = project.run(["check", "--from", &plain.url(), "--to", "database"]);
    blind.exits(2).tells("1 unmodelled objects are only in one of them");
}

#[test]
fn only_some_objects_are_a_folder_too() {
    let (project, _database) = rich();
    let some = project.run(["dump", "some", "--only", "public.co*try"]);
    some.exits(0).tells("it loads only where these are, which are not in it: table public.city");
    let names: Vec<String> = files(&project, "some").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["some/index.sql", "some/public/table/country.sql"]);
    project.run(["dump", "some", "--only", "mood"]).exits(0).tells("wrote 2 files, removed 1 file");
    let same = project.run(["diff", "--from", "database", "--to", "some", "--only", "mood"]);
    same.exits(0).prints_nothing();
    project.run(["dump", "--snapshot", "some.json", "--only", "mood"]).exits(0);
    assert!(!project.read("some.json").contains("country"));
}
