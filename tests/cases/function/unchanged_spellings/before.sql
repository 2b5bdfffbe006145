create function f(a int4, b varchar(20), c timestamptz = now()) returns float8 as 'select 1.0::float8' language 'sql' volatile called on null input external security invoker cost 100;
create function g(in a decimal(10,2), out char(3)) as $x$ select 'a'::char(3) $x$ language sql;
