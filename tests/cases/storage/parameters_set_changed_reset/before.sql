create table a (id int primary key, doc text) with (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
create table b (id int primary key, doc text);
