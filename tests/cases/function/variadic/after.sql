-- VARIADIC is a mode of the argument, not a part of its type.
create function f(variadic a integer[]) returns integer language sql as $$ select a[1] $$;
create function g(variadic a integer[]) returns integer language sql as $$ select a[2] $$;
