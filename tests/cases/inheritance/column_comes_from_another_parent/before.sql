-- A column that a table goes on to inherit, from another table, is merged before the first lets it go.
create table a (x int);
create table b (y int, note text);
create table c () inherits (a, b);
insert into c (x, y) values (1, 2);
