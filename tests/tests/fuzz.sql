-- One object of each kind, for a snapshot that is then damaged.
create extension citext;
create schema s;
create type mood as enum ('sad', 'ok');
create domain positive as integer constraint above_zero check (value > 0);
create type pair as (a integer, b text collate "C");
create type span as range (subtype = float8);
create collation plain (locale = 'C');
create function f() returns trigger language plpgsql as 'begin return new; end';
create procedure p(a integer) language sql as 'select 1';
create sequence counter;
create table other (id integer primary key);
create table t (
    id integer generated always as identity primary key, n positive default 3, m mood, c pair,
    w varchar(10), o integer references other on delete cascade deferrable,
    made integer generated always as (length(w)) stored,
    constraint t_check check (w <> ''), constraint t_w unique (w)
) with (fillfactor = 70);
create index t_n on t (n desc) include (m) where n > 5;
alter table t add constraint apart exclude using btree (n with =);
alter table t cluster on t_pkey;
alter table t replica identity full;
alter table t alter column w set statistics 50;
alter table t enable row level security;
create policy mine on t for select using (w = current_user);
create trigger touch before update of w on t for each row when (new.w <> '') execute function f();
create view v as select id, w from t;
create materialized view m as select id, w from t;
create unique index m_id on m (id);
create table parts (k integer not null) partition by range (k);
create table part_1 partition of parts for values from (0) to (10);
create table rest partition of parts default;
create table above (id integer);
create table below () inherits (above);
comment on table t is 'it''s';
grant select (id) on t to public;
alter default privileges in schema s grant select on tables to public;
