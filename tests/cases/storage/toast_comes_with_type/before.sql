create table t (a integer, b integer);
create table below () inherits (t);
