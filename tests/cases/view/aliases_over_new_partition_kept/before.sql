create table t (a int, c int) partition by list (a);
create table i_above (a int, b int);
