-- The default of an argument needs its function, and is spelled so that it comes back.
create function base() returns bigint language sql as $$ select 1::bigint $$;
create function f(a integer default base() + 1, b varchar[] default array['x', 'y']::varchar[], c text[] default array['p'::varchar, 'q']::text[]) returns integer language sql as $$ select a $$;
create table t (id int default f());
