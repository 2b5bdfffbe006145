-- Another name for a column is another definition.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view by_shop (outlet, turnover) as select shop, sum(price) from sale group by shop;
create index by_shop_total on by_shop (turnover);
