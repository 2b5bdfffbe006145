create table t (id int primary key, s int4range, n int);
