-- What both give is taken together.
alter default privileges grant select, insert on tables to reader;
alter default privileges in schema public grant insert, update on tables to reader;
create table t (id int primary key, a text, b text, c int);
revoke select on t from reader;
grant delete on t to reader;
