-- Two indexes trade names: whatever the plan does, no name may collide under way.
create table orders (id int primary key, shop int, day date);
create index orders_two on orders (shop);
create index orders_one on orders (day);
