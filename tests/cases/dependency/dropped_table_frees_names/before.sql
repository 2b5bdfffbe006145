create table old_orders (id int constraint orders_pk primary key, shop int constraint orders_shop_key unique);
create index orders_shop on old_orders (shop);
create sequence orders_no owned by old_orders.id;
