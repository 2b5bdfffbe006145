create table orders (id int primary key, shop int, day date, total int);
create index orders_shop on orders (shop);
create index orders_day on orders (day) include (total);
create index orders_pay on orders (day, total) include (shop);
