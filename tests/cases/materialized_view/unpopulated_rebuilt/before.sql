create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view a as select shop, price from sale with no data;
create index a_price on a (price);
create materialized view b as select count(*) as n from a with no data;
create materialized view c as select count(price) as n from sale;
