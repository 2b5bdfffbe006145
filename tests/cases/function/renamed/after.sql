-- A function under another name is another function.
create function new_name(a integer) returns integer language sql as $$ select a $$;
comment on function new_name(integer) is 'helps';
create table t (id int default new_name(1));
