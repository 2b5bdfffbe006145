-- After the column is there.
create table t (id int primary key, a text, b text, c int, d int);
grant select (a, d) on t to clerk;
