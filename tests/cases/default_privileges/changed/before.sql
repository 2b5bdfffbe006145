create table t (id int primary key, a text, b text, c int);
alter default privileges in schema public grant select, insert on tables to reader;
