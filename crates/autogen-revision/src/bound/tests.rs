use super::*;
use crate::sections::sections;

fn found(text: &str, home: &str) -> Vec<String> {
    let sections = sections(text, true).unwrap();
    let show = |bound: Bound| format!("{}:{} {}", bound.place.line, bound.place.column, bound.what);
    bound(text, &sections, home).into_iter().map(show).collect()
}

#[test]
fn what_follows_the_schema_is_free() {
    for text in [
        "create table t (id integer, public integer)",
        "select public from t where t.public.x is null",
        "-- public.user\n/* public.user */ select 1",
        "create function f() returns integer language sql as $$ select 1 -- public.user\n $$",
        "comment on table t is 'it was public.user once'",
        "insert into t values ('see https://public.example.com, mail x@public.example.com, public. The end')",
        "insert into t values ('republic.user', 'not-public.user')",
        "set local search_path = tenant",
        "alter table t add foreign key (x) references billing.tier (id)",
        "select billing.f()",
        "create table pg_temp.t (id integer)",
        "create index i on t (lower(name))",
        "grant select on t to reader",
        "update t set x = y.z from y",
    ] {
        assert_eq!(found(text, "public"), [""; 0], "{text}");
    }
}

#[test]
fn names_of_the_schema_are_found_wherever_they_mean_it() {
    for (text, what) in [
        ("select * from public.user", "1:15 public.user names the schema"),
        ("select * from PUBLIC.\"user\"", "1:15 PUBLIC.\"user\" names the schema"),
        ("select 'public.user'::regclass", "1:9 public.user names the schema"),
        ("select nextval('\"public\".s')", "1:17 \"public\".s names the schema"),
        (
            "create function f() returns void language plpgsql as $b$ begin\n\
             perform 1 from public.t; end $b$",
            "2:16 public.t names the schema",
        ),
        ("do $$ begin execute 'drop table public.t'; end $$", "1:33 public.t names the schema"),
        ("set search_path = tenant, public", "1:27 search_path is set to public"),
        ("set local search_path to 'public'", "1:26 search_path is set to 'public'"),
        (
            "create function f() returns integer language sql set search_path = public as 'select 1'",
            "1:68 search_path is set to public",
        ),
        ("select set_config('search_path', 'public', true)", "1:34 search_path is set to 'public'"),
        ("grant usage on schema public to reader", "1:23 schema public is named"),
    ] {
        assert_eq!(found(text, "public"), [what], "{text}");
    }
    assert_eq!(
        found("select * from \"Our Own\".t", "Our Own"),
        ["1:15 \"Our Own\".t names the schema"]
    );
    assert_eq!(found("select * from our.t", "Our"), [""; 0], "another name");
}

#[test]
fn what_stands_outside_runs_once() {
    for (text, what) in [
        ("create schema if not exists audit", "schema audit stands outside"),
        ("create table audit.log (id integer)", "audit.log stands in another schema"),
        ("create unique index i on audit.log (id)", "audit.log stands in another schema"),
        (
            "create or replace function audit.f() returns integer language sql as 'select 1'",
            "audit.f stands in another schema",
        ),
        (
            "create trigger t before update on audit.log for each row execute function f()",
            "audit.log stands in another schema",
        ),
        ("insert into audit.log values (1)", "audit.log stands in another schema"),
        ("update audit.log set id = 2", "audit.log stands in another schema"),
        ("delete from only audit.log", "audit.log stands in another schema"),
        ("comment on table audit.log is 'x'", "audit.log stands in another schema"),
        ("grant select on table audit.log to reader", "audit.log stands in another schema"),
        ("drop index concurrently audit.i", "audit.i stands in another schema"),
        (
            "alter default privileges in schema audit grant select on tables to x",
            "schema audit stands outside",
        ),
        ("create publication p for all tables", "publication p belongs to the database"),
        (
            "create extension pg_trgm with schema ext",
            "extension pg_trgm belongs to the database and not to a schema",
        ),
        ("drop extension pg_trgm", "extension pg_trgm belongs to the database"),
    ] {
        let all = found(text, "public");
        assert!(all.len() == 1 && all[0].ends_with(what), "{text}: {all:?}");
        let once = format!("-- autogen: once per database\n{text};");
        assert_eq!(found(&once, "public"), [""; 0], "{once}");
    }
}

#[test]
fn an_extension_in_a_schema_of_the_chain_is_bound_even_once() {
    for (clause, what) in [
        (
            "",
            "extension citext is made in whichever schema is the first, where others do not see it",
        ),
        (
            " with schema public",
            "extension citext is made in the schema public, where others do not see it",
        ),
    ] {
        for mark in ["", "-- autogen: once per database\n"] {
            let text = format!("{mark}create extension if not exists citext{clause};");
            let all = found(&text, "public");
            assert!(all.len() == 1 && all[0].ends_with(what), "{text}: {all:?}");
        }
    }
}

#[test]
fn places_are_those_of_the_file() {
    let text = "-- autogen revision 20261120103000, follows nothing\n-- x\n\nselect 1;\n\n\
                alter table t\n  add check (x in (select x from public.t));\n";
    assert_eq!(found(text, "public"), ["7:34 public.t names the schema"]);
}
