-- BEFORE the first one: the order is part of the type.
create type order_state as enum ('draft', 'open', 'paid');
create table orders (id int primary key, state order_state not null default 'open');
