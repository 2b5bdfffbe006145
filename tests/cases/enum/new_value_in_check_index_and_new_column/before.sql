create type order_state as enum ('open', 'paid');
create table orders (id int primary key, state order_state not null, constraint known check (state = 'open' or id > 0));
