-- The table refers to itself, and a partition with one of its own goes.
create table t (a int primary key, b int references t) partition by list (a);
create table p partition of t for values in (1) partition by list (a);
create table q partition of p for values in (1);
