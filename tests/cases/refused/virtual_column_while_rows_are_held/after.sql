-- Postgres takes it for a table that is written anew.
create table note (id int, twice int generated always as (id * 2) virtual);
create table kept (note note);
