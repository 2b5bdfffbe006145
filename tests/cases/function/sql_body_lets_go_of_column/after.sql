-- The function is replaced before the column that it read is dropped.
create table t (id int primary key, b int);
create function f() returns bigint language sql begin atomic select sum(b) from t; end;
create table u (id int default f());
