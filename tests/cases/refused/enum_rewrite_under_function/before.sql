create type order_state as enum ('open', 'paid', 'lost');
create table orders (id int primary key, state order_state);
create function is_open(s order_state) returns boolean language sql immutable as $$ select s = 'open' $$;
