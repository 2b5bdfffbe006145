create table a (id int primary key, n int not null unique, s varchar(10) not null, constraint a_s unique (s));
alter table a replica identity using index a_n_key;
alter table a cluster on a_s;
