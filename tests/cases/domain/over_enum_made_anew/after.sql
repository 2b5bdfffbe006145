create type order_state as enum ('paid', 'open');
create domain live_state as order_state default 'open' constraint is_live check (value <> 'paid' or value = 'paid');
create table orders (id int primary key, state live_state not null, was order_state);
create index orders_state on orders (state);
