-- Names of relations and types pass to views and from them.
create table a (id int primary key);
create index b on a (id);
create view c as select id from a;
create view d as select 1 as one;
create view e as select id from c;
