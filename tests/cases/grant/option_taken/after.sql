-- The privilege stays, the option goes.
create table t (id int primary key, a text, b text, c int);
grant select on t to clerk;
grant insert on t to clerk with grant option;
