create function f(a integer[]) returns integer language sql as $$ select a[1] $$;
create function g(variadic a integer[]) returns integer language sql as $$ select a[1] $$;
