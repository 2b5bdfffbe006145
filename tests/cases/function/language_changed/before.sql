create function f(a integer) returns integer language sql as $$ select a + 1 $$;
create table t (id int default f(1));
