-- A partition of a partition locks what refers to the table above both.
create table t (a int primary key) partition by list (a);
create table p partition of t for values in (1, 2) partition by list (a);
create table q (a int primary key);
create table r (a int references t);
