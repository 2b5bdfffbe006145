-- Schemas that come have them.
create table t (id int primary key, a text, b text, c int);
alter default privileges grant usage on schemas to reader;
create schema app;
