-- The default of a polymorphic argument gets another type.
create function f(x anyelement default 'a'::text) returns text language sql as $$ select x::text $$;
create function pick(variadic anyarray) returns anyelement language sql immutable as $$ select $1[2] $$;
