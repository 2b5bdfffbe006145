-- One of its own, and one that a column owns.
create sequence s;
grant usage, select on sequence s to clerk;
create table t (id int primary key, a text, b text, c int);
create sequence t_c owned by t.c;
alter table t alter c set default nextval('t_c');
grant all on sequence t_c to clerk;
