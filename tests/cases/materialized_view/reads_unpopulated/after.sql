-- Filled once from one that was emptied since: it cannot be made so again.
create table sale (id int primary key, shop int not null, price numeric(12, 3), at date);
create materialized view z as select shop, price from sale;
create view y as select shop, sum(price) as total from z group by shop;
create materialized view a as select total from y;
refresh materialized view z with no data;
