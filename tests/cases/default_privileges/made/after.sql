-- In a schema and everywhere.
create table t (id int primary key, a text, b text, c int);
alter default privileges in schema public grant select on tables to reader;
alter default privileges grant usage, select on sequences to clerk with grant option;
