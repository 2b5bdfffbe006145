create table a (id int primary key, n int); create index a_n on a (n);
create table b (id int primary key, n int);
create table c (id int primary key);
alter table a cluster on a_n; alter table b cluster on b_pkey;
