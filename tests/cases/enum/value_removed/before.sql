create type order_state as enum ('open', 'paid', 'lost', 'void');
create table orders (id int primary key, state order_state not null default 'open');
