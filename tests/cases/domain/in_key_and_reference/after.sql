create domain code as bigint;
create table a (c code primary key); create table b (id int primary key, c code references a);
