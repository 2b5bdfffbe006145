create table one (a integer, b point);
create table two (c integer);
create sequence counted;
create table below (own integer) inherits (one, two);
