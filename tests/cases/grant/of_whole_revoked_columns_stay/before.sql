create table t (id int primary key, a text, b text, c int);
grant select, insert, update on t to clerk;
grant select (a, b), insert (c) on t to clerk;
