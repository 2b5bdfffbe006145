-- Set and reset in place.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view a with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.1, toast.autovacuum_enabled = false) as select shop, at::text as day from sale;
create materialized view b with (fillfactor = 90) as select shop, at::text as day from sale;
create index b_shop on b (shop) with (fillfactor = 90);
