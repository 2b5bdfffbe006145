-- The new index needs NOT NULL before, and the former gives it up after.
create table a (id int primary key, n int, m int not null);
create unique index a_m on a (m);
alter table a replica identity using index a_m;
