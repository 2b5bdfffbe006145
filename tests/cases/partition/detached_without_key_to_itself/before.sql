-- Before 15, DETACH PARTITION drops the partition's key to a partitioned table itself.
create table t (a integer, b integer, primary key (a), foreign key (b) references t) partition by list (a);
create table p partition of t for values in (1);
create table q partition of t for values in (2);
