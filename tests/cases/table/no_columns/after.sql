-- A table without columns is a table; here it gets its first two.
create table marker (id int, note text);
