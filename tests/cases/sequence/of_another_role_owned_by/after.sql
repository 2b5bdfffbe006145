create sequence counts;
create sequence stays;
alter sequence stays owner to reader;
create table other (id int);
alter table other owner to writer;
create table item (id int);
alter sequence counts owned by item.id;
