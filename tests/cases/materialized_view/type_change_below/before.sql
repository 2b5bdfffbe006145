create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create view priced as select id, shop, price from sale where price is not null;
create materialized view by_shop as select shop, sum(price) as total from priced group by shop;
create unique index by_shop_shop on by_shop (shop);
create index by_shop_total on by_shop (total);
comment on index by_shop_total is 'For the top list';
create materialized view days as select at, count(*) as n from sale group by at;
create index days_n on days (n);
