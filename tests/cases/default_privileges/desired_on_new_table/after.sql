-- Born with it, and nothing is stated.
alter default privileges grant select on tables to reader;
create table t (id int primary key, a text, b text, c int);
