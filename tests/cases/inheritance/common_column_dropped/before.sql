create table a (x int, common text);create table b (y int, common text);create table child (z int) inherits (a, b);
