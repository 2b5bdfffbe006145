-- Default off, type over with USING, default on.
create type order_state as enum ('open', 'paid', 'void');
create table orders (id int primary key, state order_state not null default 'open');
create index orders_state on orders (state);
