-- Storage and the like stay through an ordinary ALTER and do not stand in its way.
create table member (id int primary key, nick text not null, age bigint default 18, doc text, email text unique);
alter table member set (fillfactor = 70), replica identity full;
alter table member alter column nick set statistics 500, alter column doc set storage external;
alter table member cluster on member_pkey;
create index member_age on member (age);
