create table t (a integer, b integer, primary key (a), foreign key (b) references t) partition by list (a);
create table p (a integer, b integer);
create table q partition of t for values in (2);
