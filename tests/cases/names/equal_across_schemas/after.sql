-- The same names three times over; each schema changes something else.
create schema a;
create schema b;
create type a.kind as enum ('x', 'y');
create type b.kind as enum ('x');
create type kind as enum ('x');
create table a.item (id int constraint item_key primary key, kind a.kind, constraint item_ck check (id > 0));
create table b.item (id int constraint item_key primary key, kind kind, constraint item_ck check (id > 1));
create table item (id int constraint item_key primary key, kind kind, note text, constraint item_ck check (id > 0));
create index item_ix on a.item (kind);
create index item_ix on b.item (kind);
create index item_ix on item (kind desc);
