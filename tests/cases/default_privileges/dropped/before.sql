create table t (id int primary key, a text, b text, c int);
alter default privileges in schema public grant select on tables to reader;
alter default privileges grant select on tables to clerk;
