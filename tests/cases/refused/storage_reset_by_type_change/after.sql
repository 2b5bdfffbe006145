-- A change of type resets the storage of the column, which nobody would put back.
create table member (id int primary key, doc bytea);
alter table member alter column doc set storage external;
