-- CREATE OR REPLACE removes no default.
create function f(a integer, b integer) returns integer language sql as $$ select a + b $$;
create table t (id int default f(1, 2));
