create sequence counts;
create sequence moves;
create sequence fresh;
create table other (id int);
create table item (id int, place int, next int);
alter sequence counts owned by item.id;
alter sequence moves owned by item.place;
alter sequence fresh owned by item.next;
alter table item owner to writer;
