-- Enum to enum has no cast: by text. Default and check belong to the old type until then.
create type order_state as enum ('open', 'paid', 'void');
create type bill_state as enum ('paid', 'open');
create table orders (id int primary key, state bill_state default 'open', check (state <> 'paid' or id > 0));
