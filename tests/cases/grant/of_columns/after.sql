-- A statement a column, since each is a part of its column.
create table t (id int primary key, a text, b text, c int);
grant select (a, b), update (a) on t to clerk;
