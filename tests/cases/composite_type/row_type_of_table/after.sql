-- The row type of a table is no composite type of its own.
create table a (x int, y text, z date);
create table t (id int primary key, r a, n int);
