create type order_state as enum ('open', 'paid', 'void');
create table orders (id int primary key, state order_state not null default 'open', past order_state[] default '{}');
