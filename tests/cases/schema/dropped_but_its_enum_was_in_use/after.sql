-- The schema can go only after the column of a staying table has left its type,
-- and the default stands between the two types.
create type order_state as enum ('open', 'paid');
create table orders (
  id int primary key,
  state order_state not null default 'open'
);
