create schema lib; create domain lib.d as int; create domain "Odd name" as lib.d;
create table t (id int primary key, x lib.d, y "Odd name");
