create table t (id int primary key, a text, b text, c int);
alter default privileges for role clerk grant select on tables to reader;
