create type "OrderState" as enum ('Open', 'open', 'OPEN');
create table orders (id int primary key, state "OrderState" default 'Open');
