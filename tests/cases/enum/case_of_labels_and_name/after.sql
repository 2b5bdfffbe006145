-- Mixed-case type name, labels that differ by case only.
create type "OrderState" as enum ('Open', 'open', 'Paid', 'OPEN');
create table orders (id int primary key, state "OrderState" default 'open');
