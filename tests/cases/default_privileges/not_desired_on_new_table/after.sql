-- The new table shall not have what it is born with.
alter default privileges grant select on tables to reader;
alter default privileges in schema public grant insert on tables to clerk;
create table t (id int primary key, a text, b text, c int);
revoke all on t from reader;
revoke all on t from clerk;
