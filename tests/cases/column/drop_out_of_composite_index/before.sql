create table orders (id int primary key, shop int, day date, note text);
create index orders_shop_day_idx on orders (shop, day);
create index orders_shop_idx on orders (shop);
