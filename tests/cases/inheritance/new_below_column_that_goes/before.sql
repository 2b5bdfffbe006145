-- A new table would inherit what is about to go from one table, and could not merge it with what the other has.
create table one (a integer, b point);
create table two (b json, c integer);
create sequence counted owned by two.b;
