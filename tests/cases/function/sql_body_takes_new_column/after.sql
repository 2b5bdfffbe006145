-- The function is replaced after the column that it reads is there.
create table t (id int primary key, b int, a int);
create function f() returns bigint language sql begin atomic select sum(a) from t; end;
