-- The new label must be committed before the default can name it: two revisions.
create type order_state as enum ('draft', 'open', 'paid');
create table orders (id int primary key, state order_state not null default 'draft');
