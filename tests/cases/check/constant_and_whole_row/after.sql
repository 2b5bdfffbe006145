-- Checks that hang on no column at all, or on the whole row.
create table orders (id int primary key, qty int,
  constraint closed check (1 + 1 = 2),
  constraint not_empty check (not (orders is null)));
