create table t (id int) partition by hash (id);
