-- An aggregate takes the type: the old type cannot be dropped after the columns have left it.
create type order_state as enum ('open', 'paid');
create table orders (id int primary key, state order_state);
create aggregate worst(order_state) (sfunc = enum_larger, stype = order_state);
