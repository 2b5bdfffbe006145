create type order_state as enum ('open', 'paid', 'void');
create table orders (id int primary key, state order_state, paid_at date,
  constraint paid_has_date check (state <> 'paid' or paid_at is not null));
