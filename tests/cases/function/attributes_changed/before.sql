create function f(a integer) returns setof integer language sql as $$ select a $$;
create function g() returns integer language plpgsql stable strict security definer leakproof parallel safe cost 5 set work_mem to '1MB' as $$ begin return 1; end $$;
