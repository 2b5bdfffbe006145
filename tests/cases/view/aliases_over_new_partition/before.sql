create table t (a int, c int) partition by list (a);
