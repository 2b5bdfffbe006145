-- Each is filled from one that is made in the same plan, through a view, in the right order.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view z as select shop, price from sale;
create view y as select shop, sum(price) as total from z group by shop;
create materialized view x as select total from y;
create materialized view a as select max(total) as most from x;
