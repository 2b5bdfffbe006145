-- Payload comes, goes, and turns into key.
create table orders (id int primary key, shop int, day date, total int);
create index orders_shop on orders (shop) include (total, day);
create index orders_day on orders (day);
create index orders_pay on orders (day, total, shop);
