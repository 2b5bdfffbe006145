-- Some of it may be granted on.
create table t (id int primary key, a text, b text, c int);
grant select, delete on t to clerk with grant option;
grant insert on t to clerk;
