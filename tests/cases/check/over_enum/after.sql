-- The check names other labels of the same enum.
create type order_state as enum ('open', 'paid', 'void');
create table orders (id int primary key, state order_state, paid_at date,
  constraint paid_has_date check (state = any (array['open', 'void']::order_state[]) or paid_at is not null));
