create function old_name(a integer) returns integer language sql as $$ select a $$;
comment on function old_name(integer) is 'helps';
create table t (id int default old_name(1));
