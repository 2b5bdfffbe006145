create table orders (id int primary key, shop int, day date);
create index orders_one on orders (shop);
create index orders_two on orders (day);
