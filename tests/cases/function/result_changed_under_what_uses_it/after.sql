-- Another result type: the function goes with all that uses it and comes back with its comments.
create function code(a integer) returns bigint language sql immutable as $$ select a::bigint $$;
create table t (id int primary key, a int default code(1), constraint a_ok check (code(a) > 0));
create index t_code on t (code(a));
create table g (id int primary key, b int generated always as (code(id)) stored);
create index t_plain on t (a);
comment on function code(integer) is 'codes';
comment on index t_code is 'by code';
