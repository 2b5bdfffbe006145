-- Indexes come, go and change; the rest stays.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view a as select shop, at::text as day, price as "Price ""x"" y", array[shop] as shops from sale;
create index one on a (shop, day);
create index two on a using gin (shops);
create index more on a (lower(day) text_pattern_ops, day collate "C") include ("Price ""x"" y") where "Price ""x"" y" > 0;
create unique index three on a ("Price ""x"" y", shop, day) include (shops);
