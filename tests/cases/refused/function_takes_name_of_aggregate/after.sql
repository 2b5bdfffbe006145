-- Functions and aggregates share their names.
create function total(integer) returns integer language sql as $$ select 1 $$;
