create table a (id int primary key, n int not null unique);
create table b (id int primary key);
alter table a replica identity using index a_n_key;
alter table b replica identity full;
