-- One of two.
create table orders (id int primary key, shop int, day date);
create index orders_day on orders (day);
