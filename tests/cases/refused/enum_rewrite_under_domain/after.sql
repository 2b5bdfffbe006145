-- A domain stands between the type and the column.
create type order_state as enum ('open', 'paid');
create domain live_state as order_state check (value <> 'paid');
create table orders (id int primary key, state live_state);
