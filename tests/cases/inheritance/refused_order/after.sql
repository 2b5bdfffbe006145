-- Postgres knows no way.
create table a (x int);create table b (y int);create table child () inherits (b, a);
