-- Default and check name the label that goes; both change with it.
create type order_state as enum ('open', 'paid');
create table orders (id int primary key, state order_state default 'open', constraint not_paid_new check (state <> 'paid' or id > 0));
