create type order_state as enum ('open', 'paid', 'void');
create table orders (id int primary key, state order_state default 'open', check (state <> 'void'));
