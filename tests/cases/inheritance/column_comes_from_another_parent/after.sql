create table a (y int);
create table b (x int, note text);
create table c () inherits (a, b);
