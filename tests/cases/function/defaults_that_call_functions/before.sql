create function base() returns integer language sql as $$ select 1 $$;
create function f(a integer default base()) returns integer language sql as $$ select a $$;
create table t (id int default f());
