-- nor for the table's new owner
create table member (id integer primary key);
alter table member owner to writer;
grant select on member to reader;
