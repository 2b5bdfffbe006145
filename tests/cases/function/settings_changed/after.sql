-- SET clauses are lists of names or plain values.
create function f() returns integer language sql set search_path to "Mixed Case", "with,comma", public as $$ select 1 $$;
create function g() returns integer language sql set "my.b" to e'back\\slash' set "my.c" to '' as $$ select 1 $$;
create procedure p() language plpgsql as $$ begin end $$;
