create domain a as int;
create table t (id int primary key, a a);
