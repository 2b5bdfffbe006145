-- The types of the arguments tell functions apart.
create function f(integer) returns text language sql as $$ select 'integer' $$;
create function f(double precision, timestamp with time zone[]) returns text language sql as $$ select 'two' $$;
create table t (a text default f(1));
