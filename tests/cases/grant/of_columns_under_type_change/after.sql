-- The column keeps it.
create table t (id int primary key, a text, b text, c bigint);
grant select (a, c), update (c) on t to clerk;
