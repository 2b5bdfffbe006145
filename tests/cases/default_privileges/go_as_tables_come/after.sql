-- They go before the new table is made.
create table t (id int);
grant select on t to reader;
create table u (id int);
