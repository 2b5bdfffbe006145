-- The text of the default is the same, the function below is another.
create function f(a integer, b integer default 2) returns integer language sql as $$ select a + b $$;
create table t (id int default f(1));
