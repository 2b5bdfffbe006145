-- Same names, other expressions: a comparison by name alone is blind here.
create table orders (id int primary key, state text, qty int,
  constraint orders_state check (state in ('open', 'paid', 'void')),
  constraint orders_qty check (qty between 1 and 100));
