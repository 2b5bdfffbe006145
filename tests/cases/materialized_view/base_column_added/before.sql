create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view a as select * from sale;
create unique index a_id on a (id);
