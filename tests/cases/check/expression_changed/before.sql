create table orders (id int primary key, state text, qty int,
  constraint orders_state check (state in ('open', 'paid')),
  constraint orders_qty check (qty between 1 and 10));
