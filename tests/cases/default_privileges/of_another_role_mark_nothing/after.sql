-- What the running role makes is none of theirs.
create table t (id int primary key, a text, b text, c int);
alter default privileges for role clerk grant select on tables to reader;
create table u (id int);
