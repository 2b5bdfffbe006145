create function f(a integer) returns integer language sql as $$ select a $$;
create table t (id int default f(1));
