create type order_state as enum ('new', 'open', 'paid');
create table orders (id int primary key, state order_state default 'new', constraint not_paid_new check (state <> 'new' or id > 0));
