create table t (id int primary key, a text, b text, c int);
grant select, insert on t to clerk with grant option;
