create sequence counts;
alter sequence counts owner to writer;
create sequence stays;
create table other (id int);
alter sequence stays owned by other.id;
alter table other owner to writer;
create table item (id int);
