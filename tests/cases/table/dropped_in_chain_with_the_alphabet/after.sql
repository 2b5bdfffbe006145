-- a is referenced by b and c: the drop runs against both the names and the age.
create table kept (id int primary key, note text);
