create type order_state as enum ('open', 'paid');
create table orders (id int primary key, state order_state not null default 'open');
create index orders_open on orders (id) where state = 'open';
