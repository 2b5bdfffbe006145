create function util(a integer) returns integer language sql immutable as $$ select a $$;
create table t (id int check (util(id) > 0));
