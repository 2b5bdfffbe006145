create table a (id int primary key, n int not null unique);
create table b (id int primary key, n int not null unique);
create table c (id int primary key, n int not null);
create unique index c_n on c (n);
create table d (id int primary key);
alter table a replica identity using index a_n_key;
alter table b replica identity nothing;
alter table d replica identity full;
