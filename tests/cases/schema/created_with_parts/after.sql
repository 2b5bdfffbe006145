-- A new schema comes before everything in it, and its table refers both ways:
-- to public.member and, by its type, to an enum of the new schema.
create table member (id int primary key, name text not null);
create schema lab;
create type lab.sample_state as enum ('received', 'measured');
create sequence lab.batch_no start 100;
create table lab.sample (
  id bigint generated always as identity primary key,
  member_id int references member,
  batch bigint not null default nextval('lab.batch_no'),
  state lab.sample_state not null default 'received'
);
create index sample_state_idx on lab.sample (state) where state <> 'measured';
comment on schema lab is 'wet lab';
