-- Revoking from the table comes before granting on the column.
alter default privileges grant select on tables to reader;
create table t (id int primary key, a text, b text, c int);
revoke select on t from reader;
grant select (a) on t to reader;
