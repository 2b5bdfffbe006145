-- What the table above loses is gone before the other one comes to inherit from it.
create sequence numbers;
create table part (id integer);
create table spare (id integer) inherits (part);
