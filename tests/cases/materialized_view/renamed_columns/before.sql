create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view by_shop as select shop, sum(price) as total from sale group by shop;
create index by_shop_total on by_shop (total);
