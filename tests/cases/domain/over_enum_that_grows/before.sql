create type order_state as enum ('open', 'paid');
create domain live_state as order_state constraint is_live check (value <> 'paid');
create table orders (id int primary key, state live_state);
