create table a ();
create table b ();
create table heir (id int primary key) inherits (a, b);
create table below () inherits (heir);
