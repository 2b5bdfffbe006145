create type order_state as enum ('open', 'paid', 'lost');
create domain live_state as order_state default 'open' constraint is_live check (value <> 'lost');
create table orders (id int primary key, state live_state not null, was order_state);
create index orders_state on orders (state);
