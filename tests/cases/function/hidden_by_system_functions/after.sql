-- A system function of the same name and types hides one in the default schema.
create function lower(a text) returns text language sql immutable as $$ select pg_catalog.lower(a) $$;
create function lower(a integer) returns integer language sql immutable as $$ select a $$;
create procedure now(a integer) language plpgsql as $$ begin end $$;
comment on function public.lower(text) is 'hidden';
comment on function public.lower(integer) is 'not hidden';
create table t (id int primary key, a text default public.lower('A'), b text default lower('B'), n int default lower(1));
