-- Parent and partitions go.
create table t (id int);
