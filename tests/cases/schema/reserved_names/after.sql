-- Schema, table and columns are all reserved words.
create table plain (id int primary key);
create schema "order";
create table "order"."select" (
  "from" int primary key,
  "where" text default 'group by',
  "default" int references plain
);
create index "index" on "order"."select" ("where");
