create type order_state as enum ('open', 'paid', 'lost');
create table orders (id int primary key, state order_state);
create aggregate worst(order_state) (sfunc = enum_larger, stype = order_state);
