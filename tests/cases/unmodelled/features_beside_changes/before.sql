create table member (id int primary key, nick varchar(20), age int, doc text);
alter table member set (fillfactor = 70), replica identity full;
alter table member alter column nick set statistics 500, alter column doc set storage external;
alter table member cluster on member_pkey;
