-- What a range type brings along is no function of its own.
create type span as range (subtype = integer);
create function f() returns integer language sql as $$ select 2 $$;
create table t (id int, s span default span(1, 3));
