-- After the schema, before the table, which has them when it is made.
create table t (id int primary key, a text, b text, c int);
create schema app;
alter default privileges in schema app grant select on tables to reader;
create table app.u (id int);
