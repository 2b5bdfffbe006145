-- An attribute of a composite type depends on the enum.
create table t (id int);
