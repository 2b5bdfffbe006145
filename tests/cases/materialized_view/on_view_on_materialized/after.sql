-- The view between changes in place: the materialized ones around it stand.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view m1 as select shop, price from sale;
create view v2 as select shop, sum(price) as total from m1 where price > 2 group by shop;
create materialized view m3 as select total from v2;
create index m1_shop on m1 (shop);
create index m3_total on m3 (total);
