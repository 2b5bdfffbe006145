-- User objects named like built-in ones, which pg_catalog hides unless they are qualified.
create type public.text as enum ('a', 'b');
create type public.int4 as enum ('c');
create table public.date (id pg_catalog.int4 primary key, v public.text default 'a', w pg_catalog.text default 'a');
create table public.pg_class (id pg_catalog.int4 primary key, u public.int4);
create table holder (id pg_catalog.int4 primary key, d pg_catalog.date, t public.text[]);
