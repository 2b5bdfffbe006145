create schema a_shop;
create schema b_stock;
create table a_shop.orders (id int primary key, shelf_id int);
create table b_stock.shelf (id int primary key, last_order_id int);
