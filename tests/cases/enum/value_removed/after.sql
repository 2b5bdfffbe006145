-- Not possible in place: the type is made anew and the column carried over by text.
create type order_state as enum ('open', 'paid', 'void');
create table orders (id int primary key, state order_state not null default 'open');
