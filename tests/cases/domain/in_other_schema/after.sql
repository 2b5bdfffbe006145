create schema lib; create domain lib.d as bigint default 3; create domain "Odd name" as lib.d constraint "c c" check (value > 0);
create table t (id int primary key, x lib.d, y "Odd name");
