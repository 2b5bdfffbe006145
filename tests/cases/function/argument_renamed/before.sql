create function f(a integer, b text) returns integer language sql immutable as $$ select 1 $$;
create function unnamed(integer) returns integer language sql as $$ select $1 $$;
create table t (id int check (f(id, 'x') > 0));
