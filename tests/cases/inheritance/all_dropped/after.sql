-- The child first.
create table t (id int);
