-- Behind the table, those on columns too.
create table other (id int);
create table t (id int primary key, a text, b text, c int);
grant select on t to reader;
grant select, update (a, b) on t to clerk;
grant references (id) on t to clerk with grant option;
