create type order_state as enum ('open', 'paid', 'lost');
create domain live_state as order_state check (value <> 'lost');
create table orders (id int primary key, state live_state);
