create table t (id int primary key, a int, b int);
create function f() returns bigint language sql begin atomic select sum(a) from t; end;
create table u (id int default f());
