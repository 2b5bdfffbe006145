-- A text becomes a parse tree and the other way round.
create table t (id int primary key, a int);
create function f(x integer) returns bigint language sql begin atomic select count(*) from t where a = x; end;
create function g(x integer) returns bigint language sql as $$ select count(*) from t where a = x $$;
