create table t (id int primary key, b int);
create function f() returns bigint language sql begin atomic select sum(b) from t; end;
