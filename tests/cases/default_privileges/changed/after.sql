-- Only what differs.
create table t (id int primary key, a text, b text, c int);
alter default privileges in schema public grant select, update on tables to reader;
