-- A table takes its name, and the index passes to that.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create table by_shop (shop int, total numeric);
create unique index by_shop_shop on by_shop (shop);
create view rich as select shop from by_shop where total > 5;
