create table t (a int primary key, b int references t) partition by list (a);
