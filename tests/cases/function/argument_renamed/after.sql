-- A name can be given in place; it cannot be changed or taken away so.
create function f(a integer, c text) returns integer language sql immutable as $$ select 1 $$;
create function unnamed(now_named integer) returns integer language sql as $$ select $1 $$;
create table t (id int check (f(id, 'x') > 0));
