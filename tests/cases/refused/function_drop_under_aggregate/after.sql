-- The argument has another name, so the function must be made anew: the aggregate stands on it.
create function add(c integer, b integer) returns integer language sql immutable as $$ select c + b $$;
create aggregate total(integer) (sfunc = add, stype = integer, initcond = '0');
