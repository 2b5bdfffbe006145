create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view a as select shop, at::text as day from sale;
create materialized view b with (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false) as select shop, at::text as day from sale;
create index b_shop on b (shop) with (fillfactor = 80);
