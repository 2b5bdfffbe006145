create schema a_shop;
create schema b_stock;
create table a_shop.orders (id int primary key, shelf_id int);
create table b_stock.shelf (id int primary key, last_order_id int);
alter table a_shop.orders add foreign key (shelf_id) references b_stock.shelf;
alter table b_stock.shelf add foreign key (last_order_id) references a_shop.orders;
create table kept (id int primary key);
