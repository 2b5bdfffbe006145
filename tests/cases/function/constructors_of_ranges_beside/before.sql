create type span as range (subtype = integer);
create function f() returns integer language sql as $$ select 1 $$;
create table t (id int, s span default span(1, 2));
