create sequence counts;
create sequence moves;
create table other (id int);
alter sequence moves owned by other.id;
create table item (id int, place int, next int);
alter table item owner to writer;
