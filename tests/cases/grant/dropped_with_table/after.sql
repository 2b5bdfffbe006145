-- They go with it.
create table other (id int);
