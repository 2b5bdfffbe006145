-- The type now stands in another schema, under columns, defaults and a predicate.
create schema app;
create type app.order_state as enum ('open', 'paid');
create table orders (id int primary key, state app.order_state not null default 'open', past app.order_state[] default '{paid}');
create index orders_open on orders (id) where state = 'open';
