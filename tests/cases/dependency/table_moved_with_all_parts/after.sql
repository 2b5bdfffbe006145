-- The table stands in another schema with every part of the same name; its rows do not move by themselves.
create schema archive;
create type sample_state as enum ('fresh', 'spoiled');
create table lab (id int primary key);
create table archive.sample (
  id bigint generated always as identity primary key,
  lab_id int references lab,
  code text not null unique,
  state sample_state not null default 'fresh',
  qty int check (qty > 0),
  twice int generated always as (qty * 2) stored,
  parent_id bigint references archive.sample
);
create index sample_fresh on archive.sample (lab_id) where state = 'fresh';
comment on table archive.sample is 'a jar';
