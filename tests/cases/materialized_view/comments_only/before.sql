create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view a as select shop, at from sale;
create index a_shop on a (shop);
comment on materialized view a is 'one';
comment on column a.at is 'two';
