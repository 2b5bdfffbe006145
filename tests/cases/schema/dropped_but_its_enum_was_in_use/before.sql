create schema shop;
create type shop.order_state as enum ('open', 'paid');
create table orders (
  id int primary key,
  state shop.order_state not null default 'open'
);
