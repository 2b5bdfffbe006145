-- The table above that brings the column may be the one that has it without NOT NULL.
create table a (n int);
create table b (n int not null default 7);
create table heir (id int primary key) inherits (a, b);
create table below () inherits (heir);
