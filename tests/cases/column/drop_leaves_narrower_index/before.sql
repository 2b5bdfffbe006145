create table orders (id int primary key, shop int, day date);
create index orders_lookup on orders (shop, day);
create unique index orders_uq on orders (id, day) include (shop);
