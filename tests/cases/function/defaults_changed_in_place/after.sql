-- Defaults are changed and added.
create function f(a integer, b integer default 2) returns integer language sql as $$ select a + b $$;
create function g(a integer default 7, b integer default null) returns integer language sql as $$ select a + b $$;
create table t (id int default f(1), n int default g(1, 2));
