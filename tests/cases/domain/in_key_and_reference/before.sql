create domain code as int;
create table a (c code primary key); create table b (id int primary key, c code references a);
