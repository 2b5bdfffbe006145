-- The function goes after the triggers.
create table t (id int primary key, a int, b text, c boolean);
