-- Attributes come and go, the bodies stay.
create function f(a integer) returns setof integer language sql immutable parallel restricted rows 10 cost 3 set search_path to public, pg_temp as $$ select a $$;
create function g() returns integer language plpgsql as $$ begin return 1; end $$;
