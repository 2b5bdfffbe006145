create table a (id int primary key, n int not null, m int);
create unique index a_n on a (n);
alter table a replica identity using index a_n;
