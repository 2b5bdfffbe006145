create table a (id int primary key, doc text) with (fillfactor = 80, toast.vacuum_truncate = false);
create table b (id int primary key, doc text) with (autovacuum_vacuum_scale_factor = 0.01, parallel_workers = 4);
create table c (id int primary key, doc text) with (fillfactor = 50, toast.autovacuum_vacuum_threshold = 100);
