create domain thing as int constraint ok check (value > 0);
create table t (id int primary key, x thing, y thing[]);
