-- Key, unique, index and sequence names of the dropped table are taken by the new one.
create table new_orders (id int constraint orders_pk primary key, shop text constraint orders_shop_key unique);
create index orders_shop on new_orders (shop);
create sequence orders_no owned by new_orders.id;
