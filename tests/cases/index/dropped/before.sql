create table orders (id int primary key, shop int, day date);
create index orders_shop_day on orders (shop, day);
create index orders_day on orders (day);
