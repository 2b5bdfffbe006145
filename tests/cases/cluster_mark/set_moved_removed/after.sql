create table a (id int primary key, n int); create index a_n on a (n);
create table b (id int primary key, n int); create index b_n on b (n);
create table c (id int primary key);
alter table b cluster on b_n; alter table c cluster on c_pkey;
