-- A function takes the type: the old type cannot be dropped after the columns have left it.
create type order_state as enum ('open', 'paid');
create table orders (id int primary key, state order_state);
create function is_open(s order_state) returns boolean language sql immutable as $$ select s = 'open' $$;
