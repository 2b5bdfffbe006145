-- One line of the filter changes: only what reads it is made anew, and every index and comment is back.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view by_shop as select shop, sum(price) as total, max(at) as last from sale where price > 1 group by shop;
create unique index by_shop_shop on by_shop (shop);
create index by_shop_total on by_shop (total desc nulls last, lower(shop::text)) include (last) where total > 1;
comment on materialized view by_shop is 'Nightly';
comment on column by_shop.total is 'In EUR';
comment on index by_shop_shop is 'One each';
create materialized view top as select shop from by_shop order by total desc limit 2;
create index top_shop on top using hash (shop);
create view shown as select shop from top;
create materialized view other as select count(*) as n from sale;
create unique index other_n on other (n);
create view other_shown as select n from other;
