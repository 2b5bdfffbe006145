create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view a as select shop from sale;
create materialized view b as select shop from sale with no data;
create index b_shop on b (shop);
create materialized view c as select count(*) as n from sale with no data;
create materialized view d as select count(*) as n from sale;
