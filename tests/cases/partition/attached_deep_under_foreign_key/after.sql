create table t (a int primary key) partition by list (a);
create table p partition of t for values in (1, 2) partition by list (a);
create table q partition of p for values in (1);
create table r (a int references t);
