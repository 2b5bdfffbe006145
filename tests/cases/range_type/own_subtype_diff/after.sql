create type a as enum ('x');
create function apart(a numeric, b numeric) returns float8 language sql immutable as $$ select (a - b)::float8 $$;
create type temperature as range (subtype = numeric, subtype_diff = apart);
create table t (id int, r temperature);
