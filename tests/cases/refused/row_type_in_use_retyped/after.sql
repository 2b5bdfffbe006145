-- Postgres cannot alter a table whose row type another column holds.
create table a (x bigint, y text);
create table t (id int primary key, r a);
