create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view by_shop as select shop, sum(price) as total from sale group by shop;
create unique index by_shop_shop on by_shop (shop);
create view rich as select shop from by_shop where total > 5;
