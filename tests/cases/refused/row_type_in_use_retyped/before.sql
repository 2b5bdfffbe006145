create table a (x int, y text);
create table t (id int primary key, r a);
