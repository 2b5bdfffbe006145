create domain code as int constraint code_ok check (value > 0);
create table t (id int primary key, c code default 7, other int, constraint t_c check (c < 100));
create index t_pair on t (c, other) where c > 5;
