create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view a as select shop, at from sale;
create index a_shop on a (shop);
create index a_at on a (at);
comment on column a.at is 'Gone';
