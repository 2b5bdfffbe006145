create function f(a integer, b integer default 1) returns integer language sql as $$ select a + b $$;
create function g(a integer, b integer) returns integer language sql as $$ select a + b $$;
create table t (id int default f(1), n int default g(1, 2));
