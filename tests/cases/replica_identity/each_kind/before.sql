create table a (id int primary key, n int not null unique);
create table b (id int primary key, n int not null unique);
create table c (id int primary key, n int not null);
create unique index c_n on c (n);
alter table b replica identity full;
alter table c replica identity using index c_n;
