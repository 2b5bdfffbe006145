-- One on a table, one on that, both with indexes, and a view between.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view by_shop as select shop, sum(price) as total from sale group by shop;
create unique index by_shop_shop on by_shop (shop);
create view rich as select shop from by_shop where total > 5;
create materialized view rich_count as select count(*) as n from rich with no data;
comment on materialized view by_shop is 'Nightly';
comment on column by_shop.total is 'In EUR';
