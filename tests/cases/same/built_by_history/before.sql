create type state as enum ('draft', 'open', 'paid');
create table orders (id int generated always as identity primary key, state state, total bigint);
create index orders_total on orders (total);
