-- Both parents lose it.
create table a (x int);create table b (y int);create table child (z int) inherits (a, b);
