-- The same rule for a check, a predicate, a new column's default and a generated column.
create type order_state as enum ('open', 'paid', 'late');
create table orders (id int primary key, state order_state not null,
  constraint known check (state in ('open', 'late') or id > 0),
  next_state order_state default 'late',
  urgent boolean generated always as (state = 'late') stored);
create index orders_late on orders (id) where state = 'late';
