-- It goes with the column.
create table t (id int primary key, a text, b text);
grant select (a) on t to clerk;
