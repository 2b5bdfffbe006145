create table t (id int primary key, a text, b text, c int);
grant select, update on t to clerk;
grant select (a), update (a) on t to clerk;
