-- The index is another under its name, and what goes by it is set again.
create table a (id int primary key, n int not null, m int not null);
create unique index a_n on a (n, m);
alter table a replica identity using index a_n;
alter table a cluster on a_n;
