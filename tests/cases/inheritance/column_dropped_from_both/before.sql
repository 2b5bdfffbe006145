create sequence numbers;
create table part (id integer, code bigint);
alter sequence numbers owned by part.code;
create table spare (id integer, code bigint);
