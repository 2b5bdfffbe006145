create type order_state as enum ('open', 'paid');
create table orders (id int primary key, state order_state default 'open', past order_state[]);
