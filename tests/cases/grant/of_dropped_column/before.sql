create table t (id int primary key, a text, b text, c int);
grant select (a, c), update (c) on t to clerk;
