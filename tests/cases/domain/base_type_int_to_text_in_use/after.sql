-- No cast is there on the way back; all around the column is another.
create domain code as text constraint code_ok check (value <> '');
create table t (id int primary key, c code default '7', other int, constraint t_c check (length(c) < 100));
create index t_pair on t (c, other) where c > '5';
