create function f(x anyelement default 1) returns text language sql as $$ select x::text $$;
create function pick(variadic anyarray) returns anyelement language sql immutable as $$ select $1[1] $$;
