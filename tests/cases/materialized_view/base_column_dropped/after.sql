-- The column goes here and there, with the index on it.
create table sale (id int primary key, shop int not null, price numeric(10, 2));
create materialized view a as select shop from sale;
create index a_shop on a (shop);
