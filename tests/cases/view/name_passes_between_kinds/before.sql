create table a (id int primary key);
create view b as select id from a;
create type c as enum ('x');
create index d on a (id);
