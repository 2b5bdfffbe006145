-- They go with the schema.
create table t (id int);
