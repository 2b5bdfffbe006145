-- The table gains columns that it does not read.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date, note text default 'none', n int);
create materialized view a as select id, shop, price, at from sale;
create unique index a_id on a (id);
