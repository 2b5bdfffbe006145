-- Comments change, and it is not touched.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view a as select shop, at from sale;
create index a_shop on a (shop);
comment on materialized view a is 'three';
comment on column a.shop is 'four';
comment on index a_shop is 'five';
