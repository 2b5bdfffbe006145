-- a sequence leaves the column that is dropped, before the table changes, and takes a new one after
create unlogged table counted (d integer, e integer);
create sequence to_new owned by counted.e;
create sequence to_free;
create table other (id integer);
create sequence to_other owned by other.id;
