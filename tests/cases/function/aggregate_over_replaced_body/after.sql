-- Aggregates are not modelled, and a body changes below them.
create function add(a integer, b integer) returns integer language sql immutable as $$ select b + a $$;
create aggregate total(integer) (sfunc = add, stype = integer, initcond = '0');
