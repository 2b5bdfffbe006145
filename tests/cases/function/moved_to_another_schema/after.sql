-- From the default schema to one that is new.
create schema lib;
create function lib.util(a integer) returns integer language sql immutable as $$ select a $$;
create procedure lib.run() language plpgsql as $$ begin end $$;
comment on procedure lib.run() is 'runs';
create table t (id int check (lib.util(id) > 0));
