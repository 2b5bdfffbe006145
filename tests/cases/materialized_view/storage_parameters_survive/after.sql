-- They come back when it is made anew.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view b with (fillfactor = 70, toast.autovacuum_enabled = false) as select shop, at::text as day, price from sale;
