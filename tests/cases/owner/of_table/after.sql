-- The columns' sequences and the indexes go along.
create table t (id int primary key, a text, b text, c int);
create sequence t_c owned by t.c;
alter table t owner to clerk;
