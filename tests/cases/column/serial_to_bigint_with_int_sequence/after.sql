-- Somebody altered the column only: the sequence is still an integer one and must stay so.
create table member (id serial primary key);
alter table member alter id type bigint;
