-- The grant on the table goes altogether.
create table t (id int primary key, a text, b text, c int);
grant select (a) on t to clerk;
