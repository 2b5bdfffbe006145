-- Without a word from a person a corrected label is one removed and one added. No row holds it.
create type order_state as enum ('open', 'paid', 'void');
create table orders (id int primary key, state order_state not null default 'open');
