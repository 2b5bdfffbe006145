create domain thing as int default 7;
create table t (id int primary key, x thing);
