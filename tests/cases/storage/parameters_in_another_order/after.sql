create table a (id int) with (fillfactor = 70, autovacuum_enabled = false);
create table b (id int);
