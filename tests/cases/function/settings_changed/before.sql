create function f() returns integer language sql set search_path to public, extensions as $$ select 1 $$;
create function g() returns integer language sql set "my.a" to 'x' set "my.b" to 'y' as $$ select 1 $$;
create procedure p() language plpgsql set work_mem from current as $$ begin end $$;
