create domain thing2 as bigint constraint ok check (value > 0);
create table t (id int primary key, x thing2, y bigint[]);
