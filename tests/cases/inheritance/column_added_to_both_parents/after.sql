-- Only one of the tables above has a default for it, and the other may be the one that brings the column.
create table a (n int);
create table b (n int default 7);
create table heir (id int primary key) inherits (a, b);
create table below () inherits (heir);
