-- Extensions that need each other, and what needs them, come and go.
create schema lib;
create extension citext; create extension pg_trgm with schema lib; create extension earthdistance cascade;
create table item (id int primary key, mail citext, name text, place earth default ll_to_earth(1, 2));
create index item_name on item using gin (name lib.gin_trgm_ops);
create domain mail as citext constraint has_at check (value ~ '@');
create type pair as (a citext, b mail);
comment on extension citext is 'case does not count';
